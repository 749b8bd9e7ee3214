import { computed } from 'vue'
import { type GridColumn, useGridTable } from '../../components/grid/columns'
import { period, year } from './training'

const columns = computed<GridColumn[]>(() => [
  { id: '#', label: '序号', width: 62, align: 'right' },
  { id: 'name', label: '姓名', width: 84 },
  { id: 'missing', label: '还差学时', width: 80, align: 'right' },
  { id: 'hours', label: `${year.value}学时`, width: 84, align: 'right' },
  { id: 'days', label: '天数', width: 60, align: 'right' },
  { id: 'online', label: '网络学时', width: 78, align: 'right' },
  { id: 'classes', label: '班次', width: 54, align: 'right' },
  { id: 'five', label: '五年累计', width: 80, align: 'right' },
  { id: 'period', label: `${period.value[0]}—${period.value[1]}`, width: 96, align: 'right' },
  { id: 'owed', label: '应达到', width: 150 },
  { id: 'by', label: '补训期限', width: 80, align: 'center' },
  { id: 'unit', label: '单位', width: 140 },
  { id: 'title', label: '职务', width: 170 },
  { id: 'level', label: '职务层次', width: 96 },
])
/** What is missing stays in sight beside the name, however far one looks to the right. */
export const { table } = useGridTable({ columns: () => columns.value, pinned: ['#', 'name', 'missing'], remember: 'antou.training' })

export const classTable = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'class_name', label: '班次', width: 230 },
    { id: 'owners', label: '参训人数', width: 80, align: 'right' },
    { id: 'started', label: '开始时间', width: 96, align: 'center' },
    { id: 'ended', label: '结束时间', width: 96, align: 'center' },
    { id: 'organiser', label: '主办单位', width: 170 },
    { id: 'institution', label: '培训机构', width: 150 },
    { id: 'kind', label: '培训类别', width: 100 },
    { id: 'audience', label: '培训对象', width: 80 },
    { id: 'mode', label: '培训方式', width: 76, align: 'center' },
    { id: 'hours', label: '学时', width: 64, align: 'right' },
    { id: 'days', label: '天数', width: 60, align: 'right' },
  ],
  pinned: ['#', 'class_name', 'owners'],
  remember: 'antou.training.classes',
}).table
