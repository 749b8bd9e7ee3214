import type { CodeRow } from '../../api/contract'

export const YES_NO: CodeRow[] = [
  { code: '1', label: '是', initials: 's' },
  { code: '0', label: '否', initials: 'f' },
]
const SEVERAL = /[、,，;；\s]+/
const SHOWN = 200

/** Rows a clerk may mean: by words, by pinyin initials, by code; the likeliest first. */
export function matching(rows: CodeRow[], typed: string): CodeRow[] {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return rows.slice(0, SHOWN)
  const rank = ({ code, label, initials }: CodeRow): number => {
    if (label === typed || code.toLowerCase() === wanted) return 0
    if (label.startsWith(typed)) return 1
    if (initials.startsWith(wanted)) return 2
    if (code.toLowerCase().startsWith(wanted)) return 3
    if (label.includes(typed)) return 4
    return initials.includes(wanted) ? 5 : -1
  }
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ row }) => row)
}

/** The one row that is certainly meant by what was typed. */
export function certain(rows: CodeRow[], typed: string): CodeRow | null {
  const wanted = typed.trim()
  if (!wanted) return null
  return rows.find(({ label }) => label === wanted) ?? rows.find(({ code }) => code === wanted) ?? null
}

export function partsOf(text: string): string[] {
  return text.split(SEVERAL).filter(Boolean)
}
/** Adds a label to those already chosen, or takes it away. */
export function toggled(text: string, label: string): string {
  const parts = partsOf(text)
  return (parts.includes(label) ? parts.filter((part) => part !== label) : [...parts, label]).join('、')
}
/** The last part is what is being typed; a row takes its place. */
export function completed(text: string, label: string): string {
  const parts = partsOf(text)
  const kept = SEVERAL.test(text.slice(-1)) ? parts : parts.slice(0, -1)
  return [...new Set([...kept, label])].join('、')
}
/** The part being typed. */
export function lastPart(text: string): string {
  return SEVERAL.test(text.slice(-1)) ? '' : (partsOf(text).at(-1) ?? '')
}
