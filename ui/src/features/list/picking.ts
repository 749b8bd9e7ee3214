import type { Found } from '../../components/form/PersonPicker.vue'

export interface Gathered {
  people: Found[]
}
/** Adds people, each once; answers how many were there already. */
export function join(gathered: Gathered, people: Found[]): number {
  const known = new Set(gathered.people.map(({ id }) => id))
  const fresh = people.filter(({ id }) => !known.has(id) && !!known.add(id))
  gathered.people.push(...fresh)
  return people.length - fresh.length
}
export function leave(gathered: Gathered, id: number): void {
  gathered.people = gathered.people.filter((own) => own.id !== id)
}
