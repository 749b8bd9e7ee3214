import type { Sort } from '../../api/contract'

/** What a column is sorted by, where that is not the column itself. */
export type Ways = Record<string, string[]>
/** 姓名 sorts two ways, 职务层次 by its own order; every other column one way. */
export const WAYS: Ways = { name: ['pinyin', 'strokes'], 'post.level': ['level'] }
const WAY_LABELS: Record<string, string> = { pinyin: '拼音', strokes: '笔画' }
const CIRCLED = '①②③④⑤⑥⑦⑧⑨'

function columnOf(sort: Sort, ways: Ways): string {
  return Object.keys(ways).find((column) => ways[column]!.includes(sort.column)) ?? sort.column
}

/** A click on a header: ascending, descending, (next way,) none. With Shift it becomes a further key. */
export function nextSort(sorts: Sort[], column: string, several: boolean, known = WAYS): Sort[] {
  const ways = (known[column] ?? [column]).flatMap((way) => [
    { column: way, descending: false },
    { column: way, descending: true },
  ])
  const at = sorts.findIndex((sort) => columnOf(sort, known) === column)
  const now = sorts[at]
  const step = now ? ways.findIndex((way) => way.column === now.column && way.descending === now.descending) : -1
  const next = ways[step + 1]
  if (!several && (at < 0 || sorts.length > 1)) return [ways[0]!]
  if (!several) return next ? [next] : []
  if (at < 0) return [...sorts, ...(next ? [next] : [])]
  return next ? sorts.map((sort, index) => (index === at ? next : sort)) : sorts.filter((_, index) => index !== at)
}

/** What the headers show: ↑, ②↓, 笔画↑. */
export function sortMarks(sorts: Sort[], known = WAYS): Record<string, string> {
  return Object.fromEntries(
    sorts.map((sort, at) => [
      columnOf(sort, known),
      `${sorts.length > 1 ? (CIRCLED[at] ?? '') : ''}${WAY_LABELS[sort.column] ?? ''}${sort.descending ? '↓' : '↑'}`,
    ]),
  )
}
