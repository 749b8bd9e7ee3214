import { shallowRef } from 'vue'

/** Along a list: whom or what comes so many lines on, and where somebody or something stands. */
export interface Walk {
  /** so many lines on from one; null beyond the ends */
  walk: (by: number, from: number | null) => Promise<number | null>
  /** which line of how many it stands on; null when the list stands elsewhere or cannot say */
  where?: (shown: number) => { at: number; total: number } | null
}
/** The list a dossier was opened from: previous and next walk along it, and back leads to it. */
export interface Trail extends Walk {
  path: string
  label: string
  /** the same by its reviews, of which somebody may have several */
  reviews?: Walk
}
export const trail = shallowRef<Trail>({ path: '/roster', label: '花名册', walk: () => Promise.resolve(null) })

/** People of a plain table, each once, in its order. */
export function trailOf(path: string, label: string, people: (number | null)[]): Trail & Required<Walk> {
  const line = [...new Set(people.filter((person) => person !== null))]
  return {
    path,
    label,
    walk: (by, from) => Promise.resolve(line[line.indexOf(from ?? -1) + by] ?? null),
    where: (person) => (line.includes(person) ? { at: line.indexOf(person) + 1, total: line.length } : null),
  }
}
