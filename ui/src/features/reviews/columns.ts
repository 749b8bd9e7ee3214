import type { ReviewRow } from '../../api/contract'
import { useGridTable } from '../../components/grid/columns'
import { GATES, labelIn } from './reviews'

export const { table } = useGridTable({
  columns: () => [
    { id: '#', label: '序号', width: 62, align: 'right' },
    { id: 'name', label: '姓名', width: 92 },
    { id: 'political', label: '政治关', width: 78, align: 'center' },
    { id: 'ability', label: '能力关', width: 78, align: 'center' },
    { id: 'conduct', label: '作风关', width: 78, align: 'center' },
    { id: 'integrity', label: '廉洁关', width: 78, align: 'center' },
    { id: 'conclusion', label: '结论', width: 92, align: 'center' },
    { id: 'concluded', label: '结论时间', width: 104, align: 'center' },
    { id: 'doubt', label: '需要核对', width: 96, align: 'center' },
    { id: 'subjects', label: '对象已查', width: 84, align: 'center' },
    { id: 'replies', label: '联审已复', width: 84, align: 'center' },
    { id: 'kind', label: '审查类别', width: 110 },
    { id: 'started', label: '开始时间', width: 104, align: 'center' },
    { id: 'purpose', label: '审查事由', width: 170 },
    { id: 'unit', label: '单位', width: 150 },
    { id: 'title', label: '职务', width: 170 },
  ],
  pinned: ['#', 'name'],
  remember: 'antou.reviews',
})
export const FILLED: string[] = [...GATES, 'conclusion']

/** What a cell says, also on the clipboard. */
export function textOf(line: ReviewRow, column: string): string {
  const gate = GATES.indexOf(column as (typeof GATES)[number])
  if (gate >= 0) return labelIn(column, line.gates[gate] ?? '')
  const share = (done: number, all: number) => (all > 0 ? `${done}/${all}` : '')
  const texts: Record<string, () => string> = {
    conclusion: () => labelIn('conclusion', line.conclusion),
    doubt: () => (line.contradictions.length > 0 ? '前后矛盾' : line.in_force ? '一票否决' : ''),
    subjects: () => share(line.checked, line.subjects),
    replies: () => share(line.replied, line.asked),
  }
  const own = texts[column]
  return own ? own() : String(line[column as keyof ReviewRow] ?? '')
}
