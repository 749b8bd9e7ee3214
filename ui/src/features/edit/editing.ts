import { reactive } from 'vue'
import type { ItemProblem, Problem } from '../../api/contract'
import { call } from '../../host'
import { type Draft, draftOf, newDraft, type RowDraft, stepsOf } from './draft'
import { personSets } from '../../session/status'

/** Unsaved work by person; 0 is the person about to be added. */
const drafts = reactive(new Map<number, Draft>())

export function unsaved(): number {
  return drafts.size
}
export async function takeUp(person: number | null): Promise<Draft> {
  const older = drafts.get(person ?? 0)
  const draft = person === null ? (older ?? newDraft(personSets.value)) : draftOf(await call('dossier', { person }), personSets.value, older)
  drafts.set(person ?? 0, draft)
  return drafts.get(person ?? 0)!
}
export function giveUp(person: number | null): void {
  drafts.delete(person ?? 0)
}

function settle(row: RowDraft, problems: ItemProblem[]): void {
  row.before = { ...row.values }
  row.problems = {}
  for (const problem of problems) (row.problems[problem.item] ??= []).push(problem as Problem)
}

/** Sends every change; what has been saved is marked so even when a later one fails. Gives the person saved. */
export async function save(draft: Draft): Promise<number> {
  const wasNew = draft.person === null
  for (const step of stepsOf(draft)) {
    if (step.kind === 'delete') {
      await call('delete_row', { set: step.set, row: step.row })
      draft.rows[step.set] = draft.rows[step.set]!.filter((row) => row !== step.draft)
    } else if (step.set === 'person' && draft.person === null) {
      const added = await call('add_person', { values: step.values })
      draft.person = added.person
      step.draft.row = added.person
      settle(step.draft, added.problems)
    } else {
      const saved = await call('save_row', { set: step.set, person: draft.person ?? undefined, row: step.draft.row ?? undefined, values: step.values })
      step.draft.row = saved.row
      settle(step.draft, saved.problems)
    }
  }
  giveUp(wasNew ? null : draft.person)
  return draft.person ?? 0
}
