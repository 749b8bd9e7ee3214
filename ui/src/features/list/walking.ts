import type { Ref } from 'vue'
import type { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'

/** Whom a line is about; a line of a unit is about nobody. */
export const personOf = (row: object | null) => (row as { person?: number | null } | null)?.person ?? null

/** How a page goes along the list it was opened from, and which line of it that is: a dossier by people, another page by what it shows. */
export function walking<Row extends object>(rows: PagedList<Row>, selection: Ref<Selection>, shownOf: (row: Row | null) => number | null = personOf) {
  /** The next (or previous) person of the list, or whatever else a page shows. */
  async function walk(by: number): Promise<number | null> {
    const { row: from, column } = selection.value.active
    const last = shownOf(rows.row(from))
    for (let row = from + by; row >= 0 && row < rows.total.value; row += by) {
      const found = await rows.at(row)
      const shown = shownOf(found)
      if (!found || (shown !== null && shown === last)) continue
      selection.value = single(row, column)
      return shown
    }
    return null
  }
  /** Which line it stands on, counted from 1; null when the list stands on another. */
  function where(shown: number): { at: number; total: number } | null {
    const { row } = selection.value.active
    return shownOf(rows.row(row)) === shown ? { at: row + 1, total: rows.total.value } : null
  }
  return { walk, where }
}
