import { reactive } from 'vue'
import { type InformationSet, isError, type Item, pathOf, type Problem } from '../../api/contract'
import type { Found } from '../../components/form/PersonPicker.vue'
import { setOf } from '../../session/status'
import { keepTyped } from '../../session/typed'
import { blankRow, type RowDraft } from '../edit/draft'

const NONE = { code: '', label: '', owner: 'person', items: [] } as unknown as InformationSet
const filled = ([, text]: [string, string]) => text.trim() !== ''
export const typedOf = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).filter(filled))
export const refusal = ({ problems }: { problems: Problem[] }) => problems.find(isError) ?? null

const MOST_NAMED = 10
export function namesOf(ids: number[], people: Found[]): string {
  const names = ids.map((id) => people.find((own) => own.id === id)?.name ?? '').filter(Boolean)
  return `${names.slice(0, MOST_NAMED).join('、')}${names.length > MOST_NAMED ? `等 ${names.length} 人` : ''}`
}

export type Registration = ReturnType<typeof makeRegistration>
interface Kept {
  values: Record<string, string>
  people: Found[]
  names: string
}
/** One row of a set filled in for several people at once; it stays until it is saved or thrown away, also while the vault is locked. */
export function makeRegistration(code: string, about: { label: string; path: string }, chosen: (items: Item[]) => Item[], usual: Record<string, string> = {}) {
  const draft = reactive({ row: null as RowDraft | null, people: [] as Found[], names: '' })
  const set = () => setOf(code) ?? NONE

  function begin(values: Record<string, string> = {}): void {
    const row = blankRow(set())
    Object.assign(row.values, usual, values)
    Object.assign(draft, { row, people: [], names: '' })
  }
  function isBegun(): boolean {
    return draft.people.length > 0 || draft.names.trim() !== '' || Object.entries(draft.row?.values ?? {}).some(([item, text]) => text.trim() !== (usual[item] ?? ''))
  }
  /** What the desk says against it stands at its fields. */
  function show(problems: Problem[]): void {
    if (!draft.row) return
    draft.row.problems = {}
    for (const problem of problems) (draft.row.problems[pathOf(problem.item).item] ??= []).push(problem)
  }
  const name = `register/${code}`
  keepTyped<Kept>({
    name: () => name,
    label: () => about.label,
    path: () => about.path,
    get: () => (isBegun() ? { values: draft.row?.values ?? {}, people: draft.people, names: draft.names } : null),
    put: (kept) => {
      if (!kept) return void Object.assign(draft, { row: null, people: [], names: '' })
      begin(kept.values)
      Object.assign(draft, { people: kept.people, names: kept.names })
    },
  })
  return { name, draft, set, items: () => chosen(set().items), begin, isBegun, show, typed: () => typedOf(draft.row?.values ?? {}), ids: () => draft.people.map(({ id }) => id) }
}
