import type { SavedRow } from '../../api/contract'
import { call } from '../../host'

export async function unitNames(): Promise<Set<string>> {
  return new Set((await call('units', {})).map(({ name }) => name))
}
/** In a table nobody is asked first: a slip must not become a new unit. */
export function unknownUnit(item: string, text: string): SavedRow {
  const message = `库里没有“${text}”这个机构，请从列表里选，新机构先在机构维护里增加`
  return { row: null, op: null, conflict: null, problems: [{ code: 'name.unknown', severity: 'error', item, message }] }
}
