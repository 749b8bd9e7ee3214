import type { AnswerOf } from '../../api/contract'
import { call } from '../../host'
import { makeRegistration, namesOf } from '../list/registration'

/** What is known when a review begins. */
const AT_FIRST = ['kind', 'started', 'purpose', 'subjects', 'methods', 'organ', 'reviewers']
/** A review being opened and those it is about. */
export const registration = makeRegistration('review', { label: '启动审查', path: '/reviews' }, (items) => AT_FIRST.flatMap((code) => items.filter((item) => item.code === code)), { subjects: '本人、直系亲属' })
export const { begin, draft } = registration

export async function openAll(): Promise<AnswerOf<'open_reviews'>> {
  const answer = await call('open_reviews', { values: registration.typed(), people: registration.ids() })
  registration.show(answer.problems)
  return answer
}
/** What became of it, in a sentence, with who had it already and whose relatives are not on record. */
export function told({ opened, already, without_family: without }: AnswerOf<'open_reviews'>): { message: string; hint: string } {
  const hints = [
    already.length > 0 ? `${namesOf(already, draft.people)}已有同一天开始的这类审查，保持原样。` : '',
    without.length > 0 ? `${namesOf(without, draft.people)}没有登记家庭成员，请补登后在审查里点“从家庭成员更新”。` : '',
  ]
  return { message: opened > 0 ? `已为 ${opened.toLocaleString('zh-CN')} 人启动审查。` : '没有新启动的审查。', hint: hints.filter(Boolean).join('') }
}
