import type { AssessmentRow, CodeRow } from '../../api/contract'

/** A person of a year. The year stays with the line: what is typed goes into the year that was in sight. */
export interface Line extends AssessmentRow {
  year: number
}
/** A grade for somebody; empty takes it away. */
export interface Entry {
  line: Line
  grade: string
  /** unchanged when left out */
  reason?: string
}

/** 年度考核 is usually of the year before until summer, then already of the running one. */
export function usualYear(asOf: string): number {
  const [year = 0, month = 1] = asOf.split('-').map(Number)
  return month < 7 ? year - 1 : year
}

const DIGIT = /^[1-6]$/
/** One digit by itself, also a wide one of an input method; null for anything else. */
export function digitOf(text: string): number | null {
  const digit = text.normalize('NFKC')
  return DIGIT.test(digit) ? Number(digit) : null
}
/** The digits are places: 2 is 称职 for one and 合格 for another. */
export function gradeAt(line: Line, digit: number): string {
  return line.grades[digit - 1]?.code ?? ''
}

/** What a person's grade is picked from: by digit, by words, by initials. */
export function choicesOf(line: Line, table: CodeRow[]): CodeRow[] {
  return line.grades.map(({ code, label }, at) => ({ code: String(at + 1), label, initials: table.find((row) => row.code === code)?.initials ?? '' }))
}
export function labelOf(line: Line, code: string | null, table: CodeRow[]): string {
  if (!code) return ''
  return line.grades.find((choice) => choice.code === code)?.label ?? table.find((row) => row.code === code)?.label ?? code
}

/** Whether a grade is in the words of another kind of staff. */
export function isOfOthers(line: Line, code: string): boolean {
  return code !== '' && !line.grades.some((choice) => choice.code === code)
}
/** Against what limits the person, or in the words of others: it may be entered, but not unseen. */
export function isAgainst(line: Line, code: string): boolean {
  return code !== '' && !line.grades.some((choice) => choice.code === code && choice.allowed)
}
/** 合格 of a civil servant is 称职, and the other way round. */
export function inOwnWords(line: Line, code: string): string {
  const same = (one: string, other: string) => one.replace(/B$/, '') === other.replace(/B$/, '')
  return line.grades.find((choice) => same(choice.code, code))?.code ?? code
}

/** How a line stands once something was entered. What follows from it the desk says a moment later. */
export function entered(line: Line, { grade, reason }: Pick<Entry, 'grade' | 'reason'>): Line {
  return { ...line, grade: grade || null, reason: grade ? (reason ?? line.reason) : '', conflict: isAgainst(line, grade) }
}

export interface Plan {
  /** entries that change something */
  entries: Entry[]
  against: Entry[]
  /** entries that take the place of another grade */
  replaced: Entry[]
}
/** What has to be asked before: grades against a limit, and other grades that would go when many are filled at once. */
export function planOf(entries: Entry[]): Plan {
  const changed = entries.filter(({ line, grade, reason }) => grade !== (line.grade ?? '') || (reason !== undefined && reason !== line.reason))
  return {
    entries: changed,
    against: changed.filter(({ line, grade }) => isAgainst(line, grade) && grade !== line.grade),
    replaced: changed.length > 1 ? changed.filter(({ line, grade }) => line.grade !== null && line.grade !== grade) : [],
  }
}

/** A limit in one line, with where it is written and what is not certain about it. */
export function sentenceOf({ limits }: Pick<Line, 'limits'>): string {
  return limits.map(({ label, why, rule }) => `${label}：${why}（${rule.citation}）${rule.verify ? `，需核实${rule.verify}` : ''}`).join('；')
}
