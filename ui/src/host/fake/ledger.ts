import type { AnswerOf, FormPage, RequestOf } from '../../api/contract'
import { MASK, pathOf } from '../../api/contract'
import { itemOf, setOf } from './dictionary'
import { drawList } from './form'
import type { Person, StoredRow } from './people'
import { compares, matches, ordered, within } from './roster'
import { shown, type World } from './world'

/** A row of a ledger with whom it belongs to. */
interface Line {
  row: StoredRow
  person: Person | null
  unit: number | null
}

function linesOf(world: World, set: string): Line[] {
  if (set !== 'person' && setOf(set).owner === 'none') return (world.unitRows[set] ?? []).map((row) => ({ row, person: null, unit: null }))
  if (setOf(set).owner === 'unit') return (world.unitRows[set] ?? []).map((row) => ({ row, person: null, unit: world.units.find(({ name }) => name === row.values.unit)?.id ?? null }))
  return world.people.filter(({ gone }) => !gone).flatMap((person) => world.rows(person, set).map((row) => ({ row, person, unit: person.unit })))
}
function cellOf(world: World, set: string, { row, person }: Line, column: string): string {
  if (column.startsWith(`${set}.`) && itemOf(column)?.item.protected) return row.values[pathOf(column).item] ? MASK : ''
  if (column.startsWith(`${set}.`)) return shown(column, row.values[pathOf(column).item] ?? '')
  return person ? world.cell(person, column) : ''
}

let last: { key: string; lines: Line[] } = { key: '', lines: [] }

/** The last question's rows are kept: scrolling asks for its next pages. */
function select(world: World, { set, query }: RequestOf<'ledger'>): Line[] {
  const { text, unit, subunits, conditions, sort } = query
  const key = JSON.stringify([world.generation, world.status.as_of, set, text, unit, subunits, conditions, sort])
  if (last.key === key) return last.lines
  const inside = unit ? (subunits ? within(world, unit) : new Set([unit])) : null
  const words = text.trim().split(/\s+/).filter(Boolean)
  const texts = setOf(set).items.filter((item) => !item.protected && !item.private)
  const says = (line: Line, word: string) => texts.some(({ code }) => line.row.values[code]?.includes(word))
  const lines = linesOf(world, set).filter(
    (line) =>
      (!inside || (line.unit !== null && inside.has(line.unit))) &&
      words.every((word) => (line.person && matches(world, line.person, word)) || says(line, word)) &&
      conditions.every((condition) => compares(cellOf(world, set, line, condition.column), condition)),
  )
  const latest = setOf(set).items.find(({ kind }) => kind === 'year' || kind === 'date')
  const keys = sort.length > 0 ? sort : latest ? [{ column: `${set}.${latest.code}`, descending: true }] : []
  const orders = keys.map(({ column, descending }) => {
    const of = column === 'pinyin' || column === 'strokes' ? 'name' : column === 'level' ? 'post.level' : column
    return ordered(column, descending, (line: Line) => cellOf(world, set, line, of))
  })
  if (orders.length > 0) lines.sort((a, b) => orders.reduce((found, order) => found || order(a, b), 0))
  last = { key, lines }
  return lines
}

export function ledgerPage(world: World, request: RequestOf<'ledger'>) {
  const begun = performance.now()
  const lines = select(world, request)
  const { columns, offset, limit } = request.query
  const rows = lines.slice(offset, offset + limit).map((line) => ({
    id: line.row.id,
    owner: line.person?.id ?? line.unit,
    cells: columns.map((column) => cellOf(world, request.set, line, column)),
  }))
  return { total: lines.length, rows, as_of: world.status.as_of, elapsed_ms: Math.round(performance.now() - begun) }
}
/** Rows that say the same are one group, in the order of the ledger. */
export function ledgerGroups(world: World, { query, by }: RequestOf<'ledger_groups'>): AnswerOf<'ledger_groups'> {
  const groups = new Map<string, { rows: number; owners: Set<number | null>; cells: string[] }>()
  for (const line of select(world, query)) {
    const cells = by.map((code) => cellOf(world, query.set, line, `${query.set}.${code}`))
    const key = JSON.stringify(cells)
    const group = groups.get(key) ?? { rows: 0, owners: new Set(), cells }
    group.rows++
    group.owners.add(line.person?.id ?? line.unit)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ rows, owners, cells }) => ({ rows, owners: owners.size, cells }))
}
export const ledgerCount = (world: World, request: RequestOf<'ledger'>) => select(world, request).length


/** A drawing that stands for the printed list: the desk typesets it properly. */
export function drawLedger(world: World, { query, title }: RequestOf<'preview_ledger'>): { pages: FormPage[]; warnings: [] } {
  const { columns } = query.query
  const label = (column: string) => setOf(pathOf(column).set).items.find(({ code }) => code === pathOf(column).item)?.label ?? column
  const rows = select(world, query).map((line) => columns.map((column) => cellOf(world, query.set, line, column)))
  return drawList(title, columns.map(label), rows)
}

/** Rows for a batch edit: those named, else all that are found. */
export function ledgerRows(world: World, request: RequestOf<'ledger'>, only: number[] | null): { person: number; row: number }[] {
  const lines = only ? linesOf(world, request.set).filter(({ row }) => only.includes(row.id)) : select(world, request)
  return lines.map(({ row, person }) => ({ person: person?.id ?? 0, row: row.id }))
}
