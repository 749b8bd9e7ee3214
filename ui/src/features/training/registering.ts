import type { AnswerOf, Problem } from '../../api/contract'
import type { Found } from '../../components/form/PersonPicker.vue'
import { call } from '../../host'
import { makeRegistration, namesOf } from '../list/registration'

/** A certificate has one number: it belongs to one person, and is filled in where the class is listed. */
const OF_ONE = ['missed', 'certificate_no']
/** A class being registered and those who took part. */
export const registration = makeRegistration('training', { label: '登记班次', path: '/training' }, (items) => items.filter(({ code }) => !OF_ONE.includes(code)))
export const { begin, draft, isBegun } = registration

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
  const values = registration.typed()
  const reversed = await periodProblems(values)
  const answer = reversed.length > 0 ? { op: null, added: 0, already: [], problems: reversed } : await call('add_rows', { set: 'training', values, people: registration.ids() })
  registration.show(answer.problems)
  return answer
}

/** What became of it, in a sentence, with the names of those who had the class already. */
export function told({ added, already }: Pick<AnswerOf<'add_rows'>, 'added' | 'already'>, people: Found[]): { message: string; hint: string } {
  const names = namesOf(already, people)
  const hint = names ? `${names}已经登记过这个班次，保持原样。` : ''
  return added > 0 ? { message: `已为 ${added.toLocaleString('zh-CN')} 人登记。`, hint } : { message: '没有新登记的人员。', hint }
}
