import { computed, ref, shallowRef } from 'vue'
import type { Dictionary, InformationSet, Item, Status } from '../api/contract'
import { call, onChanged } from '../host'
import { touches } from '../host/changes'

/** Which vault is open, whose, as of when: known to every screen. */
export const status = shallowRef<Status | null>(null)
export const opened = computed(() => !!status.value?.vault && !status.value.locked)
/** 基准日 as printed: 2026.06.30 */
export const asOf = computed(() => (status.value?.as_of ?? '').replace(/-/g, '.'))

export async function loadStatus(): Promise<void> {
  status.value = await call('status', {})
}
onChanged((changed) => touches(changed, ['vault', 'people']) && void loadStatus())

/** The declarations of all information sets: forms, columns and help come from them. */
export const dictionary = shallowRef<Dictionary>({ sets: [], tables: {} })
export const dictionaryLoaded = ref(false)

export async function loadDictionary(): Promise<void> {
  dictionary.value = await call('dictionary', {})
  dictionaryLoaded.value = true
}
export function setOf(code: string): InformationSet | undefined {
  return dictionary.value.sets.find((set) => set.code === code)
}
export const personSets = computed(() => dictionary.value.sets.filter((set) => set.owner === 'person'))
/** `person.birth` or bare `birth`. */
export function itemAt(path: string): { set: InformationSet; item: Item } | null {
  const [first = '', second] = path.replace(/\[.*?\]/, '').split('.')
  const set = setOf(second ? first : 'person')
  const item = set?.items.find((item) => item.code === (second ?? first))
  return set && item ? { set, item } : null
}
