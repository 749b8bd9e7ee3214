/** The year reported by default: the one before the as-of date, which January collects. */
export function usualYear(asOf: string): number {
  return Number(asOf.slice(0, 4)) - 1
}

/** A date typed short: 0112, 1.12, 1月12日 mean that day of the year after the one reported. Anything else stays as typed. */
export function inYear(text: string, year: number): string {
  const typed = text.normalize('NFKC').trim()
  const found = /^(\d{1,2})[./\-月](\d{1,2})日?$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed)
  const [month, day] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || month < 1 || month > 12 || day < 1 || day > 31) return typed
  return `${year}.${String(month).padStart(2, '0')}.${String(day).padStart(2, '0')}`
}

/** Cells of a pasted block: a date beside a name, in either order; a heading is left out. */
export interface PastedDate {
  name: string
  date: string
}
export function datesOf(cells: string[][]): PastedDate[] {
  const isDate = (text: string) => /\d/.test(text) && /^[\d.\-/年月日\s]+$/.test(text.normalize('NFKC').trim())
  return cells
    .map((row) => {
      const date = row.find(isDate)?.trim() ?? ''
      const name = row.find((text) => /^\p{Script=Han}[\p{Script=Han}·\s]{1,20}$/u.test(text.trim()))?.replace(/\s/g, '') ?? ''
      return { name, date }
    })
    .filter(({ name, date }) => date !== '' || (name !== '' && !/姓名|时间|日期/.test(name)))
}
