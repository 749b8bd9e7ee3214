import { describe, expect, it } from 'vitest'
import { actions } from './actions'
import { combination, composing } from './keys'

const key = (key: string, more: Partial<KeyboardEvent> = {}) => combination({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

describe('keys', () => {
  it('are written as the help page writes them', () => {
    expect(key('k', { ctrlKey: true })).toBe('Ctrl+K')
    expect(key('F2')).toBe('F2')
    expect(key('¡', { altKey: true, code: 'Digit1' }), 'Alt changes the character on some layouts').toBe('Alt+1')
    expect(key('=', { ctrlKey: true }), 'enlarging without Shift').toBe('Ctrl++')
    expect(key('+', { ctrlKey: true, shiftKey: true })).toBe('Ctrl++')
  })
  it('of a composition belong to the input method', () => {
    expect(composing(new KeyboardEvent('keydown', { isComposing: true }))).toBe(true)
    expect(composing(new KeyboardEvent('keydown', { keyCode: 229 } as KeyboardEventInit))).toBe(true)
  })
  it('are given to one command each', () => {
    const keys = actions.flatMap(({ keys }) => (keys ? [keys] : []))
    expect(new Set(keys).size, 'no key twice').toBe(keys.length)
  })
})
