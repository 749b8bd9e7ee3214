import { describe, expect, it } from 'vitest'
import { heightOf, resized, usual, within } from './cut'

const wide = { width: 1400, height: 700 }
const high = { width: 500, height: 1400 }

describe('the part of a picture that becomes the photo', () => {
  it('is the middle of a wide picture and the upper part of a high one', () => {
    expect(usual(wide)).toMatchObject({ top: 0, left: (1 - 500 / 1400) / 2 })
    expect(usual(high)).toEqual({ left: 0, top: 0, width: 1 })
    expect(heightOf(usual(high), high)).toBeCloseTo(0.5)
  })
  it('never leaves the picture, wherever it is dragged', () => {
    const cut = within({ left: 2, top: -3, width: 0.3 }, wide)
    expect(cut.left + cut.width).toBeCloseTo(1)
    expect(cut.top).toBe(0)
  })
  it('keeps its middle when it is made smaller', () => {
    const cut = resized(usual(high), 0.5, high)
    expect(cut.left + cut.width / 2).toBeCloseTo(0.5)
    expect(cut.top + heightOf(cut, high) / 2).toBeCloseTo(0.25)
  })
})
