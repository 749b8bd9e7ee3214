import { computed, ref, shallowRef, watch } from 'vue'
import type { AgencyStanding, ReplyMatrixRow } from '../../api/contract'
import { type GridColumn, useGridTable } from '../../components/grid/columns'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { call, onChanged } from '../../host'
import { touches } from '../../host/changes'
import { complain } from '../../session/notices'
import { opened } from '../../session/status'
import { filter, place } from './reviews'

export const STATES: Record<string, { label: string; tone: string }> = {
  waiting: { label: '未复', tone: '' },
  overdue: { label: '逾期', tone: 'warn' },
  clean: { label: '无', tone: 'ok' },
  adverse: { label: '有', tone: 'danger' },
  said: { label: '已复', tone: 'plain' },
}
export const agencies = shallowRef<AgencyStanding[]>([])
export const answered = ref(false)
export const selection = shallowRef<Selection>(single(0, 1))
const question = computed(() => ({ part: 'asked', kind: '', batch: filter.batch, only: filter.only, unit: place.unit, text: filter.text.trim() }))
export const rows = new PagedList<ReplyMatrixRow>(async (offset, limit) => {
  const asked = question.value
  const view = await call('reply_matrix', { ...asked, offset, limit })
  if (JSON.stringify(asked) === JSON.stringify(question.value)) {
    agencies.value = view.agencies
    answered.value = true
  }
  return { total: view.total, rows: view.rows }
})
export const total = rows.total
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
export async function ask(): Promise<void> {
  if (!opened.value) return rows.clear()
  try {
    await rows.reset()
  } catch (thrown) {
    complain(thrown)
  }
}
const watched = ref(false)
export function watchJoint(on: boolean): void {
  watched.value = on
  if (on) void ask()
}
watch(() => JSON.stringify(question.value), () => watched.value && void ask())
watch(opened, () => {
  agencies.value = []
  answered.value = false
  rows.clear()
})
onChanged((changed) => touches(changed, ['people', 'units', 'settings']) && watched.value && void ask())
