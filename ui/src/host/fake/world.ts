import type { StoredProfile } from './review'
import type { ImportCounts, Operation, Status } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { MASK, pathOf } from '../../api/contract'
import { itemOf, setOf } from './dictionary'
import { sectionsMissing } from './dossier'
import { inventPerson, inventUnits, type Person, type StoredRow, type StoredUnit, type Values } from './people'
import { inventSets, inventUnitRows, mainPost } from './sets'
import { shownDate } from './values'

/** One row before and after an operation: what undo puts back and history tells. */
export interface RowChange {
  /** 0: a unit's row */
  person: number
  set: string
  row: number
  before: Values | null
  after: Values | null
}
export interface StoredOperation {
  op: number
  at: string
  kind: string
  label: string
  rows: RowChange[]
  undone_by: number | null
  /** puts settings back that it changed */
  back?: () => void
  /** the operation an undo took back */
  undoes?: number
  /** of an import */
  counts?: ImportCounts
  files?: { file: string; sm3: string }[]
}

/** Everything the invented desk knows. */
export class World {
  profiles = new Map<string, StoredProfile>()
  units: StoredUnit[] = []
  people: Person[] = []
  /** rows of the sets that belong to units */
  unitRows: Record<string, StoredRow[]> = {}
  operations: StoredOperation[] = []
  status: Status = {
    version: '0.1.0',
    vault: null,
    locked: false,
    as_of: '2026-06-30',
    today: '2026-06-30',
    recent: [],
    demo_password: 'demo',
  }
  password = ''
  /** 查阅口令, where one is set. */
  protectionPassword = ''
  drafts = new Map<string, { at: string; value: string }>()
  failedTries = 0
  generation = 0
  private unitNames = new Map<number, string>()
  private nextRow = 1_000_000_000

  fill(people: number): void {
    this.units = inventUnits()
    this.indexUnits()
    const parents = new Set(this.units.map((unit) => unit.parent))
    const leaves = this.units.filter((unit) => !parents.has(unit.id))
    this.unitRows = inventUnitRows(leaves)
    this.people = Array.from({ length: people }, (_, at) => inventPerson(at + 1, leaves))
    this.operations = []
    this.generation++
  }
  empty(name: string): void {
    this.units = [{ id: 1, parent: null, name }]
    this.indexUnits()
    this.people = []
    this.unitRows = {}
    this.operations = []
    this.generation++
  }
  indexUnits(): void {
    this.unitNames = new Map(this.units.map((unit) => [unit.id, unit.name]))
  }

  person(id: number): Person {
    const person = this.people[id - 1]
    if (!person || person.gone) throw new DeskFailure({ code: 'person.missing', message: '找不到这个人。', hint: '可能刚被删除，请回花名册刷新。' })
    return person
  }
  /** 科室 are shown under their unit: 县财政局办公室 belongs to 县财政局. */
  unitName(person: Person): string {
    const own = this.units.find((unit) => unit.id === person.unit)
    const parent = own?.parent ? this.unitNames.get(own.parent) : undefined
    return own && parent && /室$|科$/.test(own.name) ? parent : (own?.name ?? '')
  }
  sets(person: Person): Record<string, StoredRow[]> {
    return (person.sets ??= inventSets(person, this.unitName(person)))
  }
  rows(person: Person, set: string): StoredRow[] {
    if (set === 'person') return [{ id: person.id, values: person.values }]
    return (this.sets(person)[set] ??= [])
  }
  ownerOf(set: string, row: number): Person {
    const invented = this.people[Math.floor(row / 1000) - 1]
    if (invented && this.rows(invented, set).some((own) => own.id === row)) return invented
    const owner = this.people.find((person) => person.sets && person.sets[set]?.some((own) => own.id === row))
    if (!owner) throw new DeskFailure({ code: 'row.missing', message: '这一条已经不在了。', hint: '请刷新后再看。' })
    return owner
  }
  newRow(): number {
    return ++this.nextRow
  }

  /** Until when what is protected of a set of a person is open, by `person set`. */
  private open = new Map<string, number>()
  secondsLeft(person: number, set: string): number | null {
    const left = Math.round(((this.open.get(`${person} ${set}`) ?? 0) - Date.now()) / 1000)
    return left > 0 ? left : null
  }
  shows(person: number, set: string): boolean {
    return this.secondsLeft(person, set) !== null
  }
  reveal(person: number, set: string, seconds: number): void {
    this.open.set(`${person} ${set}`, Date.now() + seconds * 1000)
  }
  hideAll(): void {
    this.open.clear()
  }

  /** The shown text of one list column: bare person items, `set.item`, `set[which].item`. */
  cell(person: Person, column: string): string {
    if (column === 'age') return this.age(person)
    if (column === 'sections_missing') return String(sectionsMissing(this, person))
    if (column === 'retirement') return `${Number((person.values.birth ?? '1980').slice(0, 4)) + 63}.01`
    if (!column.includes('.')) return shown(column, person.values[column] ?? '')
    if (!person.sets) {
      const post = mainPost(person, this.unitName(person))
      if (column === 'post.unit') return this.unitName(person)
      if (column === 'post.title') return post.title
      if (column === 'post.level') return post.level
      if (column === 'post.started') return shownDate(post.since)
      if (column === 'rank.rank') return post.rank
    }
    const { set, which, item } = pathOf(column)
    const rows = this.rows(person, set)
    const row = which ? rows.find((row) => Object.values(row.values).includes(which)) : rows[0]
    if (itemOf(column)?.item.protected) return row?.values[item] ? MASK : ''
    return shown(column, row?.values[item] ?? '')
  }
  age(person: Person): string {
    const [year = 0, month = 1] = (person.values.birth ?? '').split('-').map(Number)
    if (!year) return ''
    const [asYear = 0, asMonth = 1] = this.status.as_of.split('-').map(Number)
    return String(asYear - year - (asMonth < month ? 1 : 0))
  }

  /** The one write door: does the rows, remembers them. */
  transact(kind: string, label: string, rows: RowChange[]): StoredOperation {
    for (const row of rows) this.put(row.person, row.set, row.row, row.after)
    const operation: StoredOperation = { op: this.operations.length + 1, at: this.now(), kind, label, rows, undone_by: null }
    this.operations.push(operation)
    this.generation++
    return operation
  }
  put(id: number, set: string, row: number, values: Values | null): void {
    const person = this.people[id - 1]
    if (set === 'person' && person) {
      person.gone = values === null
      if (values) Object.assign(person, { values: { ...values }, name: values.name ?? person.name })
      return
    }
    const rows = person ? this.rows(person, set) : (this.unitRows[set] ??= [])
    const at = rows.findIndex((own) => own.id === row)
    if (values === null) rows.splice(at, at < 0 ? 0 : 1)
    else if (at < 0) rows.push({ id: row, values: { ...values } })
    else rows[at] = { id: row, values: { ...values } }
  }
  private now(): string {
    const at = new Date()
    const two = (n: number) => String(n).padStart(2, '0')
    return `${this.status.today}T${two(at.getHours())}:${two(at.getMinutes())}:00`
  }

  describe(operation: StoredOperation, keep: (row: RowChange) => boolean = () => true): Operation {
    const changes = []
    const people = new Set(operation.rows.map((row) => row.person))
    let total = 0
    for (const row of operation.rows.filter(keep)) {
      for (const item of setOf(row.set).items) {
        const [old, now] = [row.before?.[item.code] ?? '', row.after?.[item.code] ?? '']
        if (old === now || ++total > 200) continue
        const name = this.people[row.person - 1]?.name ?? ''
        const told = (text: string) => (item.protected && text && !this.shows(row.person, row.set) ? MASK : shown(`${row.set}.${item.code}`, text))
        const set = setOf(row.set)
        changes.push({
          person: row.person, name, set: row.set, set_label: set.label, row: row.row, item: item.code,
          item_label: item.label, old: told(old), new: told(now),
        })
      }
    }
    return {
      op: operation.op, at: operation.at, operator: this.status.vault?.operator ?? '', kind: operation.kind,
      label: operation.label, people: people.size, fields: total, changes, more: total > 200, undoes: operation.undoes ?? null,
      undoable: operation.undone_by === null && operation.rows.length > 0,
    }
  }
}

export function shown(column: string, value: string): string {
  if (value.startsWith('data:image')) return '图像'
  if (!/^\d{4}-/.test(value)) return value
  return itemOf(column)?.item.kind === 'date' ? shownDate(value) : value
}
