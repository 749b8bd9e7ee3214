import type { AnswerOf, FormOptions } from '../../api/contract'

export type FormView = AnswerOf<'form_editor'>
export type FormCell = FormView['cells'][number]
/** Typed texts by cell; what says again what is kept is no change. */
export type Typed = Record<string, string>

/** Below this many points text is hard to read. */
const READABLE = 9
export const USUAL: FormOptions = { layout: 'v4', face: 'song', relatives: 'age', proposed: '', removed: '', reason: '', reporting_unit: '', filled_by: '', year: null }

export type Fullness = 'empty' | 'fits' | 'shrunk' | 'small' | 'over'
export function fullnessOf({ size, overflow }: Pick<FormCell, 'size' | 'overflow'>): Fullness {
  if (overflow) return 'over'
  if (size === 0) return 'empty'
  if (size < READABLE) return 'small'
  return size < 14 ? 'shrunk' : 'fits'
}

/** How full a cell is, in a sentence. */
export function meterOf(cell: Pick<FormCell, 'size' | 'lines' | 'room' | 'overflow'>): string {
  switch (fullnessOf(cell)) {
    case 'empty':
      return '空'
    case 'over':
      return `放不下：缩到 ${cell.size} 磅仍超出，多余的不会打印，请精简`
    case 'small':
      return `${cell.lines} 行，已缩到 ${cell.size} 磅，看不清，请精简`
    default: {
      const left = cell.room - cell.lines
      const rest = left > 0 ? `，还可写 ${left} 行` : '，已写满，再写会缩小'
      return `${cell.lines} 行，${cell.size} 磅${cell.size < 14 ? '（已缩小）' : ''}${rest}`
    }
  }
}
/** How much of the cell is taken, for the bar: beyond its usual size it is full. */
export function shareOf(cell: Pick<FormCell, 'size' | 'lines' | 'room' | 'overflow'>): number {
  if (cell.size === 0) return 0
  return cell.size < 14 || cell.overflow ? 1 : Math.min(1, cell.lines / Math.max(1, cell.room))
}

/** What was typed differs from what is kept; a text typed back is no longer typed. */
export function changed(typed: Typed, cell: FormCell, text: string): Typed {
  const rest = Object.fromEntries(Object.entries(typed).filter(([key]) => key !== cell.key))
  return text === cell.kept ? rest : { ...rest, [cell.key]: text }
}

/** Cells to look at before printing: those that were refused first, then those that do not fit. */
export function doubtful(cells: FormCell[]): { cell: FormCell; sentence: string; bad: boolean }[] {
  const refused = cells.flatMap((cell) => {
    const problem = cell.problems.find(({ severity }) => severity === 'error')
    return problem ? [{ cell, sentence: problem.message, bad: true }] : []
  })
  const full = cells
    .filter((cell) => ['small', 'over'].includes(fullnessOf(cell)))
    .map((cell) => ({ cell, sentence: meterOf(cell), bad: cell.overflow }))
  return [...refused, ...full]
}
