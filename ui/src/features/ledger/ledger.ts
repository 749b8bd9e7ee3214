import { computed } from 'vue'
import { type Commands, type InformationSet, pathOf, type PeopleFilter, type SavedRow } from '../../api/contract'
import { call } from '../../host'
import { status } from '../../session/status'
import type { CellWriter } from '../list/cells'
import type { QuickFilter } from '../list/conditions'
import { everywhere, type Listing, type ListRow, makeListing } from '../list/listing'
import { WAYS } from '../list/sorting'
import { listColumns } from '../roster/roster'
import { unitNames, unknownUnit } from './references'
import { listedItems, protectedItems, yearItem } from './registers'

/** One place for all ledgers: whoever leafs through them stays in her unit. */
export const place = everywhere()
const YEARS = 5

/** Chips for the last years, one at a time, and for what lies before them. */
export function yearChips(set: InformationSet, asOf: string): QuickFilter[] {
  const item = yearItem(set)
  const now = Number(asOf.slice(0, 4))
  if (!item || !now) return []
  const column = `${set.code}.${item.code}`
  const title = `按${item.label}`
  const years = Array.from({ length: YEARS }, (_, back) => String(now - back))
  return [
    ...years.map((year) => ({ id: year, label: `${year}年`, title, group: 'year', where: [{ column, op: '=', value: year }] })),
    { id: 'earlier', label: '更早', title, group: 'year', where: [{ column, op: '<', value: years.at(-1)! }] },
  ]
}

/** Typed texts become one row of the set; what the list shows of it comes back with the answer. */
export function writerOf(set: InformationSet): CellWriter {
  const own = (column: string) => column.startsWith(`${set.code}.`)
  const items = new Map(set.items.map((item) => [item.code, item]))
  return {
    refusal(column) {
      const kind = own(column) ? items.get(pathOf(column).item)?.kind : undefined
      if (!kind) return '在档案里改'
      return kind === 'row' || kind === 'blob' ? '在档案里改' : ''
    },
    async save(changes) {
      const units = changes.some(({ values }) => Object.keys(values).some((column) => items.get(pathOf(column).item)?.kind === 'unit')) ? await unitNames() : null
      const sent = changes.map(({ row, values }) => {
        const typed = Object.fromEntries(Object.entries(values).map(([column, text]) => [pathOf(column).item, text]))
        const unknown = Object.entries(typed).find(([code, text]) => text && items.get(code)?.kind === 'unit' && !units?.has(text))
        return { row, typed, refusal: unknown ? unknownUnit(`${set.code}.${unknown[0]}`, unknown[1]!) : null }
      })
      const going = sent.filter(({ refusal }) => refusal === null)
      const { rows } = await call('save_rows', { rows: going.map(({ row, typed }) => ({ set: set.code, person: set.owner === 'person' ? row.person : null, row: row.id, values: typed, deleted: false })) })
      return sent.map((own): SavedRow => own.refusal ?? rows[going.indexOf(own)]!)
    },
    fresh: (saved, columns) =>
      Promise.resolve(
        saved.map(({ row, saved: now }): ListRow => {
          const before = (column: string) => row.cells[row.columns.indexOf(column)] ?? ''
          return { ...row, columns, cells: columns.map((column) => (own(column) ? (now.cells[pathOf(column).item]?.text ?? '') : before(column))) }
        }),
      ),
  }
}

/** A question in full, as it goes to the desk. */
export function askedOf(set: string, wanted: PeopleFilter, columns = wanted.columns, offset = 0, limit = 0): Commands['ledger']['request'] {
  return { set, query: { ...wanted, unit: wanted.unit ?? null, only: null, columns, offset, limit } }
}

/** The rows of one set over everybody. */
export function makeLedger(set: InformationSet): Listing {
  const ofPerson = set.owner === 'person'
  const own = listedItems(set).map((item) => ({ code: `${set.code}.${item.code}`, label: item.label, set: set.label, width: item.width, sortable: item.kind !== 'row' }))
  const hidden = protectedItems(set).map(({ code }) => `${set.code}.${code}`)
  const columns = computed(() => {
    // `post.unit` in the ledger of posts is the unit of the row
    const others = ofPerson ? listColumns.value.filter(({ code }) => !code.startsWith(`${set.code}.`) && !hidden.includes(code)) : []
    return ofPerson && others.length === 0 ? [] : [...own, ...others]
  })
  return makeListing({
    noun: '条',
    remember: `antou.ledger.${set.code}`,
    pinned: ofPerson ? 'name' : (own[0]?.code ?? ''),
    columns,
    usual: () => [...(ofPerson ? ['name', ...(set.code === 'post' ? [] : ['post.unit'])] : []), ...own.map(({ code }) => code)],
    sorting: [],
    // in the ledger of posts 职务层次 is the row's own
    ways: set.code === 'post' ? { name: WAYS.name! } : WAYS,
    asked: own[0]?.code ?? '',
    chips: () => yearChips(set, status.value?.as_of ?? ''),
    place,
    reads: ['people', 'units'],
    writer: writerOf(set),
    async page(wanted, offset, limit) {
      const page = await call('ledger', askedOf(set.code, wanted, wanted.columns, offset, limit))
      return { ...page, rows: page.rows.map(({ id, owner, cells }) => ({ id, cells, person: ofPerson ? owner : null })) }
    },
  })
}

const CHUNK = 2_000
/** The people of a ledger's rows, each once, in its order. */
export async function peopleOf(set: string, listing: Listing): Promise<number[]> {
  const people = new Set<number>()
  for (let offset = 0; offset < listing.total.value; offset += CHUNK) {
    const { rows } = await call('ledger', askedOf(set, listing.question.value, ['name'], offset, CHUNK))
    for (const { owner } of rows) if (owner !== null) people.add(owner)
  }
  return [...people]
}
