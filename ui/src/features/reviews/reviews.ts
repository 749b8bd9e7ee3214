import { reactive, shallowRef } from 'vue'
import type { CitedRule, CodeRow, ReviewBatch, ReviewCounts } from '../../api/contract'
import { isError } from '../../api/contract'
import { call } from '../../host'
import { complain, tell } from '../../session/notices'
import { dictionary } from '../../session/status'
import { undoOperation } from '../../session/undo'
import { askedList } from '../list/asked'
import { everywhere } from '../list/listing'
import { walking } from '../list/walking'

export type Part = 'open' | 'concluded' | 'failed'
/** What the screen is narrowed to; it stays while one looks at a review or a dossier. */
export const place = everywhere()
export const filter = reactive({ part: 'open' as Part, batch: '', only: '', text: '' })
export const counts = shallowRef<ReviewCounts | null>(null)
export const batches = shallowRef<ReviewBatch[]>([])
export const replyRule = shallowRef<{ days: number; rule: CitedRule | null }>({ days: 0, rule: null })

export const GATES = ['political', 'ability', 'conduct', 'integrity'] as const
export const tableOf = (column: string): CodeRow[] => dictionary.value.tables[column === 'conclusion' ? 'review_conclusion' : 'gate']?.rows ?? []
export const labelIn = (column: string, code: string) => tableOf(column).find((row) => row.code === code)?.label ?? code

export const list = askedList({
  question: () => ({ part: filter.part as string, kind: '', batch: filter.batch, only: filter.only, unit: place.unit, text: filter.text.trim() }),
  page: (asked) => call('reviews', asked),
  took: (view) => {
    counts.value = view.counts
    batches.value = view.batches
    replyRule.value = { days: view.reply_days, rule: view.reply_rule }
  },
  busy: () => writing,
  forget: () => {
    Object.assign(filter, { part: 'open', batch: '', only: '', text: '' })
    Object.assign(place, { unit: null, unitName: '' })
    counts.value = null
    batches.value = []
  },
  column: 2,
})
export const { answered, ask, total, rows: lines } = list
/** The page of one review goes from review to review. */
export const walk = walking(list.rows, list.selection, (row) => row?.review ?? null)

export interface Entry {
  review: number
  item: string
  value: string
}
/** What was asked about before it is entered: contradictions, with the entries they came from. */
export const asking = shallowRef<{ entries: Entry[]; said: string[] } | null>(null)
let writing = false

/** Enters gates and conclusions; a contradiction is asked about first. */
export async function fill(entries: Entry[], confirmed = false): Promise<void> {
  if (entries.length === 0) return
  writing = true
  try {
    const { op, changed, problems } = await call('fill_reviews', { entries, confirmed })
    const of = (severity: string) => problems.filter(({ problem }) => problem.severity === severity)
    const refused = problems.filter(({ problem }) => isError(problem))
    if (refused.length > 0) complain({ code: refused[0]!.problem.code, message: `${refused.length} 人没有写入。`, hint: refused.map(({ problem }) => problem.message).slice(0, 3).join('；') })
    const undo = op === null ? undefined : { label: '撤销', run: () => void undoOperation(op) }
    const doubts = of('warning')
    if (doubts.length > 0) tell('已写入，请核对。', doubts.map(({ problem }) => problem.message).slice(0, 3).join('；'), undo)
    else if (changed > 1 || entries.some(({ item }) => item === 'conclusion')) tell(`已填写 ${changed} 人。`, '', undo)
    const asked = of('ask')
    if (asked.length > 0) asking.value = { entries: entries.filter(({ review }) => asked.some((own) => own.review === review)), said: asked.map(({ problem }) => problem.message) }
  } catch (thrown) {
    complain(thrown)
  } finally {
    writing = false
    await ask()
  }
}
