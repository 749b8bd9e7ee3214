import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useIdle } from './idle'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('an unattended desk', () => {
  it('rests after ten minutes without a key or the mouse', () => {
    const rest = vi.fn()
    const mounted = mount(defineComponent(() => (useIdle(rest), () => null)))
    vi.advanceTimersByTime(9 * 60_000)
    window.dispatchEvent(new KeyboardEvent('keydown'))
    vi.advanceTimersByTime(9 * 60_000)
    expect(rest, 'somebody was there').not.toHaveBeenCalled()
    vi.advanceTimersByTime(70_000)
    expect(rest, 'ten minutes later').toHaveBeenCalled()
    mounted.unmount()
  })
})
