import type { ImportCounts, ImportRow, Outcome } from '../../api/contract'

export const OUTCOMES: { outcome: Outcome; label: string; tone: string; note: string }[] = [
  { outcome: 'added', label: '新增', tone: 'ok', note: '库里没有的人或记录' },
  { outcome: 'updated', label: '更新', tone: '', note: '有内容要改，逐项列出' },
  { outcome: 'unchanged', label: '无变化', tone: 'plain', note: '与库里完全一致' },
  { outcome: 'held', label: '待处理', tone: 'warn', note: '有疑问，不写入，可导出核对' },
  { outcome: 'ignored', label: '略过', tone: 'plain', note: '空行、合计行、说明行' },
]
export function outcomeOf(outcome: string) {
  return OUTCOMES.find((own) => own.outcome === outcome)!
}
/** What one row will do, in one line. */
export function summary(row: ImportRow): string {
  if (row.reasons.length > 0) return row.reasons.join('；')
  if (row.outcome === 'updated') return row.changes.filter(({ choice }) => choice === 'take').map((change) => `${change.label}：${change.old || '（空）'} → ${change.new || '（空）'}`).join('；')
  const doubts = row.problems.map(({ message }) => message)
  return doubts.length > 0 ? doubts.join('；') : row.outcome === 'added' ? `新增 ${row.changes.length} 项` : ''
}
export function willWrite(counts: ImportCounts): number {
  return counts.added + counts.updated
}

export const FILE_KINDS = [
  { label: '表格和任免审批表', extensions: ['xlsx', 'xlsm', 'xls', 'et', 'csv', 'ods', 'xlsb', 'lrmx', 'lrm', 'docx', 'zip'] },
]
