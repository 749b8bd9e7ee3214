import { shallowRef } from 'vue'

/** The list a dossier was opened from: previous and next walk along it, and back leads to it. */
export interface Trail {
  path: string
  label: string
  /** the person so many lines on from somebody; null beyond the ends */
  walk: (by: number, from: number | null) => Promise<number | null>
  /** which line of how many somebody stands on; null when the list stands elsewhere or cannot say */
  where?: (person: number) => { at: number; total: number } | null
}
export const trail = shallowRef<Trail>({ path: '/roster', label: '花名册', walk: () => Promise.resolve(null) })

/** People of a plain table, each once, in its order. */
export function trailOf(path: string, label: string, people: (number | null)[]): Required<Trail> {
  const line = [...new Set(people.filter((person) => person !== null))]
  return {
    path,
    label,
    walk: (by, from) => Promise.resolve(line[line.indexOf(from ?? -1) + by] ?? null),
    where: (person) => (line.includes(person) ? { at: line.indexOf(person) + 1, total: line.length } : null),
  }
}
