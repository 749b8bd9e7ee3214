import { computed, onActivated, type Ref, useTemplateRef, watch } from 'vue'
import { type RouteLocationRaw, useRouter } from 'vue-router'
import { putOnClipboard, toTable } from '../../components/grid/clipboard'
import { type GridTable, placedColumns } from '../../components/grid/columns'
import type { PagedList } from '../../components/grid/pages'
import { type Block, blockOf, type Selection, single } from '../../components/grid/selection'
import type VGrid from '../../components/grid/VGrid.vue'
import type { GridRow } from '../../components/grid/VGrid.vue'
import { rowHeight } from '../../session/display'
import { current, listLine, marks, toggleMarks } from '../../session/marks'
import { attempt, tell } from '../../session/notices'
import { personOf } from './walking'

/** The list a grid shows, and where its frame stands. */
export interface ShownList<Row> {
  rows: Pick<PagedList<Row>, 'row' | 'look' | 'known' | 'between'>
  total: Ref<number>
  selection: Ref<Selection>
  elapsed?: Ref<number>
  /** what the list is narrowed to: with another question the frame goes to the first line */
  narrowed: Ref<unknown>
}
interface Source<Row> {
  list: ShownList<Row>
  table: GridTable
  /** what the lines are counted in */
  noun: string
  key: (row: Row) => number | string
  textOf: (row: Row, column: string) => string
  open: (row: Row) => RouteLocationRaw | void
  /** how the status line names a chosen block; nothing for a single line */
  block?: (block: Block) => string
}

/** A list of people in a grid: where the frame stands, what the status line says, marking, copying and opening. */
export function usePeopleGrid<Row extends object>(source: Source<Row>) {
  const { list, table, noun, textOf } = source
  const { rows, total, selection, elapsed } = list
  const router = useRouter()
  const grid = useTemplateRef<InstanceType<typeof VGrid>>('vgrid')
  const here = computed(() => rows.row(selection.value.active.row))
  const placed = computed(() => placedColumns(table, 1))
  const columns = computed(() => placed.value.map(({ id }) => id))
  const activeColumn = computed(() => columns.value[selection.value.active.column] ?? '')
  const cellsOf = (row: Row, at: number) => columns.value.map((column) => (column === '#' ? String(at + 1) : textOf(row, column)))

  function rowAt(index: number): GridRow | null {
    const row = rows.row(index)
    if (!row) return null
    const marked = marks.has(personOf(row) ?? 0)
    const [number = '', ...cells] = cellsOf(row, index)
    return { key: source.key(row), marked, cells: [marked ? `✓ ${number}` : number, ...cells] }
  }
  function stand(row: number): void {
    selection.value = single(Math.max(0, Math.min(total.value - 1, row)), selection.value.active.column)
    grid.value?.show(selection.value)
  }
  /** The person and the status line follow the list in sight. */
  function follow(): void {
    current.value = personOf(here.value)
    const block = blockOf(selection.value)
    const chosen = block.bottom - block.top + 1
    Object.assign(listLine, {
      noun, total: total.value, elapsed: elapsed?.value ?? 0, row: total.value > 0 ? selection.value.active.row + 1 : 0,
      block: source.block?.(block) ?? (chosen > 1 ? `已选 ${chosen} ${noun}` : ''),
    })
  }
  watch([selection, () => here.value && source.key(here.value), total, () => elapsed?.value], follow, { immediate: true })
  onActivated(follow)
  watch(list.narrowed, () => stand(0))
  watch(total, (count) => count > 0 && selection.value.active.row >= count && stand(count - 1))

  /** Rows in sight are there at once, while the key is still down. */
  async function found(first: number, last: number): Promise<Row[]> {
    const end = Math.min(last, total.value - 1)
    return rows.known(first, end) ?? (await rows.between(first, end))
  }
  /** The rows of the chosen block, or the one the frame is on. */
  async function chosen(): Promise<Row[]> {
    const { top, bottom } = blockOf(selection.value)
    return (await attempt(() => found(top, bottom))) ?? []
  }
  async function mark(first: number, last: number): Promise<void> {
    await attempt(async () => toggleMarks((await found(first, last)).flatMap((row) => personOf(row) ?? [])))
  }
  async function copy(cells: Selection): Promise<void> {
    const { top, bottom, left, right } = blockOf(cells)
    await attempt(async () => {
      const copied = await found(top, bottom)
      await putOnClipboard(toTable(copied.map((row, at) => cellsOf(row, top + at).slice(left, right + 1))))
      tell(`已复制 ${copied.length} 行 × ${right - left + 1} 列，可直接粘贴到 Excel 或 WPS。`)
    })
  }
  /** The whole table with its headings, for a workbook of one's own. */
  async function copyAll(): Promise<void> {
    await attempt(async () => {
      const copied = await found(0, total.value - 1)
      await putOnClipboard(toTable([placed.value.map(({ label }) => label), ...copied.map(cellsOf)]))
      tell(`已复制整表 ${copied.length} ${noun}（含表头），可直接粘贴到 Excel 或 WPS。`)
    })
  }
  function open(index: number): void {
    const row = rows.row(index)
    const to = row && source.open(row)
    if (to) void router.push(to)
  }
  /** In a grid that is typed into Enter still opens and the space bar still marks; other keys are the list's own. */
  const keysBefore = (own: (event: KeyboardEvent) => boolean) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    const { top, bottom } = blockOf(selection.value)
    if (event.key === 'Enter') open(selection.value.active.row)
    else if (event.key === ' ') void mark(top, bottom)
    else return own(event)
    return true
  }
  const bound = computed(() => ({
    table, total: total.value, rowAt, rowHeight: rowHeight(), selection: selection.value,
    'onUpdate:selection': (next: Selection) => void (selection.value = next),
    onLook: (first: number, last: number) => rows.look(first, last),
    onOpen: open, onMark: mark, onCopy: copy,
  }))
  return { grid, bound, here, columns, activeColumn, stand, step: (by: number) => stand(selection.value.active.row + by), focus: () => grid.value?.focus(), chosen, copyAll, keysBefore }
}
