/**
 * What the desk understands. Everything is made from the command list in Rust (`generated/commands.ts`); here the
 * interface gives the messages the names it uses, so that a change of the desk is felt in one place.
 */
import type { Commands, ItemView, ProblemView } from './generated/commands'

export type {
  AdmissionPoint,
  AdmissionRow,
  AdmissionStage,
  AdmissionView,
  AgencyStanding,
  AlikeChoice,
  AssessmentLimit,
  AssessmentRow,
  AssessmentSummary,
  BatchView as Batch,
  BlankPolicy,
  CellView as Cell,
  CitedRule,
  CleaningStep,
  CodeView as CodeRow,
  ColumnMapping as ImportColumn,
  ColumnView as ListColumn,
  Condition,
  Counts as ImportCounts,
  DictionaryView as Dictionary,
  DossierView as Dossier,
  ExcellentRatio,
  FilledAssessments,
  Finding,
  FormOptions,
  FormPage,
  FormWarning,
  ImportChange,
  ImportComparison,
  ImportDecision,
  ImportField,
  ImportReport,
  ImportRow,
  ImportView as ImportDraft,
  ItemView as Item,
  NearValues,
  OperationView as Operation,
  PeoplePage,
  PersonRow,
  ProblemView as Problem,
  ProfileView as Profile,
  ReplyMatrix,
  ReplyMatrixRow,
  ReplyRow,
  ReviewBatch,
  ReviewCounts,
  ReviewRow,
  ReviewView,
  RowView as SetRow,
  SavedRow,
  ScanAt,
  ScanPage,
  Section,
  SetView as InformationSet,
  SheetMapping as ImportSheet,
  SortKey as Sort,
  Status,
  TableView as CodeTable,
  Undone,
  UnitView as Unit,
  UnknownSpelling,
  Verified,
  Who,
  Why,
} from './generated/commands'
export type { Commands }

/** What may be null may also be left out. */
type Loose<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: T[K]
}
export type CommandName = keyof Commands
export type RequestOf<K extends CommandName> = Loose<Commands[K]['request']>
export type AnswerOf<K extends CommandName> = Commands[K]['response']

/** Which people, in which order, showing what; without the page. */
export type PeopleFilter = Omit<RequestOf<'people'>, 'offset' | 'limit'>
export type Comparison = '=' | '!=' | 'contains' | '<' | '<=' | '>' | '>=' | 'blank' | 'filled'
export type Outcome = 'added' | 'updated' | 'unchanged' | 'held' | 'ignored'
export type Values = Record<string, string | null>

/** How far a long command has come. */
export interface Progress {
  what: string
  done: number
  /** 0: not known */
  total: number
}
/** What the desk says when it cannot do what was asked. */
export interface Failure {
  code: string
  message: string
  hint?: string | null
  wait_seconds?: number | null
}

/** What stands where something protected is hidden. It is never a value. */
export const MASK = '●●●'

export interface ItemPath {
  set: string
  /** which row of the set: 全日制, 2023 */
  which: string | null
  item: string
}
/** `birth` and `person.birth` are the same item; `education[全日制].level` picks a row. */
export function pathOf(path: string): ItemPath {
  const [, set = 'person', which = null, item = path] = /^(\w+)(?:\[(.*)\])?\.(\w+)$/.exec(path) ?? []
  return { set, which, item }
}
export function isError(problem: Pick<ProblemView, 'severity'>): boolean {
  return problem.severity === 'error'
}
export function isPicture(item: Pick<ItemView, 'kind'>): boolean {
  return item.kind === 'blob'
}
