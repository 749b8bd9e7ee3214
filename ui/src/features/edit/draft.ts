import { type Dossier, type InformationSet, MASK, type Problem, type SetRow } from '../../api/contract'

/** One row being edited. */
export interface RowDraft {
  key: string
  /** null until it has been saved once */
  row: number | null
  before: Record<string, string>
  values: Record<string, string>
  problems: Record<string, Problem[]>
  deleted: boolean
  /** the row there already is where there may be one only */
  conflict?: number | null
  /** protected items of the set */
  guarded?: string[]
}
/** A dossier being edited: stays in memory when the page is left, until it is saved or given up. */
export interface Draft {
  person: number | null
  name: string
  rows: Record<string, RowDraft[]>
}

let keys = 0

export function blankRow(set: InformationSet): RowDraft {
  const values = Object.fromEntries(set.items.map((item) => [item.code, '']))
  return { key: `new-${++keys}`, row: null, before: { ...values }, values, problems: {}, deleted: false }
}
function rowOf(set: InformationSet, row: SetRow): RowDraft {
  const values = Object.fromEntries(set.items.map((item) => [item.code, row.cells[item.code]?.text ?? '']))
  const guarded = set.items.filter((item) => item.protected).map(({ code }) => code)
  return { key: `row-${row.id}`, row: row.id, before: { ...values }, values, problems: {}, deleted: false, guarded }
}

export function newDraft(sets: InformationSet[]): Draft {
  const rows = Object.fromEntries(sets.map((set) => [set.code, set.code === 'person' ? [blankRow(set)] : []]))
  return { person: null, name: '', rows }
}

/** The dossier as it is now, with whatever an older draft had changed laid over it. */
export function draftOf(dossier: Dossier, sets: InformationSet[], older?: Draft): Draft {
  const rows: Draft['rows'] = {}
  for (const set of sets) {
    const kept = older?.rows[set.code] ?? []
    const stored = (dossier.sections.find((section) => section.set === set.code)?.rows ?? []).map((row) => {
      const fresh = rowOf(set, row)
      const mine = kept.find((own) => own.row === row.id)
      if (!mine) return fresh
      fresh.deleted = mine.deleted
      for (const item of changedItems(mine)) {
        fresh.values[item] = mine.values[item] ?? ''
        fresh.problems[item] = mine.problems[item] ?? []
      }
      return fresh
    })
    if (set.code === 'person' && stored.length === 0) stored.push(blankRow(set))
    rows[set.code] = [...stored, ...kept.filter((own) => own.row === null && !own.deleted && set.code !== 'person')]
  }
  return { person: dossier.id, name: dossier.name, rows }
}

/** What is kept of a draft: the rows that differ, and of them what differs. */
export interface KeptDraft {
  person: number | null
  name: string
  rows: Record<string, Pick<RowDraft, 'row' | 'before' | 'values' | 'deleted'>[]>
}
const only = (values: Record<string, string>, items: string[]) => Object.fromEntries(items.map((item) => [item, values[item] ?? '']))

/** What stood in a protected item before is not kept: a draft outlives the reason it was shown for. */
const before = (row: RowDraft) => Object.fromEntries(Object.entries(only(row.before, changedItems(row))).map(([item, text]) => [item, row.guarded?.includes(item) && text !== '' ? MASK : text]))

export function keptOf(draft: Draft): KeptDraft {
  const rows: KeptDraft['rows'] = {}
  for (const [set, own] of Object.entries(draft.rows)) {
    const changed = own.filter(isChanged)
    if (changed.length > 0) rows[set] = changed.map((row) => ({ row: row.row, deleted: row.deleted, before: before(row), values: only(row.values, changedItems(row)) }))
  }
  return { person: draft.person, name: draft.name, rows }
}
/** A draft taken up again after the window was closed. */
export function restored(kept: KeptDraft, sets: InformationSet[]): Draft {
  const draft = { ...newDraft(sets), person: kept.person, name: kept.name }
  for (const set of sets) {
    const rows = (kept.rows[set.code] ?? []).map((own): RowDraft => {
      const blank = blankRow(set)
      return { ...blank, key: own.row === null ? blank.key : `row-${own.row}`, row: own.row, deleted: own.deleted, before: { ...blank.before, ...own.before }, values: { ...blank.values, ...own.values } }
    })
    if (rows.length > 0) draft.rows[set.code] = rows
  }
  return draft
}

export function changedItems(row: RowDraft): string[] {
  return Object.keys(row.values).filter((item) => row.values[item] !== row.before[item])
}
export function isChanged(row: RowDraft): boolean {
  return row.deleted ? row.row !== null : changedItems(row).length > 0
}
export function changedSets(draft: Draft): Set<string> {
  return new Set(Object.keys(draft.rows).filter((set) => draft.rows[set]!.some(isChanged)))
}
export function changeCount(draft: Draft): number {
  return Object.values(draft.rows).flat().reduce((sum, row) => sum + (row.deleted ? Number(row.row !== null) : changedItems(row).length), 0)
}

export interface PlacedProblem extends Problem {
  set: string
  key: string
  item: string
}
export function problemsOf(draft: Draft): PlacedProblem[] {
  return Object.entries(draft.rows).flatMap(([set, rows]) =>
    rows
      .filter((row) => !row.deleted)
      .flatMap((row) => Object.entries(row.problems).flatMap(([item, problems]) => problems.map((problem) => ({ ...problem, set, key: row.key, item })))),
  )
}

export type Step = { kind: 'delete'; set: string; row: number; draft: RowDraft } | { kind: 'save'; set: string; values: Record<string, string>; draft: RowDraft }

/** What has to be sent to the desk, main set first. */
export function stepsOf(draft: Draft): Step[] {
  const steps: Step[] = []
  for (const [set, rows] of Object.entries(draft.rows)) {
    for (const row of rows) {
      if (!isChanged(row)) continue
      if (row.deleted) steps.push({ kind: 'delete', set, row: row.row!, draft: row })
      else {
        const values = Object.fromEntries(changedItems(row).map((item) => [item, row.values[item]!.trim()]))
        steps.push({ kind: 'save', set, values, draft: row })
      }
    }
  }
  return steps.sort((a, b) => Number(b.set === 'person') - Number(a.set === 'person'))
}
