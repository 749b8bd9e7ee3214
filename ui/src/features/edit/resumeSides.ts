import type { AnswerOf, InformationSet } from '../../api/contract'
import { blankRow, type RowDraft } from './draft'

export type Sides = AnswerOf<'resume'>

/** The rows as they are typed, for the desk; those given up are left out. */
export function typedRows(rows: RowDraft[]) {
  return rows.filter(({ deleted }) => !deleted).map(({ row, values }) => ({ row, values: { ...values } }))
}

/** The rows after the text was edited: the same row keeps everything else typed in it, what the text no longer tells goes. */
export function followed(set: InformationSet, before: RowDraft[], sides: Sides): RowDraft[] {
  const live = before.filter(({ deleted }) => !deleted)
  const kept = new Set<RowDraft>()
  const told = sides.rows.map(({ id, cells }) => {
    const own = id > 0 ? before.find(({ row }) => row === id) : live[-1 - id]
    const values = Object.fromEntries(set.items.map(({ code }) => [code, cells[code]?.text ?? '']))
    if (!own || id === 0) return { ...blankRow(set), values }
    kept.add(own)
    return { ...own, deleted: false, values: { ...own.values, ...values } }
  })
  const gone = before.filter((own) => own.row !== null && !kept.has(own)).map((own) => ({ ...own, deleted: true }))
  return [...told, ...gone]
}

const time = ({ values }: RowDraft) => `${(values.started ?? '').replace(/\D/g, '').padEnd(8, '0')}${values.within ? 1 : 0}`
/** In the order of time, as the text has them; a row without a time stays last, where it was added. */
export function inOrder(rows: RowDraft[]): RowDraft[] {
  return rows.filter(({ deleted }) => !deleted).map((row, at) => ({ row, at })).sort((a, b) => {
    if (!a.row.values.started || !b.row.values.started) return Number(!a.row.values.started) - Number(!b.row.values.started) || a.at - b.at
    return time(a.row).localeCompare(time(b.row)) || a.at - b.at
  }).map(({ row }) => row)
}
