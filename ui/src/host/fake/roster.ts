import type { Condition, ListColumn, PeopleFilter, PeoplePage, RequestOf, Unit } from '../../api/contract'
import { dictionary, dossierSets } from './dictionary'
import { initialsOf } from './initials'
import type { Person } from './people'
import type { World } from './world'

export function listColumns(): ListColumn[] {
  const columns: ListColumn[] = []
  for (const set of dossierSets) {
    for (const item of set.items.filter(({ kind, protected: guarded }) => kind !== 'blob' && kind !== 'row' && !guarded)) {
      const code = set.code === 'person' ? item.code : `${set.code}.${item.code}`
      columns.push({ code, label: item.label, width: item.width, sortable: true, set: set.label })
    }
  }
  for (const mode of ['全日制', '在职']) {
    for (const [item, label] of [['level', '学历'], ['degree', '学位'], ['school', '毕业院校'], ['major', '专业']]) {
      columns.push({ code: `education[${mode}].${item}`, label: `${mode}${label}`, width: 7, sortable: true, set: '学历学位' })
    }
  }
  for (const [code, label] of [['age', '年龄'], ['retirement', '到龄时间'], ['sections_missing', '档案缺填栏目']]) {
    columns.push({ code: code!, label: label!, width: 5, sortable: true, set: '按基准日计算' })
  }
  return columns
}

export function unitsWithCounts(world: World): Unit[] {
  const own = new Map<number, number>()
  for (const person of world.people) if (!person.gone) own.set(person.unit, (own.get(person.unit) ?? 0) + 1)
  const below = new Map<number, number>()
  const parents = new Map(world.units.map((unit) => [unit.id, unit.parent]))
  for (const [unit, count] of own) {
    for (let at: number | null | undefined = unit; at; at = parents.get(at)) below.set(at, (below.get(at) ?? 0) + count)
  }
  return world.units.map((unit) => ({ ...unit, initials: initialsOf(unit.name), people: own.get(unit.id) ?? 0, people_below: below.get(unit.id) ?? 0 }))
}

export function within(world: World, unit: number): Set<number> {
  const inside = new Set([unit])
  let grown = true
  while (grown) {
    grown = false
    for (const { id, parent } of world.units) {
      if (parent !== null && inside.has(parent) && !inside.has(id)) grown = !!inside.add(id)
    }
  }
  return inside
}

export function matches(world: World, person: Person, text: string): boolean {
  const wanted = text.toLowerCase()
  if (/^[a-z]+$/.test(wanted)) return person.initials.includes(wanted)
  if (/^\d+x?$/.test(wanted)) return (person.values.id_number ?? '').startsWith(text.toUpperCase())
  return person.name.includes(text) || world.cell(person, 'post.title').includes(text) || world.unitName(person).includes(text)
}

/** A cell against a condition; dates at the coarser precision of the two. */
export function compares(shown: string, { op, value }: Condition): boolean {
  if (op === 'blank') return shown === ''
  if (op === 'filled') return shown !== ''
  if (op === 'contains') return shown.includes(value)
  const wanted = value.replace(/-/g, '.')
  const dates = /^\d{4}(\.\d\d)*$/.test(shown) && /^\d{4}(\.\d\d)*$/.test(wanted)
  const size = Math.min(shown.length, wanted.length)
  const [cell, against] = dates ? [shown.slice(0, size), wanted.slice(0, size)] : [shown, wanted]
  if (op === '=') return cell === against
  if (op === '!=') return cell !== against
  if (cell === '') return false
  const numbers = /^[\d.]+$/.test(cell) && /^[\d.]+$/.test(against)
  const order = numbers ? Number(cell) - Number(against) : cell < against ? -1 : cell > against ? 1 : 0
  return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0
}

const byPinyin = new Intl.Collator('zh-Hans-u-co-pinyin')
const byStroke = new Intl.Collator('zh-Hans-u-co-stroke')
const LEVEL_ORDER = new Map(dictionary.tables.post_level!.rows.map((row, at) => [row.label, at]))

/** The order by a column, whose text is looked up once for each row. */
export function ordered<Row>(column: string, descending: boolean, textOf: (row: Row) => string): (a: Row, b: Row) => number {
  const cells = new Map<Row, string>()
  const cell = (row: Row) => {
    let text = cells.get(row)
    if (text === undefined) cells.set(row, (text = textOf(row)))
    return text
  }
  const sign = descending ? -1 : 1
  if (column === 'name' || column === 'pinyin') return (a, b) => sign * byPinyin.compare(cell(a), cell(b))
  if (column === 'strokes') return (a, b) => sign * byStroke.compare(cell(a), cell(b))
  if (column === 'post.level' || column === 'level') return (a, b) => sign * ((LEVEL_ORDER.get(cell(a)) ?? 99) - (LEVEL_ORDER.get(cell(b)) ?? 99))
  return (a, b) => sign * (cell(a) < cell(b) ? -1 : cell(a) > cell(b) ? 1 : 0)
}

let last: { key: string; people: Person[] } = { key: '', people: [] }

/** The last question's people are kept: scrolling asks for its next pages. */
export function select(world: World, filter: PeopleFilter): Person[] {
  const { text, unit, subunits, conditions, sort, only } = filter
  const key = JSON.stringify([world.generation, world.status.as_of, text, unit, subunits, conditions, sort, only])
  if (last.key === key) return last.people
  const inside = unit ? (subunits ? within(world, unit) : new Set([unit])) : null
  const words = text.trim().split(/\s+/).filter(Boolean)
  const people = world.people.filter(
    (person) =>
      !person.gone &&
      (!inside || inside.has(person.unit)) &&
      words.every((word) => matches(world, person, word)) &&
      (!only || only.includes(person.id)) &&
      conditions.every((condition) => compares(world.cell(person, condition.column), condition)),
  )
  const orders = sort.map(({ column, descending }) => {
    const of = column === 'pinyin' || column === 'strokes' ? 'name' : column === 'level' ? 'post.level' : column
    return ordered(column, descending, (person: Person) => world.cell(person, of))
  })
  if (orders.length > 0) people.sort((a, b) => orders.reduce((found, order) => found || order(a, b), 0))
  // a list stands in its own order
  if (only) people.sort((a, b) => only.indexOf(a.id) - only.indexOf(b.id))
  last = { key, people }
  return people
}

export function peoplePage(world: World, request: RequestOf<'people'>): PeoplePage {
  const begun = performance.now()
  const people = select(world, request)
  const rows = people.slice(request.offset, request.offset + request.limit).map((person) => ({
    id: person.id,
    cells: request.columns.map((column) => world.cell(person, column)),
  }))
  return { total: people.length, rows, as_of: world.status.as_of, elapsed_ms: Math.round(performance.now() - begun) }
}
