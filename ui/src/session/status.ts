import { computed, ref, shallowRef } from 'vue'
import { type Dictionary, type InformationSet, type Item, pathOf, type Status } from '../api/contract'
import { call, onChanged } from '../host'
import { touches } from '../host/changes'

/** Which vault is open, whose, as of when: known to every screen. */
export const status = shallowRef<Status | null>(null)
export const opened = computed(() => !!status.value?.vault && !status.value.locked)
/** What opens the demonstration; nothing for a vault of real people. */
export function demoPassword(unit: string | undefined): string {
  return unit?.endsWith('（演示数据）') ? (status.value?.demo_password ?? '') : ''
}
/** An ISO date or time as a clerk writes it: 2026.06.30 08:30. */
export function dotted(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ').replace(/-/g, '.')
}
/** 基准日 as printed: 2026.06.30 */
export const asOf = computed(() => dotted(status.value?.as_of ?? ''))

export async function loadStatus(): Promise<void> {
  status.value = await call('status', {})
}
onChanged((changed) => touches(changed, ['vault', 'people']) && void loadStatus().catch(() => undefined))

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
/** The sets of a dossier; 无此类情况 is a tick on the others, not a section. */
export const personSets = computed(() => dictionary.value.sets.filter(({ code, owner }) => code === 'person' || (owner === 'person' && code !== 'attested')))
/** `person.birth` or bare `birth`. */
export function itemAt(path: string): { set: InformationSet; item: Item } | null {
  const { set: code, item: name } = pathOf(path)
  const set = setOf(code)
  const item = set?.items.find((item) => item.code === name)
  return set && item ? { set, item } : null
}
