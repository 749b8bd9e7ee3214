import { describe, expect, it } from 'vitest'
import { blockOf, moved, single } from './selection'

const bounds = { rows: 100_000, columns: 30, page: 20 }
const press = (key: string, more: { ctrl?: boolean; shift?: boolean } = {}) => ({ key, ctrl: false, shift: false, ...more })

describe('moving in a grid', () => {
  it('stops at the edges', () => {
    expect(moved(single(0, 0), press('ArrowUp'), bounds)?.active, 'no row above the first').toEqual({ row: 0, column: 0 })
    expect(moved(single(99_999, 29), press('PageDown'), bounds)?.active, 'no row below the last').toEqual({ row: 99_999, column: 29 })
  })
  it('goes to the ends with Ctrl', () => {
    expect(moved(single(5, 5), press('ArrowDown', { ctrl: true }), bounds)?.active.row, 'last row').toBe(99_999)
    expect(moved(single(5, 5), press('Home', { ctrl: true }), bounds)?.active, 'first cell').toEqual({ row: 0, column: 0 })
  })
  it('extends with Shift and keeps the anchor', () => {
    const one = moved(single(5, 5), press('ArrowDown', { shift: true }), bounds)!
    const two = moved(one, press('ArrowLeft', { shift: true }), bounds)!
    expect(blockOf(two), 'block between anchor and frame').toEqual({ top: 5, bottom: 6, left: 4, right: 5 })
  })
  it('selects everything with Ctrl+A and leaves a plain a to typing', () => {
    expect(blockOf(moved(single(3, 3), press('a', { ctrl: true }), bounds)!), 'all cells').toEqual({ top: 0, bottom: 99_999, left: 0, right: 29 })
    expect(moved(single(3, 3), press('a'), bounds), 'a letter moves nothing').toBeNull()
  })
  it('does nothing in an empty list', () => {
    expect(moved(single(0, 0), press('ArrowDown'), { rows: 0, columns: 3, page: 20 }), 'nothing to move in').toBeNull()
  })
})
