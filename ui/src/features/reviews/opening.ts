import { reactive, watch } from 'vue'
import { type AnswerOf, type InformationSet, isError, type Item, pathOf } from '../../api/contract'
import type { Found } from '../../components/form/PersonPicker.vue'
import { call } from '../../host'
import { setOf, status } from '../../session/status'
import { blankRow, type RowDraft } from '../edit/draft'

const NONE: InformationSet = { code: 'review', label: '', owner: 'person', items: [] } as unknown as InformationSet
/** What is known when a review begins. */
const AT_FIRST = ['kind', 'started', 'purpose', 'subjects', 'methods', 'organ', 'reviewers']
export const reviewSet = () => setOf('review') ?? NONE
export const itemsOf = (set: InformationSet): Item[] => AT_FIRST.flatMap((code) => set.items.filter((item) => item.code === code))

/** A review being opened and those it is about; it stays until it is saved or thrown away. */
export const draft = reactive({ row: null as RowDraft | null, people: [] as Found[], names: '' })

export function begin(): void {
  const row = blankRow(reviewSet())
  row.values.subjects = '本人、直系亲属'
  Object.assign(draft, { row, people: [], names: '' })
}
watch(
  () => status.value?.vault?.dir,
  (dir, before) => before && dir !== before && Object.assign(draft, { row: null, people: [], names: '' }),
)

export async function openAll(): Promise<AnswerOf<'open_reviews'>> {
  const filled = Object.entries(draft.row?.values ?? {}).filter(([, text]) => text.trim() !== '')
  const answer = await call('open_reviews', { values: Object.fromEntries(filled), people: draft.people.map(({ id }) => id) })
  if (draft.row) {
    draft.row.problems = {}
    for (const problem of answer.problems) (draft.row.problems[pathOf(problem.item).item] ??= []).push(problem)
  }
  return answer
}
export const refusal = ({ problems }: AnswerOf<'open_reviews'>) => problems.find(isError) ?? null

const MOST_NAMED = 10
function named(people: number[]): string {
  const names = people.map((id) => draft.people.find((own) => own.id === id)?.name ?? '').filter(Boolean)
  return `${names.slice(0, MOST_NAMED).join('、')}${names.length > MOST_NAMED ? `等 ${names.length} 人` : ''}`
}
/** What became of it, in a sentence, with who had it already and whose relatives are not on record. */
export function told({ opened, already, without_family: without }: AnswerOf<'open_reviews'>): { message: string; hint: string } {
  const hints = [
    already.length > 0 ? `${named(already)}已有同一天开始的这类审查，保持原样。` : '',
    without.length > 0 ? `${named(without)}没有登记家庭成员，请补登后在审查里点“从家庭成员更新”。` : '',
  ]
  return { message: opened > 0 ? `已为 ${opened.toLocaleString('zh-CN')} 人启动审查。` : '没有新启动的审查。', hint: hints.filter(Boolean).join('') }
}
