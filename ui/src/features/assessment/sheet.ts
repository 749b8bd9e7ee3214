import type { Commands } from '../../api/contract'

/** The columns of 年度考核结果汇总表. */
const COLUMNS = ['name', 'post.unit', 'post.title', 'staff_kind', 'assessment.conclusion', 'assessment.reason']

/** The grades of a year as the ledger writes and prints them. */
export function sheetOf(year: number, unit: number | null, unitName: string): Commands['preview_ledger']['request'] {
  const sort = [{ column: 'level', descending: false }, { column: 'strokes', descending: false }]
  const conditions = [{ column: 'assessment.year', op: '=', value: String(year) }]
  return {
    title: `${unitName}${year}年度考核结果汇总表`,
    query: { set: 'assessment', query: { text: '', unit, subunits: true, conditions, sort, columns: COLUMNS, only: null, offset: 0, limit: 0 } },
  }
}
