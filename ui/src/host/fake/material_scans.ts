import type { AnswerOf, RequestOf } from '../../api/contract'
import { invented } from './photos'
import type { World } from './world'

type Row = AnswerOf<'material_scans'>['rows'][number]
/** A plain browser reads no folders: some invented scans, one of each outcome. */
export function materialScans(world: World, { write = false }: RequestOf<'material_scans'>): AnswerOf<'material_scans'> {
  const people = world.people.filter(({ gone }) => !gone).slice(0, 6)
  const changes: Parameters<World['transact']>[2] = []
  const rows: Row[] = people.map((person) => {
    const row = world.rows(person, 'material')[0]!
    const has = Boolean(row.values.scan)
    if (!has) changes.push({ person: person.id, set: 'material', row: row.id, before: row.values, after: { ...row.values, scan: invented(person.id) } })
    return { file: `${person.name}/1-1.jpg`, person: person.id, name: person.name, material: `1-1 ${row.values.title ?? ''}`, outcome: has ? 'there' : 'added', reason: has ? '已有扫描件，没有覆盖；要换的请在档案里逐份更换' : '' }
  })
  rows.push({ file: '张无名/4-1-03.jpg', person: null, name: '', material: '', outcome: 'failed', reason: '库里没有“张无名”' })
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  const op = write && changes.length > 0 ? world.transact('edit', `挂接档案扫描件 ${changes.length} 份`, changes).op : null
  return { op, materials: changes.length, added: count('added'), there: count('there'), failed: count('failed'), rows }
}
