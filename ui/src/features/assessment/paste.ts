import { digitOf, type Entry, gradeAt, inOwnWords, isAgainst, isOfOthers, type Line } from './grades'

/** What a pasted word means: the code of a grade, or null when it is none. */
export type Meanings = ReadonlyMap<string, string | null>
export type Fate = 'written' | 'same' | 'blank' | 'unknown' | 'limited' | 'others' | 'stranger'
export interface PastedLine {
  line: Line
  /** as it stood on the clipboard */
  text: string
  /** the name beside it, when there was one */
  name: string
  /** the code it means; empty when nothing is to be entered */
  grade: string
  /** in the words of another kind of staff, and said in the person's own */
  reworded: boolean
  fate: Fate
}
export interface Paste {
  lines: PastedLine[]
  heading: string
  /** rows on the clipboard beyond the end of the list */
  dropped: number
}

const clean = (text: string) => text.normalize('NFKC').trim()
const HEADING = /等次|结论|结果|考核|姓名/
const spaceless = (text: string) => text.replace(/\s/g, '')

/** The words that have to be read, each once. */
export function wordsOf(cells: string[][]): string[] {
  const words = cells.flat().map(clean).filter((word) => word !== '' && digitOf(word) === null)
  return [...new Set(words)]
}

/** Which column of the clipboard has the grades, and which the names. */
function columnsOf(cells: string[][], meanings: Meanings): { grades: number; names: number | null } {
  const width = Math.max(...cells.map((row) => row.length))
  const isGrade = (text: string) => digitOf(clean(text)) !== null || !!meanings.get(clean(text))
  const share = (column: number) => cells.filter((row) => isGrade(row[column] ?? '')).length
  // counted from the right: the number before a name is a digit too
  const grades = Array.from({ length: width }, (_, at) => width - 1 - at).reduce((best, at) => (share(at) > share(best) ? at : best), width - 1)
  const isName = (text: string) => /^\p{Script=Han}[\p{Script=Han}·\s]{1,20}$/u.test(clean(text)) && !isGrade(text)
  const names = Array.from({ length: width }, (_, at) => at).find((at) => at !== grades && cells.filter((row) => isName(row[at] ?? '')).length * 2 > cells.length)
  return { grades, names: names ?? null }
}

/** Takes a line of headings off the clipboard. */
export function withoutHeading(cells: string[][], meanings: Meanings): { cells: string[][]; heading: string } {
  const [first = [], ...rest] = cells
  const isHeading = first.some((text) => HEADING.test(text)) && !first.some((text) => meanings.get(clean(text)))
  return isHeading ? { cells: rest, heading: first.map(clean).join('、') } : { cells, heading: '' }
}

/** Lays the clipboard over the lines, and says of each what becomes of it. */
export function pasteOf(cells: string[][], lines: Line[], meanings: Meanings): Omit<Paste, 'heading'> {
  const columns = columnsOf(cells, meanings)
  return {
    lines: lines.map((line, at) => {
      const row = cells[at] ?? []
      const text = clean(row[columns.grades] ?? '')
      const name = columns.names === null ? '' : clean(row[columns.names] ?? '')
      return laid(line, text, name, meanings)
    }),
    dropped: Math.max(0, cells.length - lines.length),
  }
}

function laid(line: Line, text: string, name: string, meanings: Meanings): PastedLine {
  const digit = digitOf(text)
  const meant = digit !== null ? gradeAt(line, digit) : (meanings.get(text) ?? '')
  const reworded = isOfOthers(line, meant)
  const grade = reworded ? inOwnWords(line, meant) : meant
  const told = { line, text, name, grade, reworded }
  if (name && spaceless(name) !== spaceless(line.name)) return { ...told, fate: 'stranger' }
  if (text === '') return { ...told, fate: 'blank' }
  if (!grade) return { ...told, fate: 'unknown' }
  if (grade === line.grade) return { ...told, fate: 'same' }
  if (isAgainst(line, grade)) return { ...told, fate: 'limited' }
  return { ...told, fate: reworded ? 'others' : 'written' }
}

/** What is entered: never what was not understood or stands beside another name; against a limit only when wanted. */
export function entriesOf(lines: PastedLine[], withLimited: boolean): Entry[] {
  const goes = ({ fate }: PastedLine) => fate === 'written' || fate === 'others' || (fate === 'limited' && withLimited)
  return lines.filter(goes).map(({ line, grade }) => ({ line, grade }))
}
