import type { Comparison, Condition } from '../../api/contract'

/** A chip: conditions that are on or off together. */
export interface QuickFilter {
  id: string
  label: string
  /** said when the pointer rests on it */
  title?: string
  where: Condition[]
  /** of one group only one is on: the years */
  group?: string
}

/** The chips that are on after one was pressed. */
export function pressed(chips: QuickFilter[], on: string[], id: string): string[] {
  if (on.includes(id)) return on.filter((other) => other !== id)
  const group = chips.find((chip) => chip.id === id)?.group
  const rivals = group ? chips.filter((chip) => chip.group === group).map((chip) => chip.id) : []
  return [...on.filter((other) => !rivals.includes(other)), id]
}

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
