import { shallowRef } from 'vue'

/** The list a dossier was opened from: previous and next walk along it, and back leads to it. */
export interface Trail {
  path: string
  label: string
  /** the person so many lines on; null beyond the ends */
  walk: (by: number) => Promise<number | null>
  /** which line of how many somebody stands on; null when the list stands elsewhere or cannot say */
  where?: (person: number) => { at: number; total: number } | null
}
export const trail = shallowRef<Trail>({ path: '/roster', label: '花名册', walk: () => Promise.resolve(null) })
