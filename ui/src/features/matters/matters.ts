import { computed, reactive, ref, shallowRef } from 'vue'
import type { Commands } from '../../api/contract'
import { call } from '../../host'
import { attempt, complain, tell } from '../../session/notices'
import { status } from '../../session/status'
import { undoOperation } from '../../session/undo'
import { askedList } from '../list/asked'
import { everywhere } from '../list/listing'
import { usualYear } from './dates'

export type Reporter = Commands['matters_year']['response']['rows'][number]
export type Summary = Commands['matters_year']['response']['summary']
export type Check = Commands['matters_checks']['response']['rows'][number]
export type Checks = Commands['matters_checks']['response']
export type Draw = Commands['matters_draw']['response']
export type Entry = Commands['fill_matters']['request']['entries'][number]
type Filled = Commands['fill_matters']['response']

/** What the work is narrowed to; it stays while one looks at a dossier. */
export const place = everywhere()
const thisYear = computed(() => Number((status.value?.as_of ?? '').slice(0, 4)))
const chosen = ref<number | null>(null)
/** The year reported. */
export const year = computed({ get: () => chosen.value ?? usualYear(status.value?.as_of ?? ''), set: (wanted) => (chosen.value = wanted) })
const chosenRunning = ref<number | null>(null)
/** The year in which changes happen and checks are made. */
export const running = computed({ get: () => chosenRunning.value ?? thisYear.value, set: (wanted) => (chosenRunning.value = wanted) })
const BACK = 10
export const years = computed(() => Array.from({ length: BACK }, (_, back) => thisYear.value - back))
/** The day given with one key, and who takes the reports. */
export const taking = reactive({ day: '', receiver: '' })
export const filter = reactive({ only: '', text: '' })
export const checkFilter = reactive({ only: '', text: '', batch: '' })

export const summary = shallowRef<Summary | null>(null)
/** The place and what is typed over the lists belong to a vault. */
function forgetPlace(): void {
  Object.assign(place, { unit: null, unitName: '' })
  Object.assign(taking, { day: '', receiver: '' })
}
export const reporting = askedList({
  question: () => ({ year: year.value, unit: place.unit, only: filter.only, text: filter.text.trim() }),
  page: (asked) => call('matters_year', asked),
  took: (view) => void (summary.value = view.summary),
  forget: () => {
    forgetPlace()
    Object.assign(filter, { only: '', text: '' })
    chosen.value = null
    summary.value = null
  },
  column: 2,
})

export const checks = shallowRef<Checks | null>(null)
export const checking = askedList({
  question: () => ({ year: running.value, unit: place.unit, ...checkFilter, text: checkFilter.text.trim() }),
  page: (asked) => call('matters_checks', asked),
  took: (view) => void (checks.value = view),
  forget: () => {
    forgetPlace()
    Object.assign(checkFilter, { only: '', text: '', batch: '' })
    chosenRunning.value = null
    checks.value = null
  },
  column: 2,
})

function told({ op, changed, problems }: Filled, what: string): void {
  const refused = problems.filter(({ problem }) => problem.severity === 'error')
  if (refused.length > 0) complain({ code: refused[0]!.problem.code, message: `${refused.length} 人没有写入。`, hint: [...new Set(refused.map(({ problem }) => problem.message))].slice(0, 3).join('；') })
  if (changed === 0) return
  const doubts = problems.filter(({ problem }) => problem.severity !== 'error').map(({ problem }) => problem.message)
  tell(`${what} ${changed.toLocaleString('zh-CN')} 人。`, doubts.slice(0, 3).join('；'), op === null ? undefined : { label: '撤销', run: () => void undoOperation(op) })
}
let queue: Promise<unknown> = Promise.resolve()
/** When everything entered has been written. */
export const settled = () => queue
/** One after the other, so that what was typed last is what stays. */
export function fill(entries: Entry[]): Promise<void> {
  const of = year.value
  const written = queue.then(async () => {
    const answer = await attempt(() => call('fill_matters', { year: of, entries }))
    if (answer) told(answer, '已登记')
  })
  queue = written
  return written
}
export function fillChecks(rows: number[], values: Record<string, string>): Promise<void> {
  const written = queue.then(async () => {
    const answer = await attempt(() => call('fill_matters_checks', { rows, values }))
    if (answer) told(answer, '已填写')
  })
  queue = written
  return written
}

export const STATES: Record<string, { label: string; tone: string }> = {
  handed: { label: '已交', tone: 'good' },
  late: { label: '逾期交', tone: 'warn' },
  missing: { label: '未交', tone: 'plain' },
  overdue: { label: '逾期未交', tone: 'danger' },
  outside: { label: '不在范围', tone: 'plain' },
}
export const LAYERS: Record<string, string> = { national: '国家规定', unit: '单位规定' }
