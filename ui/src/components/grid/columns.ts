import {
  type ColumnDef,
  getCoreRowModel,
  type SortingState,
  type Table,
  type TableState,
  useVueTable,
} from '@tanstack/vue-table'
import { computed, reactive, watch } from 'vue'

export interface GridColumn {
  id: string
  label: string
  width: number
  align?: 'left' | 'center' | 'right'
  sortable?: boolean
}
type Row = unknown
export type GridTable = Table<Row>
export interface GridState {
  columnOrder: string[]
  columnVisibility: Record<string, boolean>
  columnSizing: Record<string, number>
  sorting: SortingState
}

/** Which columns stand where, how wide, which are frozen, and what sorts: kept by the table library, drawn by VGrid. */
export function useGridTable(source: {
  columns: () => GridColumn[]
  pinned: string[]
  initial?: Partial<GridState>
  remember?: string
}): { table: GridTable; state: GridState } {
  const state = reactive<GridState>({
    columnOrder: [],
    columnVisibility: {},
    columnSizing: {},
    sorting: [],
    ...source.initial,
    ...remembered(source.remember),
  })
  const rest = reactive({ columnSizingInfo: {} as TableState['columnSizingInfo'] })
  const definitions = computed<ColumnDef<Row>[]>(() =>
    source.columns().map((column) => ({
      id: column.id,
      accessorFn: () => '',
      header: column.label,
      size: column.width,
      minSize: 44,
      maxSize: 900,
      enableSorting: column.sortable ?? false,
      meta: { align: column.align ?? 'left' },
    })),
  )
  const table = useVueTable<Row>({
    get columns() {
      return definitions.value
    },
    data: [],
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    enableMultiSort: true,
    columnResizeMode: 'onChange',
    state: {
      get columnOrder() {
        return state.columnOrder
      },
      get columnVisibility() {
        return state.columnVisibility
      },
      get columnSizing() {
        return state.columnSizing
      },
      get sorting() {
        return state.sorting
      },
      get columnSizingInfo() {
        return rest.columnSizingInfo
      },
      columnPinning: { left: source.pinned, right: [] },
    },
    onColumnOrderChange: (next) => (state.columnOrder = settle(next, state.columnOrder)),
    onColumnVisibilityChange: (next) => (state.columnVisibility = settle(next, state.columnVisibility)),
    onColumnSizingChange: (next) => (state.columnSizing = settle(next, state.columnSizing)),
    onSortingChange: (next) => (state.sorting = settle(next, state.sorting)),
    onColumnSizingInfoChange: (next) => (rest.columnSizingInfo = settle(next, rest.columnSizingInfo)),
  })
  if (source.remember) {
    const key = source.remember
    watch(state, () => localStorage.setItem(key, JSON.stringify(state)), { deep: true })
  }
  return { table, state }
}

function settle<T>(next: T | ((old: T) => T), old: T): T {
  return typeof next === 'function' ? (next as (old: T) => T)(old) : next
}

function remembered(key: string | undefined): Partial<GridState> {
  try {
    return key ? (JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<GridState>) : {}
  } catch {
    return {}
  }
}

export interface PlacedColumn extends GridColumn {
  pinned: boolean
  /** left edge of a frozen column */
  left: number
}

/** Columns in the order they are drawn, frozen ones first, widths following the font size. */
export function placedColumns(table: GridTable, scale: number): PlacedColumn[] {
  let left = 0
  return [...table.getLeftVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()].map((column) => {
    const pinned = column.getIsPinned() === 'left'
    const width = Math.round(column.getSize() * scale)
    const placed: PlacedColumn = {
      id: column.id,
      label: column.columnDef.header as string,
      width,
      align: (column.columnDef.meta as { align: PlacedColumn['align'] }).align,
      sortable: column.columnDef.enableSorting ?? false,
      pinned,
      left: pinned ? left : 0,
    }
    if (pinned) left += width
    return placed
  })
}
