import { reactive, shallowRef } from 'vue'
import type { AdmissionRow, AdmissionStage, CitedRule } from '../../api/contract'
import { useGridTable } from '../../components/grid/columns'
import { call } from '../../host'
import { askedList } from '../list/asked'
import { place } from './reviews'

export const admissionFilter = reactive({ stage: '', only: '', text: '' })
export const stages = shallowRef<AdmissionStage[]>([])
export const perYear = shallowRef<{ year: number; admitted: number; least: number; most: number; rule: CitedRule | null } | null>(null)
export const list = askedList({
  question: () => ({ ...admissionFilter, text: admissionFilter.text.trim(), unit: place.unit }),
  page: (asked) => call('admissions', asked),
  took: (view) => {
    stages.value = view.stages
    perYear.value = { year: view.year, admitted: view.admitted, least: view.least, most: view.most, rule: view.rule }
  },
  forget: () => Object.assign(admissionFilter, { stage: '', only: '', text: '' }),
})
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
