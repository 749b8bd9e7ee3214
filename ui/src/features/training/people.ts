import { call } from '../../host'
import type { Found } from '../../components/form/PersonPicker.vue'
import { rowsOf } from './classes'

const CHUNK = 2_000
/** Those who took part in a class, each once. */
export async function peopleOf(unit: number | null, conditions: Parameters<typeof rowsOf>[1]): Promise<number[]> {
  const people = new Set<number>()
  for (let offset = 0, total = 1; offset < total; offset += CHUNK) {
    const page = await call('ledger', rowsOf(unit, conditions, ['name'], offset, CHUNK))
    total = page.total
    for (const { owner } of page.rows) if (owner !== null) people.add(owner)
  }
  return [...people]
}
/** People by their numbers, as one names them. */
export async function foundOf(people: number[]): Promise<Found[]> {
  const found: Found[] = []
  for (let from = 0; from < people.length; from += CHUNK) {
    const only = people.slice(from, from + CHUNK)
    const { rows } = await call('people', { text: '', subunits: true, conditions: [], sort: [], columns: ['name', 'birth', 'post.unit'], only, offset: 0, limit: only.length })
    found.push(...rows.map(({ id, cells: [name = '', birth = '', unit = ''] }) => ({ id, name, detail: [birth, unit].filter(Boolean).join('　') })))
  }
  return found
}
