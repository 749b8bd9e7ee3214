import type { Dictionary, InformationSet, Item } from '../../api/contract'
import { pathOf } from '../../api/contract'
import declared from '../../api/generated/dictionary.json'

/** The real declarations: the invented desk and the true one show the same forms. */
export const dictionary = declared as Dictionary

export function setOf(code: string): InformationSet {
  return dictionary.sets.find((set) => set.code === code) ?? dictionary.sets[0]!
}
export function itemOf(path: string): { set: InformationSet; item: Item } | null {
  const { set: code, item: name } = pathOf(path)
  const set = dictionary.sets.find((set) => set.code === code)
  const item = set?.items.find((item) => item.code === name)
  return set && item ? { set, item } : null
}
/** The sets a dossier has: the main one and those a person owns. */
export const dossierSets = dictionary.sets.filter((set) => set.code === 'person' || (set.owner === 'person' && set.code !== 'attested'))
