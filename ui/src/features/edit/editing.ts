import { computed, reactive, watch } from 'vue'
import { pathOf, type SavedRow } from '../../api/contract'
import { call } from '../../host'
import { changeCount, type Draft, draftOf, newDraft, type RowDraft, type Step, stepsOf } from './draft'
import { personSets, status } from '../../session/status'

/** Unsaved work by person; 0 is the person about to be added. */
const drafts = reactive(new Map<number, Draft>())

// another vault's people have the same numbers
watch(
  () => status.value?.vault?.dir,
  (dir, before) => before && dir && drafts.clear(),
)

/** People with unsaved work. */
export const unsaved = computed(() => [...drafts.values()].filter((draft) => changeCount(draft) > 0))
export async function takeUp(person: number | null): Promise<Draft> {
  const older = drafts.get(person ?? 0)
  const draft = person === null ? (older ?? newDraft(personSets.value)) : draftOf(await call('dossier', { person }), personSets.value, older)
  drafts.set(person ?? 0, draft)
  return drafts.get(person ?? 0)!
}
export function giveUp(person: number | null): void {
  drafts.delete(person ?? 0)
}

/** What the desk keeps becomes the new beginning; what it refused stays as typed, with the reason. */
function settle(row: RowDraft, saved: SavedRow): boolean {
  row.problems = {}
  for (const problem of saved.problems) (row.problems[pathOf(problem.item).item] ??= []).push(problem)
  if (!saved.row) return false
  row.row = saved.row.id
  for (const item of Object.keys(row.values)) row.values[item] = saved.row.cells[item]?.text ?? ''
  row.before = { ...row.values }
  return true
}

async function send(draft: Draft, step: Step): Promise<boolean> {
  if (step.kind === 'delete') {
    await call('delete_row', { set: step.set, row: step.row })
    draft.rows[step.set] = draft.rows[step.set]!.filter((row) => row !== step.draft)
    return true
  }
  if (step.set === 'person' && draft.person === null) {
    const added = settle(step.draft, await call('add_person', { values: step.values }))
    draft.person = step.draft.row
    return added
  }
  if (draft.person === null) return false
  const row = step.set === 'person' ? draft.person : step.draft.row
  return settle(step.draft, await call('save_row', { set: step.set, person: draft.person, row, values: step.values }))
}

/** Sends every change; what has been kept is settled even when another is refused. Says whether all were kept. */
export async function save(draft: Draft): Promise<boolean> {
  const wasNew = draft.person === null
  let all = true
  for (const step of stepsOf(draft)) all = (await send(draft, step)) && all
  if (wasNew && draft.person !== null) {
    giveUp(null)
    drafts.set(draft.person, draft)
  }
  if (all) giveUp(draft.person)
  return all
}
