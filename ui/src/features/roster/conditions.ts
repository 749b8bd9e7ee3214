import type { Comparison, Condition } from '../../api/contract'

export interface QuickFilter {
  id: string
  label: string
  where: Condition[]
}
export const QUICK_FILTERS: QuickFilter[] = [
  { id: 'serving', label: '在职', where: [{ column: 'status', op: '=', value: '在职' }] },
  { id: 'leading', label: '领导职务', where: [{ column: 'post.leading', op: '=', value: '是' }] },
  { id: 'young', label: '35岁以下', where: [{ column: 'age', op: '<=', value: '35' }] },
  { id: 'women', label: '女干部', where: [{ column: 'sex', op: '=', value: '女' }] },
  { id: 'minority', label: '少数民族', where: [{ column: 'ethnicity', op: '!=', value: '汉族' }, { column: 'ethnicity', op: 'filled', value: '' }] },
  { id: 'noparty', label: '非中共党员', where: [{ column: 'political_status', op: '!=', value: '中共党员' }] },
  { id: 'missing', label: '缺身份证号', where: [{ column: 'id_number', op: 'blank', value: '' }] },
]

export const COMPARISONS: { op: Comparison; label: string }[] = [
  { op: '=', label: '等于' },
  { op: '!=', label: '不等于' },
  { op: 'contains', label: '包含' },
  { op: '<', label: '小于（早于）' },
  { op: '<=', label: '不大于（不晚于）' },
  { op: '>', label: '大于（晚于）' },
  { op: '>=', label: '不小于（不早于）' },
  { op: 'blank', label: '没有填' },
  { op: 'filled', label: '已填' },
]

export function needsValue(op: string): boolean {
  return op !== 'blank' && op !== 'filled'
}
/** A condition as a clerk would say it. */
export function sentence(condition: Condition, labelOf: (column: string) => string): string {
  const comparison = COMPARISONS.find(({ op }) => op === condition.op)?.label.replace(/（.*）/, '') ?? ''
  return `${labelOf(condition.column)}${comparison}${needsValue(condition.op) ? `“${condition.value}”` : ''}`
}
