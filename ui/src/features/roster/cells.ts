import { isError } from '../../api/contract'
import { call } from '../../host'
import { complain, tell } from '../../session/notices'
import { itemAt } from '../../session/status'
import { undoOperation } from '../../session/undo'

const COMPUTED = ['#', 'age']

/** Only items of the main set stand in one row of the person; the others are edited in the dossier. */
export function canEdit(column: string): boolean {
  return !column.includes('.') && !COMPUTED.includes(column) && itemAt(column) !== null
}

export async function writeCell(person: number, column: string, text: string): Promise<void> {
  const { row, problems } = await call('save_row', { set: 'person', person, row: person, values: { [column]: text || null } })
  const problem = problems.find(({ severity }) => severity !== 'info')
  if (problem) complain({ code: problem.code, message: problem.message, hint: row ? '已存下，请核对；可按 Ctrl+Z 撤销。' : '没有存，单元格还是原来的内容。' })
}

export interface PasteColumn {
  column: string
  label: string
  /** why nothing is written, or empty */
  skipped: string
}
export interface Paste {
  columns: PasteColumn[]
  rows: { person: number; cells: string[] }[]
  firstRow: number
  /** rows on the clipboard beyond the end of the list */
  dropped: number
}

/** Lays the clipboard over the rows and says which columns will not be written. */
export function pasteOf(
  cells: string[][], rows: { id: number }[], columns: string[], firstRow: number, labelOf: (column: string) => string,
): Paste {
  const width = Math.min(columns.length, Math.max(...cells.map((row) => row.length)))
  return {
    columns: columns.slice(0, width).map((column) => ({
      column,
      label: column === '#' ? '序号' : labelOf(column),
      skipped: canEdit(column) ? '' : COMPUTED.includes(column) ? '自动计算，跳过' : '在档案里改，跳过',
    })),
    rows: rows.map((row, at) => ({ person: row.id, cells: (cells[at] ?? []).slice(0, width) })),
    firstRow,
    dropped: Math.max(0, cells.length - rows.length),
  }
}

export async function writePaste(paste: Paste): Promise<void> {
  let written = 0
  const refused: string[] = []
  const wanted = paste.columns.map(({ column, skipped }) => (skipped ? null : column))
  for (const { person, cells } of paste.rows) {
    const values = Object.fromEntries(
      cells.flatMap((text, at) => (wanted[at] ? [[wanted[at], text.trim() || null]] : [])),
    ) as Record<string, string | null>
    if (Object.keys(values).length === 0) continue
    const saved = await call('save_row', { set: 'person', person, row: person, values })
    if (saved.row) written++
    else refused.push(saved.problems.find(isError)?.message ?? '')
  }
  if (refused.length > 0) complain({ code: 'paste.refused', message: `写入 ${written} 行，${refused.length} 行没有写。`, hint: [...new Set(refused)].slice(0, 3).join('；') })
  else tell(`已粘贴 ${written} 行。`, '', { label: '撤销最后一行', run: () => void undoOperation() })
}
