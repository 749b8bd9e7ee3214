import { reactive, watch } from 'vue'
import { pathOf, type SavedRow } from '../../api/contract'
import { call } from '../../host'
import { draftValue, dropDraft, keepDraft, onGivenUp } from '../../session/drafts'
import { opened, personSets } from '../../session/status'
import { changeCount, type Draft, draftOf, type KeptDraft, keptOf, newDraft, restored, type RowDraft, type Step, stepsOf } from './draft'

/** Unsaved work by person; 0 is the person about to be added. */
const drafts = reactive(new Map<number, Draft>())
const nameOf = (person: number | null) => `edit/${person ?? 'new'}`

// a closed vault leaves nothing behind; what was typed lies in it and is taken up again
watch(opened, (open) => !open && drafts.clear(), { flush: 'sync' })
onGivenUp((name) => {
  for (const person of drafts.keys()) if (nameOf(person || null) === name) drafts.delete(person)
})
// whatever is typed is kept in the vault within moments
watch(drafts, () => {
  for (const [person, draft] of drafts) {
    const name = nameOf(person || null)
    if (changeCount(draft) > 0) keepDraft(name, { label: draft.rows.person?.[0]?.values.name || draft.name || '新增的人员', path: person ? `/people/${person}/edit` : '/people/new', value: keptOf(draft) })
    else if (draftValue(name)) dropDraft(name)
  }
}, { deep: true })

export async function takeUp(person: number | null): Promise<Draft> {
  const kept = draftValue<KeptDraft>(nameOf(person))
  const older = drafts.get(person ?? 0) ?? (kept ? restored(kept, personSets.value) : undefined)
  const draft = person === null ? (older ?? newDraft(personSets.value)) : draftOf(await call('dossier', { person }), personSets.value, older)
  drafts.set(person ?? 0, draft)
  return drafts.get(person ?? 0)!
}
export function giveUp(person: number | null): void {
  drafts.delete(person ?? 0)
  dropDraft(nameOf(person))
}

/** What the desk keeps becomes the new beginning; what it refused stays as typed, with the reason. */
function settle(row: RowDraft, saved: SavedRow): boolean {
  row.problems = {}
  row.conflict = saved.conflict
  for (const problem of saved.problems) (row.problems[pathOf(problem.item).item] ??= []).push(problem)
  if (!saved.row) return false
  row.row = saved.row.id
  for (const item of Object.keys(row.values)) row.values[item] = saved.row.cells[item]?.text ?? ''
  row.before = { ...row.values }
  return true
}

/** What the desk is asked to do with one row. */
function asked(draft: Draft, step: Step) {
  const person = draft.person
  if (step.kind === 'delete') return { set: step.set, person, row: step.row, values: {}, deleted: true }
  const row = step.set === 'person' ? person : step.draft.row
  return { set: step.set, person, row, values: step.values, deleted: false }
}

/** Sends every change as one operation; what was refused stays as typed, with the reason. Answers whether all were kept. */
export async function save(draft: Draft): Promise<{ all: boolean; op: number | null }> {
  const wasNew = draft.person === null
  const steps = stepsOf(draft)
  const saved = await call('save_rows', { rows: steps.map((step) => asked(draft, step)) })
  let all = true
  steps.forEach((step, at) => {
    const answer = saved.rows[at]!
    if (step.kind === 'delete') draft.rows[step.set] = draft.rows[step.set]!.filter((row) => row !== step.draft)
    else {
      all = settle(step.draft, answer) && all
      if (wasNew && step.set === 'person') draft.person = step.draft.row
    }
  })
  if (wasNew && draft.person !== null) {
    giveUp(null)
    drafts.set(draft.person, draft)
  }
  if (all) giveUp(draft.person)
  return { all, op: saved.op }
}
