import type { AnswerOf, Commands, Condition } from '../../api/contract'

/** What a class is told by: one line for each that differs in any of it. */
export const BY = ['class_name', 'started', 'ended', 'organiser', 'institution', 'kind', 'audience', 'mode', 'hours', 'days'] as const
const KEY = ['class_name', 'started']

export interface TrainingClass {
  rows: number
  owners: number
  values: Record<string, string>
}
export function classesOf(groups: AnswerOf<'ledger_groups'>): TrainingClass[] {
  return groups.map(({ rows, owners, cells }) => ({ rows, owners, values: Object.fromEntries(BY.map((code, at) => [code, cells[at] ?? ''])) }))
}
const nameOf = ({ values }: TrainingClass) => KEY.map((code) => values[code]).join('\n')

/** The rows of one line: by name and beginning, and by everything when another line has the same. */
export function conditionsOf(own: TrainingClass, all: TrainingClass[]): Condition[] {
  const alone = all.filter((other) => nameOf(other) === nameOf(own)).length < 2
  return (alone ? KEY : BY).map((code) => {
    const value = own.values[code] ?? ''
    return { column: `training.${code}`, op: value ? '=' : 'blank', value }
  })
}

type LedgerRequest = Commands['ledger']['request']
const USUAL = [{ column: 'level', descending: false }, { column: 'strokes', descending: false }]

/** The rows of training of a year, or of one class of it. */
export function rowsOf(unit: number | null, conditions: Condition[], columns: string[] = [], offset = 0, limit = 0): LedgerRequest {
  return { set: 'training', query: { text: '', unit, subunits: true, conditions, sort: USUAL, columns, only: null, offset, limit } }
}
export const inYear = (year: number): Condition[] => [{ column: 'training.started', op: '=', value: String(year) }]

const SHEET = ['name', 'post.unit', 'post.title', 'training.class_name', 'training.organiser', 'training.started', 'training.ended', 'training.mode', 'training.hours', 'training.days', 'training.result']
/** The classes of a year person by person, as the ledger writes and prints them. */
export function sheetOf(year: number, unit: number | null, unitName: string): Commands['preview_ledger']['request'] {
  return { title: `${unitName}${year}年干部教育培训情况表`, query: rowsOf(unit, inYear(year), SHEET) }
}
