import type { CodeRow, Item } from '../../api/contract'
import { dictionary } from '../../session/status'
import { YES_NO } from './codes'

export interface Choices {
  rows: CodeRow[]
  /** several of them stand in one cell */
  several: boolean
  /** the rows are only offered; anything else may be written */
  free: boolean
}

/** What an item is picked from; null when it is written freely. */
export function choicesOf({ kind, table, suggest }: Item, units: CodeRow[]): Choices | null {
  const several = kind === 'codes'
  if (kind === 'bool') return { rows: YES_NO, several, free: false }
  if (kind === 'unit') return { rows: units, several, free: false }
  const coded = table && kind.startsWith('code') ? table : null
  const offered = coded ?? suggest
  return offered ? { rows: dictionary.value.tables[offered]?.rows ?? [], several, free: coded === null } : null
}
