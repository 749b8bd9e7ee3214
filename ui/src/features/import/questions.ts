import type { ImportColumn, ImportDraft } from '../../api/contract'

export interface Answer {
  label: string
  /** `set.item`; null leaves the column out */
  item?: string | null
  /** 单位及职务 is split */
  split?: boolean
}
export interface Question {
  sheet: number
  /** of the sheet, where there are several */
  sheetName: string
  column: ImportColumn
  text: string
  answers: Answer[]
}

/** What the clerk may answer about a column, the likeliest first; the digits beside them are the keys. */
export function answersTo(column: ImportColumn): Answer[] {
  const answers: Answer[] = column.candidates.map(({ item, label }) => ({ item, label }))
  if (column.can_split && column.item) {
    const whole = answers.map((answer) => (answer.item === column.item ? { ...answer, label: `不拆，整句作为${column.label}` } : answer))
    return [{ label: '拆成单位和职务两项', split: true }, ...whole]
  }
  if (column.item) return answers.map((answer) => (answer.item === column.item ? { ...answer, label: `不区分，作为${answer.label}` } : answer))
  return [...answers.slice(0, 8), { label: '不导入这一栏', item: null }]
}
export function questionsOf(draft: ImportDraft): Question[] {
  return draft.sheets.flatMap((sheet) =>
    sheet.columns
      .filter((column) => column.question !== null)
      .map((column) => ({ sheet: sheet.index, sheetName: draft.sheets.length > 1 ? sheet.name : '', column, text: column.question!, answers: answersTo(column) })),
  )
}
