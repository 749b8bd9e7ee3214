/**
 * What the desk understands: every command with its request and its answer.
 * The whole interface takes its types from here, so that a change of the desk is felt in one place.
 */

export interface RecentVault {
  dir: string
  unit: string
}
export interface VaultStatus {
  dir: string
  unit: string
  operator: string
  people: number
  last_backup: string | null
  opened_at: string
}
export interface Status {
  version: string
  vault: VaultStatus | null
  locked: boolean
  as_of: string
  today: string
  recent: RecentVault[]
}

export interface Item {
  code: string
  label: string
  /** text, long, int, dec, bool, year, date, code, codes, unit, post, person, id, place, blob */
  kind: string
  table?: string | null
  required: boolean
  protected: boolean
  /** takes a whole line of the form */
  wide: boolean
  /** measure shown after the value: 分, 天 */
  unit?: string | null
  help?: string | null
  width?: number | null
  /** heading under which the entry form puts it */
  group?: string | null
}
export interface InformationSet {
  code: string
  label: string
  gb: string | null
  owner: 'person' | 'unit'
  protected: boolean
  key: string[]
  items: Item[]
}
export interface CodeRow {
  code: string
  label: string
  /** pinyin initials of the label, lower case */
  initials: string
}
export interface CodeTable {
  code: string
  label: string
  standard: string | null
  rows: CodeRow[]
}
export interface Dictionary {
  sets: InformationSet[]
  tables: Record<string, CodeTable>
}

export type Comparison = '=' | '!=' | '~' | '<' | '<=' | '>' | '>=' | 'empty' | 'filled'
export interface Condition {
  column: string
  op: Comparison
  value: string
}
export interface Sort {
  column: string
  descending: boolean
}
export interface PeopleFilter {
  text: string
  unit?: number | null
  subunits: boolean
  where: Condition[]
  sort: Sort[]
  columns: string[]
}
export interface PersonRow {
  id: number
  cells: string[]
}
export interface PeoplePage {
  total: number
  rows: PersonRow[]
  as_of: string
  elapsed_ms: number
}
export interface ListColumn {
  code: string
  label: string
  width: number
  sortable: boolean
  set: string
}
export interface Unit {
  id: number
  parent: number | null
  name: string
  people: number
  people_below: number
}

export type Severity = 'error' | 'warning' | 'info'
export interface Problem {
  code: string
  severity: Severity
  message: string
}
export interface ItemProblem extends Problem {
  item: string
}
export interface Cell {
  text: string
  raw: string | null
}
export interface SetRow {
  id: number
  cells: Record<string, Cell>
}
export interface Section {
  set: string
  rows: SetRow[]
  problems: number
  attested: boolean
}
export interface Finding {
  item: string
  severity: Severity
  message: string
}
export interface Headline {
  sex: string
  birth: string
  age: string
  ethnicity: string
  native_place: string
  post: string
  tags: string[]
}
export interface Dossier {
  id: number
  name: string
  photo?: string | null
  headline: Headline
  sections: Section[]
  findings: Finding[]
  previous?: number | null
  next?: number | null
}

export interface Change {
  person: number | null
  name: string
  set: string
  set_label: string
  row: number | null
  item: string
  item_label: string
  old: string
  new: string
}
export interface Operation {
  op: number
  at: string
  operator: string
  kind: string
  label: string
  people: number
  changes: Change[]
  /** how many changes are not listed */
  more: number
  undoable: boolean
}
export interface RefusedUndo {
  person: number
  name: string
  reason: string
}

export type Outcome = 'added' | 'updated' | 'unchanged' | 'held' | 'ignored'
export interface ImportColumn {
  index: number
  letter: string
  header: string
  group?: string | null
  item: string | null
  /** which row of the set: 全日制, 2023 */
  which?: string | null
  status: 'matched' | 'ignored' | 'ambiguous' | 'unknown'
  candidates: { item: string; label: string }[]
  samples: string[]
}
export interface ImportSheet {
  index: number
  file: string
  name: string
  rows: number
  header_rows: number[]
  set: string
  columns: ImportColumn[]
}
export interface ImportCounts {
  read: number
  added: number
  updated: number
  unchanged: number
  held: number
  ignored: number
}
export interface ImportDraft {
  import: number
  sheets: ImportSheet[]
  counts: ImportCounts
  problems: number
}
export interface ImportProblem extends Problem {
  /** address in the sheet: 花名册!D17 */
  cell: string
  /** what the cell says */
  read: string
}
export interface FieldChange {
  item: string
  label: string
  old: string
  new: string
}
export interface ImportRow {
  index: number
  place: string
  sheet: number
  name: string
  outcome: Outcome
  person?: number | null
  reasons: string[]
  changes: FieldChange[]
  cells: string[]
  problems: ImportProblem[]
}

export interface FormOptions {
  layout: 'v3' | 'v4'
  face: 'song' | 'fang'
  relatives: 'age' | 'birth'
  proposed?: string
  removed?: string
  reason?: string
}
export interface FormPage {
  person: number
  svg: string
}
export interface FormWarning {
  person: number
  name: string
  cell: string
  kind: string
  message: string
}

export interface SearchHit {
  id: number
  name: string
  detail: string
}
export interface SearchAnswer {
  people: SearchHit[]
  units: SearchHit[]
}

export type Values = Record<string, string | null>

/** Each command once: `name: [request, answer]`. */
export interface Commands {
  status: [Record<string, never>, Status]
  create_vault: [{ dir: string; unit: string; operator: string; password: string }, { recovery_code: string }]
  open_vault: [{ dir: string; operator?: string; password: string }, Record<string, never>]
  open_with_recovery: [{ dir: string; code: string; new_password: string }, Record<string, never>]
  open_demo: [{ dir?: string }, Record<string, never>]
  lock: [Record<string, never>, Record<string, never>]
  change_password: [{ old: string; new: string }, Record<string, never>]
  set_as_of: [{ date: string }, Record<string, never>]
  dictionary: [Record<string, never>, Dictionary]
  people: [PeopleFilter & { offset: number; limit: number }, PeoplePage]
  list_columns: [Record<string, never>, ListColumn[]]
  units: [Record<string, never>, Unit[]]
  save_unit: [{ id?: number; parent?: number | null; name: string }, { id: number }]
  delete_unit: [{ id: number }, Record<string, never>]
  dossier: [{ person: number }, Dossier]
  read_value: [{ item: string; text: string; person?: number }, Cell & { problems: Problem[] }]
  add_person: [{ values: Values }, { person: number; problems: ItemProblem[] }]
  save_row: [{ set: string; person?: number; row?: number; values: Values }, { row: number; problems: ItemProblem[] }]
  delete_row: [{ set: string; row: number }, Record<string, never>]
  delete_person: [{ person: number; reason: string }, Record<string, never>]
  attest: [{ person: number; set: string; on: boolean }, Record<string, never>]
  history: [
    { person?: number; item?: string; offset: number; limit: number },
    { total: number; operations: Operation[] },
  ]
  undo: [{ op?: number }, { op: number; undone: number; refused: RefusedUndo[] }]
  import_open: [{ files: string[] }, ImportDraft]
  import_map: [{ import: number; sheet: number; column: number; item: string | null; which?: string | null }, ImportDraft]
  import_rows: [
    { import: number; outcome?: Outcome; only_problems: boolean; offset: number; limit: number },
    { total: number; rows: ImportRow[] },
  ]
  import_commit: [{ import: number }, { op: number; counts: ImportCounts; held_file?: string | null }]
  import_discard: [{ import: number }, Record<string, never>]
  import_held: [{ import: number; to: string }, { rows: number; file: string }]
  form_preview: [
    { form: 'appointment'; people: number[]; options: FormOptions },
    { pages: FormPage[]; warnings: FormWarning[] },
  ]
  form_export: [
    { form: 'appointment'; people: number[]; options: FormOptions; to: string },
    { files: string[]; people: number; pages: number; warnings: FormWarning[] },
  ]
  export_people: [{ query: PeopleFilter; title: string; to: string }, { rows: number; file: string }]
  backup: [Record<string, never>, { file: string }]
  verify: [
    Record<string, never>,
    { ok: boolean; checked: { people: number; rows: number; operations: number }; problems: string[] },
  ]
  search_all: [{ text: string }, SearchAnswer]
}

export type CommandName = keyof Commands
export type RequestOf<K extends CommandName> = Commands[K][0]
export type AnswerOf<K extends CommandName> = Commands[K][1]

/** How far a long command has come. */
export interface Progress {
  done: number
  total: number | null
  label: string
}
/** What the desk says when it cannot do what was asked. */
export interface Failure {
  code: string
  message: string
  hint?: string | null
}
