import { computed, reactive, ref, shallowRef } from 'vue'
import { call } from '../../host'
import { status } from '../../session/status'
import { askedList } from '../list/asked'
import { everywhere } from '../list/listing'
import type { Standing } from './hours'

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
export const filter = reactive({ only: '', text: '' })

export const period = shallowRef<[number, number]>([0, 0])
const own = shallowRef<Standing[]>([])
const below = shallowRef<{ asked: string; units: Standing[] } | null>(null)
export const list = askedList({
  question: () => ({ year: year.value, unit: place.unit, only: filter.only, text: filter.text.trim() }),
  page: (asked) => call('training_year', asked),
  took: (view) => {
    period.value = view.period
    own.value = view.units
  },
  after: readBelow,
  forget: () => {
    Object.assign(filter, { only: '', text: '' })
    Object.assign(place, { unit: null, unitName: '' })
    chosenYear.value = null
    own.value = []
    below.value = null
  },
})
export const { answered, ask, total, rows: learners } = list

/** Where one unit stands above all others, those directly below it are what everybody is looked at for. */
async function readBelow(): Promise<void> {
  const [whole, top, ...others] = own.value
  if (place.unit !== null || !whole || !top || others.length > 0 || whole.people !== top.people) return void (below.value = null)
  const asked = list.question.value
  const { units } = await call('training_year', { ...asked, unit: top.unit, offset: 0, limit: 1 })
  below.value = { asked: JSON.stringify(asked), units: units.slice(1) }
}
export const standings = computed<Standing[]>(() => (below.value?.asked === list.narrowed.value ? [...own.value.slice(0, 1), ...below.value.units] : own.value))
