import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, withDirectives } from 'vue'
import { vEnterNav } from './enterNav'

function form(last = vi.fn()) {
  const component = defineComponent(() => () =>
    withDirectives(
      h('div', [h('input', { id: 'a' }), h('input', { id: 'b', 'aria-expanded': 'false' }), h('textarea', { id: 'c' }), h('input', { id: 'd' })]),
      [[vEnterNav, last]],
    ),
  )
  const mounted = mount(component, { attachTo: document.body })
  const at = (id: string) => document.getElementById(id) as HTMLInputElement
  const enter = (id: string, more: KeyboardEventInit = {}) => {
    at(id).focus()
    at(id).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }))
    return document.activeElement?.id
  }
  return { mounted, at, enter, last }
}
let open: ReturnType<typeof form>
afterEach(() => open.mounted.unmount())

describe('Enter in the entry form', () => {
  it('goes on, and back with Shift', () => {
    open = form()
    expect(open.enter('a'), 'next field').toBe('b')
    expect(open.enter('d', { shiftKey: true }), 'previous field').toBe('c')
  })
  it('saves in the last field', () => {
    open = form()
    open.enter('d')
    expect(open.last, 'the last Enter').toHaveBeenCalledOnce()
  })
  it('never takes an Enter of the input method', () => {
    open = form()
    expect(open.enter('a', { isComposing: true }), 'while composing').toBe('a')
    expect(open.enter('a', { keyCode: 229 } as KeyboardEventInit), 'key code of the input method').toBe('a')
    open.at('a').dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    expect(open.enter('a'), 'right after a composition ended').toBe('a')
  })
  it('leaves open lists and several lines alone', () => {
    open = form()
    open.at('b').setAttribute('aria-expanded', 'true')
    expect(open.enter('b'), 'an open list takes its own Enter').toBe('b')
    expect(open.enter('c'), 'Enter makes a new line').toBe('c')
  })
})
