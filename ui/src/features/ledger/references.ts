import type { Item } from '../../api/contract'
import { call } from '../../host'

/**
 * Why a typed name is not written. In a table nobody is asked first: a slip must not become a new unit, and a person the
 * desk does not find must not turn a filled cell blank.
 */
export async function unknownName({ kind, label }: Pick<Item, 'kind' | 'label'>, text: string): Promise<string> {
  if (kind === 'unit') {
    const units = await call('units', {})
    return units.some(({ name }) => name === text) ? '' : `库里没有“${text}”这个机构，请从列表里选，新机构先在机构维护里增加`
  }
  if (kind === 'person') {
    const { rows } = await call('people', { text, subunits: true, conditions: [{ column: 'name', op: '=', value: text }], sort: [], columns: ['name'], offset: 0, limit: 2 })
    if (rows.length === 0) return `库里没有叫“${text}”的人，${label}没有写`
    if (rows.length > 1) return `库里有几个人都叫“${text}”，分不清是谁，${label}没有写`
  }
  return ''
}
