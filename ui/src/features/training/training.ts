import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { AnswerOf } from '../../api/contract'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { call, onChanged } from '../../host'
import { touches } from '../../host/changes'
import { complain } from '../../session/notices'
import { opened, status } from '../../session/status'
import { everywhere } from '../list/listing'
import type { Learner, Standing } from './hours'

/** What the year is narrowed to; it stays while one looks at a dossier. */
export const place = everywhere()
const thisYear = computed(() => Number((status.value?.as_of ?? '').slice(0, 4)))
const chosenYear = ref<number | null>(null)
export const year = computed({ get: () => chosenYear.value ?? thisYear.value, set: (wanted) => (chosenYear.value = wanted) })
const BACK = 10
export const years = computed(() => {
  const last = Math.max(thisYear.value, year.value)
  return Array.from({ length: BACK }, (_, back) => last - back)
})
export const filter = reactive({ only: '' })

export const period = shallowRef<[number, number]>([0, 0])
const own = shallowRef<Standing[]>([])
const below = shallowRef<{ asked: string; units: Standing[] } | null>(null)
export const answered = ref(false)
export const elapsed = ref(0)
export const selection = shallowRef<Selection>(single(0, 1))

const question = computed(() => ({ year: year.value, unit: place.unit, only: filter.only }))
/** An answer to a question nobody asks any more is not shown. */
function take(asked: typeof question.value, view: AnswerOf<'training_year'>): void {
  if (JSON.stringify(asked) !== JSON.stringify(question.value)) return
  period.value = view.period
  own.value = view.units
  answered.value = true
}
export const learners = new PagedList<Learner>(async (offset, limit) => {
  const asked = question.value
  const begun = performance.now()
  const view = await call('training_year', { ...asked, offset, limit })
  take(asked, view)
  elapsed.value = performance.now() - begun
  return { total: view.total, rows: view.rows }
})
export const total = learners.total

/** Everybody listed, in one answer: the desk adds the year up for each question. */
export async function everyListed(): Promise<Learner[]> {
  if (total.value === 0) return []
  return learners.known(0, total.value - 1) ?? (await call('training_year', { ...question.value, offset: 0, limit: total.value })).rows
}
export async function block(first: number, last: number): Promise<Learner[]> {
  if (total.value === 0) return []
  const end = Math.min(last, total.value - 1)
  return learners.known(first, end) ?? (await call('training_year', { ...question.value, offset: first, limit: end - first + 1 })).rows
}

export async function ask(): Promise<void> {
  if (!opened.value) return learners.clear()
  try {
    await learners.reset()
    await readBelow()
  } catch (thrown) {
    complain(thrown)
  }
}
/** Where one unit stands above all others, those directly below it are what everybody is looked at for. */
async function readBelow(): Promise<void> {
  const [whole, top, ...others] = own.value
  if (place.unit !== null || !whole || !top || others.length > 0 || whole.people !== top.people) return void (below.value = null)
  const asked = { ...question.value }
  const { units } = await call('training_year', { ...asked, unit: top.unit, offset: 0, limit: 1 })
  below.value = { asked: JSON.stringify(asked), units: units.slice(1) }
}
export const standings = computed<Standing[]>(() => (below.value?.asked === JSON.stringify(question.value) ? [...own.value.slice(0, 1), ...below.value.units] : own.value))
/** Whether the hours are in sight: elsewhere nothing is asked. */
const watched = ref(false)
export function watchHours(on: boolean): void {
  watched.value = on
  if (on) void ask()
}
watch(() => JSON.stringify(question.value), () => watched.value && void ask())
onChanged((changed) => touches(changed, ['people', 'units']) && watched.value && void ask())
watch([opened, () => status.value?.vault?.dir], () => {
  filter.only = ''
  Object.assign(place, { unit: null, unitName: '' })
  chosenYear.value = null
  own.value = []
  below.value = null
  answered.value = false
  learners.clear()
  selection.value = single(0, 1)
})

/** The next (or previous) person of the year, for the dossier. */
export async function walk(by: number): Promise<number | null> {
  const row = selection.value.active.row + by
  if (row < 0 || row >= total.value) return null
  const [learner] = await block(row, row)
  selection.value = single(row, selection.value.active.column)
  return learner?.person ?? null
}
