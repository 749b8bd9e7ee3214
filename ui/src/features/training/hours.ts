import type { AnswerOf } from '../../api/contract'

export type TrainingYear = AnswerOf<'training_year'>
export type Learner = TrainingYear['rows'][number]
export type Standing = TrainingYear['units'][number]

/** Those of a year one asks for; the words stand on the chips. */
export const ONLY = [
  { only: 'short', label: '还差的', title: '五年或者当年的学时、天数都没有达到' },
  { only: 'none', label: '全年未参训', title: '这一年没有登记任何班次' },
  { only: 'due', label: '提任后须补训', title: '提任时没有达到要求，要在一年内补上' },
] as const
export const labelOf = (only: string) => ONLY.find((own) => own.only === only)?.label ?? ''

/** 62.5, 120: no more digits than were earned; nothing for none. */
export function amount(number: number): string {
  return number === 0 ? '' : String(Math.round(number * 10) / 10)
}
export const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`)

/** What has to be reached, and over how long. */
export function owedOf({ owed }: Pick<Learner, 'owed'>): string {
  if (!owed) return ''
  const days = owed.days === null ? '' : `或${amount(owed.days)}天`
  return `${owed.years > 1 ? `${owed.years}年` : '每年'}${amount(owed.hours)}学时${days}`
}
/** The rule in one line, with where it is written and what about it is not certain. */
export function ruleOf({ owed }: Pick<Learner, 'owed'>): string {
  if (!owed) return '职务层次、职级没有登记，或者没有规定培训量'
  const { effect, citation, verify } = owed.rule
  return `${effect}\n依据：${citation}${verify ? `\n需核实：${verify}` : ''}`
}
/** Why somebody is short, for the cell and the panel. */
export function shortage({ owed, hours, five_years: five }: Learner): string {
  if (!owed) return ''
  const done = owed.years > 1 ? `五年累计 ${amount(five) || 0}` : `当年 ${amount(hours) || 0}`
  return owed.missing === null ? `${done} 学时，已达到` : `${done} 学时，还差 ${amount(owed.missing)} 学时`
}

export const COLUMNS = ['name', 'unit', 'title', 'level', 'classes', 'hours', 'days', 'online', 'five', 'period', 'owed', 'missing', 'by'] as const
/** What a cell says, also on the clipboard. */
export function textOf(learner: Learner, column: string): string {
  const texts: Record<string, () => string> = {
    name: () => learner.name,
    unit: () => learner.unit,
    title: () => learner.title,
    level: () => learner.level,
    classes: () => amount(learner.classes),
    hours: () => amount(learner.hours),
    days: () => amount(learner.days),
    online: () => amount(learner.online_hours),
    five: () => amount(learner.five_years),
    period: () => amount(learner.period),
    owed: () => owedOf(learner),
    missing: () => (learner.owed?.missing == null ? '' : amount(learner.owed.missing)),
    by: () => learner.complete_by?.by ?? '',
  }
  return texts[column]?.() ?? ''
}
