import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { AdmissionRow, AdmissionStage, CitedRule } from '../../api/contract'
import { useGridTable } from '../../components/grid/columns'
import { PagedList } from '../../components/grid/pages'
import { type Selection, single } from '../../components/grid/selection'
import { call, onChanged } from '../../host'
import { touches } from '../../host/changes'
import { complain } from '../../session/notices'
import { opened } from '../../session/status'
import { place } from './reviews'

export const admissionFilter = reactive({ stage: '', only: '', text: '' })
export const stages = shallowRef<AdmissionStage[]>([])
export const perYear = shallowRef<{ year: number; admitted: number; least: number; most: number; rule: CitedRule | null } | null>(null)
export const answered = ref(false)
export const selection = shallowRef<Selection>(single(0, 1))
const question = computed(() => ({ ...admissionFilter, text: admissionFilter.text.trim(), unit: place.unit }))
export const rows = new PagedList<AdmissionRow>(async (offset, limit) => {
  const asked = question.value
  const view = await call('admissions', { ...asked, offset, limit })
  if (JSON.stringify(asked) === JSON.stringify(question.value)) {
    stages.value = view.stages
    perYear.value = { year: view.year, admitted: view.admitted, least: view.least, most: view.most, rule: view.rule }
    answered.value = true
  }
  return { total: view.total, rows: view.rows }
})
export const total = rows.total
export const { table } = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'name', label: '姓名', width: 92 },
    { id: 'doubt', label: '提示', width: 96, align: 'center' },
    { id: 'stage', label: '阶段', width: 110 },
    { id: 'last', label: '最近一步', width: 170 },
    { id: 'since', label: '办理时间', width: 104, align: 'center' },
    { id: 'next', label: '下一步', width: 170 },
    { id: 'not_before', label: '最早可办', width: 104, align: 'center' },
    { id: 'by', label: '应在以前', width: 104, align: 'center' },
    { id: 'unit', label: '单位', width: 150 },
    { id: 'remarks', label: '需要核对', width: 320 },
  ],
  pinned: ['#', 'name'],
  remember: 'antou.admissions',
})
export function textOf(row: AdmissionRow, column: string): string {
  if (column === 'doubt') return row.vetoed ? '一票否决' : row.overdue ? '逾期' : row.remarks.length > 0 ? '核对' : ''
  if (column === 'remarks') return row.remarks.join('；')
  return String(row[column as keyof AdmissionRow] ?? '')
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
export function watchAdmissions(on: boolean): void {
  watched.value = on
  if (on) void ask()
}
watch(() => JSON.stringify(question.value), () => watched.value && void ask())
watch(opened, () => {
  Object.assign(admissionFilter, { stage: '', only: '', text: '' })
  answered.value = false
  rows.clear()
})
onChanged((changed) => touches(changed, ['people', 'units', 'settings']) && watched.value && void ask())
