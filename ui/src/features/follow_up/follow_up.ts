import { computed, reactive, ref, watch } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { AnswerOf } from '../../api/contract'
import { opened, status } from '../../session/status'
import { everywhere } from '../list/listing'

export type Register = AnswerOf<'due'>['registers'][number]
export type State = 'overdue' | 'soon' | 'missing' | 'open'

/** What is looked at; it stays while one is elsewhere. */
export const place = everywhere()
export const look = reactive({ within: 30, register: 'talk' })
const chosenYear = ref<number | null>(null)
const thisYear = computed(() => Number((status.value?.as_of ?? '').slice(0, 4)))
export const year = computed({ get: () => chosenYear.value ?? thisYear.value, set: (wanted) => (chosenYear.value = wanted) })
export const years = computed(() => Array.from({ length: 6 }, (_, back) => Math.max(thisYear.value, year.value) - back))
export const NEAR = [15, 30, 60, 90]
watch([opened, () => status.value?.vault?.dir], () => {
  Object.assign(place, { unit: null, unitName: '' })
  Object.assign(look, { within: 30, register: 'talk' })
  chosenYear.value = null
})

/** Parts of the work that are asked for once a year. */
export const isYearly = (register: string) => register === 'pledge' || register === 'report'

export const STATES: { state: State; heading: string; title: string }[] = [
  { state: 'overdue', heading: '已逾期', title: '期限已过，还没有办结' },
  { state: 'soon', heading: '将到期', title: '期限在上面选的日数以内' },
  { state: 'missing', heading: '缺项或不符', title: '应有而没有的，或者互相不一致的' },
  { state: 'open', heading: '在办', title: '正在办理，期限还早或者没有期限' },
]

/** The list behind a number. */
export function listOf(register: string, state: State | '', set = ''): RouteLocationRaw {
  const only = [register, state, look.within].join('/')
  const about: Record<string, string> = { only: register || state ? only : '' }
  if (isYearly(register) || !register) about.year = String(year.value)
  if (set) about.set = set
  if (place.unit !== null) Object.assign(about, { unit: String(place.unit), unit_name: place.unitName })
  return { path: '/listing/due', query: about }
}
export function mentorsList(): RouteLocationRaw {
  return { path: '/listing/mentors', query: place.unit === null ? {} : { unit: String(place.unit), unit_name: place.unitName } }
}

/** How a day is told: days left, or days over. */
export function daysTold(days: number | null): string {
  if (days === null) return ''
  if (days < 0) return `已逾期 ${-days} 天`
  return days === 0 ? '今天到期' : `还有 ${days} 天`
}
