import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Commands } from '../../api/contract'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { call, onChanged } from '../../host'
import { touches } from '../../host/changes'
import { attempt, complain, tell } from '../../session/notices'
import { opened, status } from '../../session/status'
import { undoOperation } from '../../session/undo'
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
export const selection = shallowRef<Selection>(single(0, 2))
export const checkSelection = shallowRef<Selection>(single(0, 2))

export const summary = shallowRef<Summary | null>(null)
export const answered = ref(false)
const question = computed(() => ({ year: year.value, unit: place.unit, only: filter.only, text: filter.text.trim() }))
export const reporters = new PagedList<Reporter>(async (offset, limit) => {
  const asked = question.value
  const view = await call('matters_year', { ...asked, offset, limit })
  if (JSON.stringify(asked) === JSON.stringify(question.value)) {
    summary.value = view.summary
    answered.value = true
  }
  return { total: view.total, rows: view.rows }
})

export const checks = shallowRef<Checks | null>(null)
const checkQuestion = computed(() => ({ year: running.value, unit: place.unit, ...checkFilter, text: checkFilter.text.trim() }))
export const checked = new PagedList<Check>(async (offset, limit) => {
  const asked = checkQuestion.value
  const view = await call('matters_checks', { ...asked, offset, limit })
  if (JSON.stringify(asked) === JSON.stringify(checkQuestion.value)) checks.value = view
  return { total: view.total, rows: view.rows }
})

/** Which part is in sight: elsewhere nothing is asked. */
const watched = ref<'collection' | 'checks' | null>(null)
export async function ask(): Promise<void> {
  const list = watched.value === 'collection' ? reporters : watched.value === 'checks' ? checked : null
  if (!list) return
  if (!opened.value) return list.clear()
  try {
    await list.reset()
  } catch (thrown) {
    complain(thrown)
  }
}
export function look(part: 'collection' | 'checks' | null): void {
  watched.value = part
  void ask()
}
watch(() => JSON.stringify(question.value), () => watched.value === 'collection' && void ask())
watch(() => JSON.stringify(checkQuestion.value), () => watched.value === 'checks' && void ask())
onChanged((changed) => touches(changed, ['people', 'units']) && void ask())
watch([opened, () => status.value?.vault?.dir], () => {
  Object.assign(filter, { only: '', text: '' })
  Object.assign(checkFilter, { only: '', text: '', batch: '' })
  Object.assign(place, { unit: null, unitName: '' })
  Object.assign(taking, { day: '', receiver: '' })
  chosen.value = chosenRunning.value = null
  summary.value = checks.value = null
  answered.value = false
  reporters.clear()
  checked.clear()
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

/** The next (or previous) person of the list in sight, for the dossier. */
export async function walk(by: number): Promise<number | null> {
  const [list, at] = watched.value === 'checks' ? [checked, checkSelection] : [reporters, selection]
  const row = at.value.active.row + by
  if (row < 0 || row >= list.total.value) return null
  const [line] = await list.between(row, row)
  at.value = single(row, at.value.active.column)
  return line?.person ?? null
}

export const STATES: Record<string, { label: string; tone: string }> = {
  handed: { label: '已交', tone: 'good' },
  late: { label: '逾期交', tone: 'warn' },
  missing: { label: '未交', tone: 'plain' },
  overdue: { label: '逾期未交', tone: 'danger' },
  outside: { label: '不在范围', tone: 'plain' },
}
export const LAYERS: Record<string, string> = { national: '国家规定', unit: '单位规定' }
