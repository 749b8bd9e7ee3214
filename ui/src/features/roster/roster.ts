import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Condition, ListColumn, PeopleFilter, PersonRow, Sort } from '../../api/contract'
import { type GridColumn, placedColumns, useGridTable } from '../../components/grid/columns'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { call, onChanged } from '../../host'
import { touches } from '../../host/changes'
import { marks, rosterLine } from '../../session/marks'
import { complain } from '../../session/notices'
import { opened, status } from '../../session/status'
import { QUICK_FILTERS } from './conditions'
import { sortMarks } from './sorting'

/** The columns a roster begins with; everything else is a tick away. */
const FIRST_COLUMNS = [
  'name', 'sex', 'birth', 'age', 'post.unit', 'post.title', 'post.level', 'rank.rank', 'post.started', 'ethnicity', 'native_place',
  'political_status', 'party_joined', 'work_started', 'education[全日制].level', 'education[在职].level', 'health', 'staff_kind', 'status', 'retirement',
]
const CENTERED = ['sex', 'ethnicity']
const NUMBERS = ['age']

export const filter = reactive({
  text: '',
  unit: null as number | null,
  unitName: '',
  subunits: true,
  quick: [] as string[],
  conditions: [] as Condition[],
})
export const listColumns = shallowRef<ListColumn[]>([])

const gridColumns = computed<GridColumn[]>(() => [
  { id: '#', label: '序号', width: 70, align: 'right' },
  ...listColumns.value.map(({ code, label, width, sortable }) => ({
    id: code,
    label,
    width: (code === 'name' ? 8 : Math.max(NUMBERS.includes(code) ? 3 : width, [...label].length)) * 13 + 24,
    sortable,
    align: NUMBERS.includes(code) ? ('right' as const) : CENTERED.includes(code) ? ('center' as const) : ('left' as const),
  })),
])
/** The usual order of a unit: 职务层次, then 姓氏笔画. */
const USUAL_ORDER = [
  { id: 'level', desc: false },
  { id: 'strokes', desc: false },
]
const grid = useGridTable({
  columns: () => gridColumns.value,
  pinned: ['#', 'name'],
  initial: { sorting: USUAL_ORDER },
  remember: 'antou.roster',
})
export const { table, state } = grid

export async function loadColumns(): Promise<void> {
  listColumns.value = await call('list_columns', {})
  const codes = listColumns.value.map(({ code }) => code)
  const first = FIRST_COLUMNS.filter((code) => codes.includes(code))
  if (state.columnOrder.length === 0) resetColumns(first, codes)
}
function resetColumns(first: string[], codes: string[]): void {
  state.columnOrder = ['#', ...first, ...codes.filter((code) => !first.includes(code))]
  state.columnVisibility = Object.fromEntries(codes.map((code) => [code, first.includes(code)]))
  state.columnSizing = {}
}
export function usualColumns(): void {
  const codes = listColumns.value.map(({ code }) => code)
  resetColumns(FIRST_COLUMNS.filter((code) => codes.includes(code)), codes)
}

export const sorts = computed<Sort[]>({
  get: () => state.sorting.map(({ id, desc }) => ({ column: id, descending: desc })),
  set: (next) => (state.sorting = next.map(({ column, descending }) => ({ id: column, desc: descending }))),
})
export const marksOfSort = computed(() => sortMarks(sorts.value))
export const shownColumns = computed(() => placedColumns(table, 1).map(({ id }) => id).filter((id) => id !== '#'))
export const question = computed<PeopleFilter>(() => ({
  text: filter.text.trim(),
  unit: filter.unit,
  subunits: filter.subunits,
  conditions: [...QUICK_FILTERS.filter(({ id }) => filter.quick.includes(id)).flatMap(({ where }) => where), ...filter.conditions],
  sort: sorts.value,
  columns: shownColumns.value,
}))
export const filtered = computed(() => question.value.text !== '' || question.value.conditions.length > 0)

export interface RosterRow extends PersonRow {
  columns: string[]
}
export const people = new PagedList<RosterRow>(async (offset, limit) => {
  const asked = question.value
  const page = await call('people', { ...asked, offset, limit })
  rosterLine.elapsed = page.elapsed_ms
  rosterLine.total = page.total
  return { total: page.total, rows: page.rows.map((row) => ({ ...row, columns: asked.columns })) }
})

/** The cells in the order the columns stand now, also while newer pages are under way. */
export function cellsOf(row: RosterRow): string[] {
  if (row.columns === shownColumns.value) return row.cells
  return shownColumns.value.map((column) => row.cells[row.columns.indexOf(column)] ?? '')
}

async function ask(): Promise<void> {
  if (!opened.value) return people.clear()
  if (listColumns.value.length === 0) return
  try {
    await people.reset()
  } catch (thrown) {
    complain(thrown)
  }
}
watch(() => JSON.stringify(question.value), ask)
onChanged((changed) => touches(changed, ['people']) && !staying && void ask())

let staying = false
/** Edits cells of these people without the list being put in order again under the hands that type. */
export async function editInPlace(ids: number[], edit: () => Promise<void>): Promise<void> {
  staying = true
  try {
    await edit()
  } finally {
    staying = false
  }
  const { columns } = question.value
  const page = await call('people', { text: '', subunits: true, conditions: [], sort: [], columns, only: ids, offset: 0, limit: ids.length })
  for (const row of page.rows) people.replace(({ id }) => id === row.id, { ...row, columns })
}
// locked, or another vault: nothing of the last one may stay
watch(opened, ask)
watch(
  () => status.value?.vault?.dir,
  () => {
    marks.clear()
    clearConditions()
    filter.unit = null
    void ask()
  },
)

/** Where the roster stands; the dossier and the edit page walk along it. */
export const selection = ref<Selection>(single(0, 1))
/** The next (or previous) person of the roster. */
export async function walk(by: number): Promise<number | null> {
  const row = selection.value.active.row + by
  if (row < 0 || row >= people.total.value) return null
  const [person] = await people.between(row, row)
  selection.value = single(row, selection.value.active.column)
  return person?.id ?? null
}

export function clearConditions(): void {
  Object.assign(filter, { text: '', quick: [], conditions: [] })
}
export function labelOf(code: string): string {
  return listColumns.value.find((column) => column.code === code)?.label ?? code
}
