import { isError, pathOf, type Problem, type SavedRow, type SetRow } from '../../api/contract'
import type { ListRow } from './listing'

/** Typed texts of a row by column. */
export interface Change {
  row: ListRow
  values: Record<string, string | null>
}
/** How the cells of a list are written. */
export interface CellWriter {
  /** why nothing can be written in a column; empty when it can */
  refusal: (column: string) => string
  /** writes all of it as one operation; answers row by row */
  save: (changes: Change[]) => Promise<SavedRow[]>
  /** the saved rows as the list shows them now */
  fresh: (saved: { row: ListRow; saved: SetRow }[], columns: string[]) => Promise<ListRow[]>
}

/** Problems worth interrupting for: what stopped the saving, and doubts about the very cells that were typed in. */
export function telling({ problems }: Pick<SavedRow, 'problems'>, columns: string[]): Problem | undefined {
  const items = columns.map((column) => pathOf(column).item)
  return problems.find(isError) ?? problems.find(({ severity, item }) => severity !== 'info' && items.includes(pathOf(item).item))
}

export interface PasteColumn {
  column: string
  label: string
  /** why nothing is written, or empty */
  skipped: string
}
export interface Paste {
  columns: PasteColumn[]
  rows: { row: ListRow; cells: string[] }[]
  firstRow: number
  /** rows on the clipboard beyond the end of the list */
  dropped: number
}

/** Lays the clipboard over the rows and says which columns will not be written. */
export function pasteOf(
  cells: string[][], rows: ListRow[], columns: string[], firstRow: number, labelOf: (column: string) => string, refusal: CellWriter['refusal'],
): Paste {
  const width = Math.min(columns.length, Math.max(...cells.map((row) => row.length)))
  return {
    columns: columns.slice(0, width).map((column) => {
      const skipped = column === '#' ? '自动计算' : refusal(column)
      return { column, label: column === '#' ? '序号' : labelOf(column), skipped: skipped && `${skipped}，跳过` }
    }),
    rows: rows.map((row, at) => ({ row, cells: (cells[at] ?? []).slice(0, width) })),
    firstRow,
    dropped: Math.max(0, cells.length - rows.length),
  }
}

/** What a paste changes, row by row; a blank cell of the clipboard clears. */
export function changesOf(paste: Paste): Change[] {
  const wanted = paste.columns.map(({ column, skipped }) => (skipped ? null : column))
  return paste.rows.map(({ row, cells }) => ({
    row,
    values: Object.fromEntries(cells.flatMap((text, at) => (wanted[at] ? [[wanted[at], text.trim() || null]] : []))) as Change['values'],
  })).filter(({ values }) => Object.keys(values).length > 0)
}
