import { computed } from 'vue'
import { type GridColumn, useGridTable } from '../../components/grid/columns'
import { table as codes, year, years } from './assessment'
import { labelOf, type Line } from './grades'

const YEARS_BEFORE = ['before-0', 'before-1', 'before-2']
const columns = computed<GridColumn[]>(() => [
  { id: '#', label: '序号', width: 62, align: 'right' },
  { id: 'name', label: '姓名', width: 84 },
  { id: 'grade', label: `${year.value}等次`, width: 104, align: 'center' },
  { id: 'limit', label: '限制', width: 134 },
  ...YEARS_BEFORE.map((id, at): GridColumn => ({ id, label: String(years.value[at] ?? year.value - 1 - at), width: 76, align: 'center' })),
  { id: 'lights', label: '平时考核', width: 120, align: 'center' },
  { id: 'staff', label: '人员类别', width: 84, align: 'center' },
  { id: 'unit', label: '单位', width: 150 },
  { id: 'title', label: '职务', width: 170 },
  { id: 'follow', label: '后续事项', width: 150 },
  { id: 'reason', label: '未定等次原因', width: 160 },
])
/** The grade stays in sight beside the name, however far one looks to the right. */
export const { table } = useGridTable({ columns: () => columns.value, pinned: ['#', 'name', 'grade'], remember: 'antou.assessment' })

/** What a cell says, also on the clipboard. */
export function textOf(line: Line, column: string): string {
  if (column.startsWith('before-')) return line.before[Number(column.slice(7))] ?? ''
  const texts: Record<string, () => string> = {
    name: () => line.name,
    grade: () => labelOf(line, line.grade, codes.value),
    limit: () => line.limits[0]?.label ?? '',
    lights: () => line.lights.map((light) => light || '—').join(' '),
    staff: () => line.staff_kind,
    unit: () => line.unit,
    title: () => line.title,
    follow: () => line.consequences.map(({ title }) => title).join('、'),
    reason: () => line.reason,
  }
  return texts[column]?.() ?? ''
}
