import { shallowRef } from 'vue'
import type { AgencyStanding, ReplyMatrixRow } from '../../api/contract'
import { type GridColumn, useGridTable } from '../../components/grid/columns'
import { call } from '../../host'
import { askedList } from '../list/asked'
import { walking } from '../list/walking'
import { filter, place } from './reviews'

export const STATES: Record<string, { label: string; tone: string }> = {
  waiting: { label: '未复', tone: '' },
  overdue: { label: '逾期', tone: 'warn' },
  clean: { label: '无', tone: 'ok' },
  adverse: { label: '有', tone: 'danger' },
  said: { label: '已复', tone: 'plain' },
}
export const agencies = shallowRef<AgencyStanding[]>([])
export const list = askedList({
  question: () => ({ part: 'asked', kind: '', batch: filter.batch, only: filter.only, unit: place.unit, text: filter.text.trim() }),
  page: (asked) => call('reply_matrix', asked),
  took: (view) => void (agencies.value = view.agencies),
  forget: () => void (agencies.value = []),
})
export const walk = walking(list.rows, list.selection, (row) => row?.review ?? null)
export const { table } = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'name', label: '姓名', width: 92 },
    { id: 'unit', label: '单位', width: 150 },
    ...agencies.value.map(({ agency }): GridColumn => ({ id: `agency-${agency}`, label: agency, width: Math.max(76, agency.length * 15 + 20), align: 'center' })),
  ],
  pinned: ['#', 'name'],
  remember: 'antou.reviews.joint',
})
export const placeOf = (column: string) => agencies.value.findIndex(({ agency }) => `agency-${agency}` === column)
export function textOf(row: ReplyMatrixRow, column: string): string {
  if (column === 'name') return row.name
  if (column === 'unit') return row.unit
  return STATES[row.states[placeOf(column)] ?? '']?.label ?? ''
}
