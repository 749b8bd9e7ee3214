import { reactive, watch } from 'vue'
import { type AnswerOf, type InformationSet, isError, type Item, pathOf, type Problem } from '../../api/contract'
import type { Found } from '../../components/form/PersonPicker.vue'
import { call } from '../../host'
import { setOf, status } from '../../session/status'
import { blankRow, type RowDraft } from '../edit/draft'

/** A certificate has one number: it belongs to one person, and is filled in where the class is listed. */
const OF_ONE = ['missed', 'certificate_no']
const NONE: InformationSet = { code: 'training', label: '', owner: 'person', items: [] } as unknown as InformationSet
export const trainingSet = () => setOf('training') ?? NONE
export const itemsOf = (set: InformationSet): Item[] => set.items.filter(({ code }) => !OF_ONE.includes(code))

/** A class being registered and those who took part; it stays until it is saved or thrown away, also while the vault is locked. */
export const draft = reactive({ row: null as RowDraft | null, people: [] as Found[], names: '' })

export function begin(values: Record<string, string> = {}): void {
  const row = blankRow(trainingSet())
  Object.assign(row.values, values)
  Object.assign(draft, { row, people: [], names: '' })
}
export function isBegun(): boolean {
  return draft.people.length > 0 || draft.names.trim() !== '' || Object.values(draft.row?.values ?? {}).some((text) => text.trim() !== '')
}
watch(
  () => status.value?.vault?.dir,
  (dir, before) => before && dir !== before && Object.assign(draft, { row: null, people: [], names: '' }),
)

export const typedOf = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).filter(([, text]) => text.trim() !== ''))

/** A class that ends before it begins; dates are compared as precisely as both are known. */
export function endsTooEarly(started: string, ended: string): boolean {
  const size = Math.min(started.length, ended.length)
  return size > 0 && ended.slice(0, size) < started.slice(0, size)
}
async function periodProblems(values: Record<string, string>): Promise<Problem[]> {
  if (!values.started?.trim() || !values.ended?.trim()) return []
  const [started, ended] = await Promise.all(['started', 'ended'].map((code) => call('read_value', { item: `training.${code}`, text: values[code]! })))
  if (!endsTooEarly(started!.raw, ended!.raw)) return []
  return [{ code: 'period.reversed', severity: 'error', item: 'training.ended', message: `结束时间 ${ended!.text} 早于开始时间 ${started!.text}，请核对后再登记` }]
}

/** Registers the class for all, in one operation; what the desk refuses stays as typed, with the reason at its field. */
export async function register(): Promise<AnswerOf<'add_rows'>> {
  const values = typedOf(draft.row?.values ?? {})
  const reversed = await periodProblems(values)
  const answer = reversed.length > 0 ? { op: null, added: 0, already: [], problems: reversed } : await call('add_rows', { set: 'training', values, people: draft.people.map(({ id }) => id) })
  if (draft.row) {
    draft.row.problems = {}
    for (const problem of answer.problems) (draft.row.problems[pathOf(problem.item).item] ??= []).push(problem)
  }
  return answer
}
export const refusal = ({ problems }: AnswerOf<'add_rows'>) => problems.find(isError) ?? null

/** What became of it, in a sentence, with the names of those who had the class already. */
export function told({ added, already }: Pick<AnswerOf<'add_rows'>, 'added' | 'already'>, people: Found[]): { message: string; hint: string } {
  const names = already.map((id) => people.find((own) => own.id === id)?.name ?? '').filter(Boolean)
  const shown = `${names.slice(0, 10).join('、')}${names.length > 10 ? `等 ${names.length} 人` : ''}`
  const hint = names.length > 0 ? `${shown}已经登记过这个班次，保持原样。` : ''
  return added > 0 ? { message: `已为 ${added.toLocaleString('zh-CN')} 人登记。`, hint } : { message: '没有新登记的人员。', hint }
}
