import { ref, shallowRef } from 'vue'
import type { CitedRule, Commands, PeopleFilter } from '../../api/contract'
import { call } from '../../host'
import { complain } from '../../session/notices'
import { everywhere, type Listing, makeListing } from '../list/listing'

/** Which computed list: its name and what it is about. */
export interface About {
  name: string
  year: number | null
  row: number | null
  only: string
}
type Question = Commands['listing']['request']

/** The question in full, as it goes to the desk. */
export function questionOf(about: About, wanted: PeopleFilter, columns = wanted.columns, offset = 0, limit = 0): Question {
  const { text, unit, sort } = wanted
  return { ...about, unit: unit ?? null, text, sort, columns, offset, limit }
}

/** A computed list as the grid shows it, with what has to be known to read it. */
export function makeComputed(about: About, unit: number | null, unitName: string) {
  const columns = ref<Listing['columns']['value']>([])
  const numbers = new Set<string>()
  const title = ref('')
  const notes = shallowRef<string[]>([])
  const rules = shallowRef<CitedRule[]>([])
  const place = everywhere()
  Object.assign(place, { unit, unitName })

  function take(view: Commands['listing']['response']): void {
    title.value = view.title
    notes.value = view.notes
    rules.value = view.rules
    for (const { code, kind } of view.columns) if (kind === 'number') numbers.add(code)
    if (columns.value.length === 0) columns.value = view.columns.map(({ code, label, width }) => ({ code, label, width, set: '名单', sortable: true }))
  }
  const listing = makeListing({
    noun: '行',
    remember: `antou.listing.${about.name}`,
    pinned: 'name',
    columns,
    usual: () => columns.value.map(({ code }) => code),
    sorting: [],
    ways: {},
    align: (code) => (numbers.has(code) ? 'right' : 'left'),
    asked: '',
    chips: () => [],
    place,
    reads: ['people', 'units'],
    writer: { refusal: () => '在档案里改', save: () => Promise.reject(new Error('computed')), fresh: () => Promise.resolve([]) },
    async page(wanted, offset, limit) {
      const view = await call('listing', questionOf(about, wanted, wanted.columns, offset, limit))
      take(view)
      return { total: view.total, elapsed_ms: view.elapsed_ms, rows: view.rows }
    },
  })
  // what columns there are is known from the first answer
  void call('listing', questionOf(about, { text: '', unit: place.unit, subunits: true, conditions: [], sort: [], columns: [] }, [], 0, 1)).then(take, complain)
  return { listing, title, notes, rules }
}
