import type { Ref } from 'vue'
import type { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'

/** Whom a line is about; a line of a unit is about nobody. */
export const personOf = (row: object | null) => (row as { person?: number | null } | null)?.person ?? null

/** How a dossier goes along the list it was opened from, and which line of it that is. */
export function walking<Row extends object>(rows: PagedList<Row>, selection: Ref<Selection>) {
  /** The next (or previous) person of the list. */
  async function walk(by: number): Promise<number | null> {
    const { row: from, column } = selection.value.active
    const last = personOf(rows.row(from))
    for (let row = from + by; row >= 0 && row < rows.total.value; row += by) {
      const found = await rows.at(row)
      const person = personOf(found)
      if (!found || (person !== null && person === last)) continue
      selection.value = single(row, column)
      return person
    }
    return null
  }
  /** Which line somebody stands on, counted from 1; null when the list stands on somebody else. */
  function where(person: number): { at: number; total: number } | null {
    const { row } = selection.value.active
    return personOf(rows.row(row)) === person ? { at: row + 1, total: rows.total.value } : null
  }
  return { walk, where }
}
