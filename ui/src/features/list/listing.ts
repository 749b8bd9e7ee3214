import { computed, inject, type InjectionKey, onScopeDispose, provide, reactive, ref, type Ref, shallowRef, watch } from 'vue'
import type { Condition, ListColumn, PeopleFilter, SavedRow, Sort } from '../../api/contract'
import { type GridColumn, placedColumns, useGridTable } from '../../components/grid/columns'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { onChanged } from '../../host'
import { touches } from '../../host/changes'
import { complain } from '../../session/notices'
import { itemAt, opened, status } from '../../session/status'
import type { CellWriter, Change } from './cells'
import { pressed, type QuickFilter } from './conditions'
import { nextSort, sortMarks, WAYS, type Ways } from './sorting'
import { walking } from './walking'

const NUMBERS = ['age']
const CENTERED = ['sex', 'ethnicity']
function alignOf(code: string): GridColumn['align'] {
  if (NUMBERS.includes(code) || ['int', 'dec'].includes(itemAt(code)?.item.kind ?? '')) return 'right'
  return CENTERED.includes(code) ? 'center' : 'left'
}

/** Whose rows: a unit, with or without those below it. */
export interface Place {
  unit: number | null
  unitName: string
  subunits: boolean
}
export const everywhere = (): Place => reactive({ unit: null, unitName: '', subunits: true })

/** People counted elsewhere, opened here by their numbers. */
export interface Chosen {
  label: string
  people: number[]
}

export interface ListRow {
  /** of its set; for a list of people the person */
  id: number
  /** whom it is about; null when it is a unit's */
  person: number | null
  cells: string[]
  /** the columns the cells belong to */
  columns: string[]
}
/** What makes one list different from another. */
export interface ListSource {
  /** what its lines are counted in: 人, 条 */
  noun: string
  /** where the window keeps its columns and its order */
  remember: string
  /** the column that stays in sight */
  pinned: string
  columns: Ref<ListColumn[]>
  /** the columns it begins with; everything else is a tick away */
  usual: () => string[]
  sorting: { id: string; desc: boolean }[]
  ways?: Ways
  /** where the texts of a column stand; as their item has it when left out */
  align?: (code: string) => GridColumn['align']
  chips: () => QuickFilter[]
  /** the column a new condition begins with */
  asked: string
  place: Place
  page: (wanted: PeopleFilter, offset: number, limit: number) => Promise<{ total: number; elapsed_ms: number; rows: Omit<ListRow, 'columns'>[] }>
  /** tags of commands after which the list asks again */
  reads: string[]
  writer: CellWriter
}
export type Listing = ReturnType<typeof makeListing>

/** A long list: what it is narrowed to, its columns and its order, the pages looked at, and where it stands. */
export function makeListing(source: ListSource) {
  const { columns, place, ways = WAYS } = source
  const filter = reactive({ text: '', quick: [] as string[], conditions: [] as Condition[], only: null as Chosen | null })
  const gridColumns = computed<GridColumn[]>(() => [
    { id: '#', label: '序号', width: 70, align: 'right' },
    ...columns.value.map(({ code, label, width, sortable }) => ({
      id: code,
      label,
      width: (code === 'name' ? 8 : Math.max(NUMBERS.includes(code) ? 3 : width, [...label].length)) * 13 + 24,
      sortable,
      align: (source.align ?? alignOf)(code),
    })),
  ])
  const { table, state } = useGridTable({ columns: () => gridColumns.value, pinned: ['#', source.pinned], initial: { sorting: source.sorting }, remember: source.remember })

  function usualColumns(): void {
    const codes = columns.value.map(({ code }) => code)
    const first = source.usual().filter((code) => codes.includes(code))
    state.columnOrder = ['#', ...first, ...codes.filter((code) => !first.includes(code))]
    state.columnVisibility = Object.fromEntries(codes.map((code) => [code, first.includes(code)]))
    state.columnSizing = {}
  }
  /** A column declared since the columns were last chosen waits in the chooser. */
  function placeColumns(): void {
    if (state.columnOrder.length === 0) return usualColumns()
    for (const { code } of columns.value) state.columnVisibility[code] ??= false
  }
  watch(columns, (known) => known.length > 0 && placeColumns(), { immediate: true })

  const sorts = computed<Sort[]>({
    get: () => state.sorting.map(({ id, desc }) => ({ column: id, descending: desc })),
    set: (next) => (state.sorting = next.map(({ column, descending }) => ({ id: column, desc: descending }))),
  })
  const shownColumns = computed(() => placedColumns(table, 1).map(({ id }) => id).filter((id) => id !== '#'))
  const chips = computed(source.chips)
  const asked = computed(() => ({
    text: filter.text.trim(),
    unit: place.unit,
    subunits: place.subunits,
    conditions: [...chips.value.filter(({ id }) => filter.quick.includes(id)).flatMap(({ where }) => where), ...filter.conditions],
  }))
  // people opened by number are shown as they are: whoever narrows the list asks for everybody again
  watch(() => JSON.stringify(asked.value), () => (filter.only = null), { flush: 'sync' })
  const question = computed<PeopleFilter>(() => ({ ...asked.value, only: filter.only?.people, sort: sorts.value, columns: shownColumns.value }))

  /** What the status line says: how long the last answer took. */
  const elapsed = ref(0)
  /** Whether the desk has said how many there are. */
  const answered = ref(false)
  const rows = new PagedList<ListRow>(async (offset, limit) => {
    const wanted = question.value
    const page = await source.page(wanted, offset, limit)
    elapsed.value = page.elapsed_ms
    answered.value = true
    return { total: page.total, rows: page.rows.map((row) => ({ ...row, columns: wanted.columns })) }
  })
  const selection = shallowRef<Selection>(single(0, 1))

  async function ask(): Promise<void> {
    if (!opened.value) return rows.clear()
    if (columns.value.length === 0) return
    try {
      await rows.reset()
    } catch (thrown) {
      complain(thrown)
    }
  }
  watch(() => JSON.stringify(question.value), ask, { immediate: true })
  watch(opened, ask)
  watch(columns, ask)
  let staying = false
  onScopeDispose(onChanged((changed) => touches(changed, source.reads) && !staying && void ask()), true)
  // locked, or another vault: nothing of the last one may stay
  watch(
    () => status.value?.vault?.dir,
    () => {
      clearConditions()
      place.unit = null
      void ask()
    },
  )

  /** Edits cells without the list being put in order again under the hands that type. */
  async function edit(changes: Change[]): Promise<SavedRow[]> {
    const answers: SavedRow[] = []
    const done: Parameters<CellWriter['fresh']>[0] = []
    staying = true
    try {
      answers.push(...(await source.writer.save(changes)))
      answers.forEach(({ row: saved }, at) => saved && done.push({ row: changes[at]!.row, saved }))
    } finally {
      staying = false
    }
    for (const fresh of await source.writer.fresh(done, shownColumns.value)) rows.replace(({ id }) => id === fresh.id, fresh)
    return answers
  }
  function clearConditions(): void {
    Object.assign(filter, { text: '', quick: [], conditions: [], only: null })
  }

  /** The text of a row, also while newer columns are under way. */
  const textOf = (row: ListRow, column: string) => row.cells[row.columns.indexOf(column)] ?? ''

  return {
    source,
    columns,
    filter,
    place,
    chips,
    table,
    state,
    rows,
    total: rows.total,
    elapsed,
    answered,
    selection,
    sorts,
    marksOfSort: computed(() => sortMarks(sorts.value, ways)),
    shownColumns,
    question,
    narrowed: computed(() => JSON.stringify([asked.value, filter.only?.people])),
    filtered: computed(() => asked.value.text !== '' || asked.value.conditions.length > 0 || filter.only !== null),
    usualColumns,
    clearConditions,
    ask,
    edit,
    textOf,
    ...walking(rows, selection),
    sortBy: (column: string, several: boolean) => (sorts.value = nextSort(sorts.value, column, several, ways)),
    press: (chip: string) => (filter.quick = pressed(chips.value, filter.quick, chip)),
    labelOf: (code: string) => columns.value.find((column) => column.code === code)?.label ?? code,
    cellsOf: (row: ListRow) => shownColumns.value.map((column) => textOf(row, column)),
  }
}

const LISTING: InjectionKey<Listing> = Symbol('listing')
/** A screen says once which list its parts are about. */
export const provideListing = (listing: Listing) => provide(LISTING, listing)
export function useListing(): Listing {
  const listing = inject(LISTING)
  if (!listing) throw new Error('provideListing comes first')
  return listing
}
