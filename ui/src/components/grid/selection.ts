/** Which cells of a grid are chosen, and how the keys move them. Knows no screen. */
export interface Place {
  row: number
  column: number
}
export interface Selection {
  /** where the frame is */
  active: Place
  /** where the chosen block began */
  anchor: Place
}
export interface Bounds {
  rows: number
  columns: number
  /** rows that fit the window */
  page: number
}
export interface KeyPress {
  key: string
  ctrl: boolean
  shift: boolean
}

export function single(row: number, column: number): Selection {
  return { active: { row, column }, anchor: { row, column } }
}

export interface Block {
  top: number
  bottom: number
  left: number
  right: number
}
export function blockOf({ active, anchor }: Selection): Block {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  }
}

const between = (value: number, last: number) => Math.max(0, Math.min(last, value))

/** The selection after a key, or null when the key does not move it. */
export function moved(selection: Selection, press: KeyPress, bounds: Bounds): Selection | null {
  const { rows, columns, page } = bounds
  if (rows === 0 || columns === 0) return null
  const { row, column } = selection.active
  const { key, ctrl, shift } = press
  const to = (toRow: number, toColumn: number, extend = shift): Selection => {
    const active = { row: between(toRow, rows - 1), column: between(toColumn, columns - 1) }
    return { active, anchor: extend ? selection.anchor : active }
  }
  switch (key) {
    case 'ArrowDown':
      return to(ctrl ? rows - 1 : row + 1, column)
    case 'ArrowUp':
      return to(ctrl ? 0 : row - 1, column)
    case 'ArrowRight':
      return to(row, ctrl ? columns - 1 : column + 1)
    case 'ArrowLeft':
      return to(row, ctrl ? 0 : column - 1)
    case 'PageDown':
      return to(row + page, column)
    case 'PageUp':
      return to(row - page, column)
    case 'Home':
      return to(ctrl ? 0 : row, 0)
    case 'End':
      return to(ctrl ? rows - 1 : row, columns - 1)
    case 'a':
    case 'A':
      if (!ctrl) return null
      return { active: { row: rows - 1, column: columns - 1 }, anchor: { row: 0, column: 0 } }
    default:
      return null
  }
}
