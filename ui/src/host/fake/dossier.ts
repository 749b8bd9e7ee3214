import type { AnswerOf, Dossier, Finding, Problem, RequestOf, SavedRow, SetRow, Undone, Values } from '../../api/contract'
import { isError, MASK, pathOf } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dossierSets, setOf } from './dictionary'
import type { Person, Values as Stored } from './people'
import { type RowChange, shown, type StoredOperation, type World } from './world'
import { initialsOf } from './initials'
import { readValue, shownDate } from './values'

export function dossierOf(world: World, id: number): Dossier {
  const person = world.person(id)
  const values = person.values
  const findings = findingsOf(person)
  return {
    id,
    name: person.name,
    photo: person.values.photo ?? null,
    headline: {
      sex: values.sex ?? '', birth: shownDate(values.birth ?? ''), age: Number(world.age(person)) || null, ethnicity: values.ethnicity ?? '',
      native_place: values.native_place ?? '', post: world.cell(person, 'post.title'),
      tags: [world.cell(person, 'post.level'), world.cell(person, 'rank.rank'), values.political_status ?? ''].filter(Boolean),
    },
    sections: dossierSets.map((set) => ({
      set: set.code,
      rows: world.rows(person, set.code).map((row) => ({
        id: row.id,
        cells: cellsOf(set.code, row.values, world.shows(id, set.code)),
      })),
      revealed: world.secondsLeft(id, set.code),
      problems: findings.filter((finding) => finding.item.startsWith(`${set.code}.`)).length,
      attested: person.attested.has(set.code),
      expected: set.code === 'person' || EXPECTED.includes(set.code),
      missing: world.rows(person, set.code).reduce((sum, row) => sum + set.items.filter((item) => item.required && !row.values[item.code]).length, 0),
    })),
    findings,
    sections_missing: sectionsMissing(world, person),
    items_missing: 0,
  }
}

/** Sections everybody is expected to have. */
const EXPECTED = ['post', 'rank', 'resume', 'education', 'qualification', 'award', 'assessment', 'family']
export function sectionsMissing(world: World, person: Person): number {
  return EXPECTED.filter((set) => !person.attested.has(set) && world.rows(person, set).length === 0).length
}

export function cellsOf(set: string, values: Stored, shows = true): SetRow['cells'] {
  const filled = setOf(set).items.filter((item) => values[item.code])
  return Object.fromEntries(filled.map(({ code, protected: guarded }) => {
    if (guarded && !shows) return [code, { text: MASK, raw: '', hidden: true }]
    return [code, { text: shown(`${set}.${code}`, values[code]!), raw: values[code]!, hidden: false }]
  }))
}

function findingsOf(person: Person): Finding[] {
  const { party_joined: joined, birth = '', political_status: status } = person.values
  const findings: Finding[] = []
  if (joined && Number(joined.slice(0, 4)) - Number(birth.slice(0, 4)) < 18) {
    findings.push({
      item: 'person.party_joined', severity: 'error',
      message: `入党时间 ${shownDate(joined)} 时未满 18 周岁（出生 ${shownDate(birth)}），请核对《入党志愿书》`,
    })
  }
  if (status === '中共党员' && !joined) findings.push({ item: 'person.party_joined', severity: 'warning', message: '政治面貌是中共党员，入党时间还没有填' })
  if (!person.attested.has('award') && person.sets?.award?.length === 0) {
    findings.push({ item: 'award.name', severity: 'info', message: '奖惩没有内容，确实没有请勾选“无此类情况”' })
  }
  if (person.id % 3 === 0) findings.push({ item: 'assessment.year', severity: 'warning', message: '2020 年度考核没有登记，请补填或注明未参加原因' })
  return findings
}

/** Reads what was written; one value that cannot be read stops the saving. */
export function readAll(world: World, set: string, values: Values): { read: Stored; problems: Problem[] } {
  const read: Stored = {}
  const problems: Problem[] = []
  for (const [item, text] of Object.entries(values)) {
    if (text === MASK) continue
    const path = set === 'person' ? item : `${set}.${item}`
    const value = readValue(path, text ?? '')
    read[item] = setOf(set).items.find((own) => own.code === item)?.kind === 'date' ? value.raw : value.text
    problems.push(...value.problems)
    const own = setOf(set).items.find(({ code }) => code === item)
    if (own?.kind === 'person' && text && !world.people.some(({ name }) => name === text)) {
      problems.push({ code: 'reference.unknown', severity: 'error', item: `${set}.${item}`, message: `库里没有“${text}”，${own.label}未保存，请先增加这个人或核对姓名` })
    }
  }
  return { read, problems }
}

export function saveRow(world: World, request: RequestOf<'save_row'>): SavedRow {
  const { set, row, values } = request
  const person = setOf(set).owner === 'unit' ? null : world.person(request.person)
  const { read, problems } = readAll(world, set, values)
  if (problems.some(isError)) return { row: null, problems, op: null, conflict: null }
  const id = person && set === 'person' ? person.id : (row ?? world.newRow())
  const rows = person ? world.rows(person, set) : (world.unitRows[set] ?? [])
  const before = rows.find((own) => own.id === id)?.values ?? null
  const shows = world.shows(request.person, set)
  const unseen = setOf(set).items.find(({ code, protected: guarded }) => guarded && !shows && code in read && before?.[code])
  if (unseen) {
    const message = `${unseen.label}已有内容，受保护没有显示，请先点“查看”写明原因再改`
    return { row: null, problems: [{ code: 'item.hidden', severity: 'error', item: `${set}.${unseen.code}`, message }], op: null, conflict: null }
  }
  const after = { ...before, ...read }
  const what = `${before ? '修改' : '增加'}${person ? `${person.name}的` : ''}`
  const { op } = world.transact('edit', `${what}${setOf(set).label}`, [{ person: person?.id ?? 0, set, row: id, before, after }])
  return { row: { id, cells: cellsOf(set, after, shows) }, problems, op, conflict: null }
}

/** The same row for many: what is required is required, and who has a row with the same key keeps it. */
export function addRows(world: World, { set, values, people }: RequestOf<'add_rows'>): AnswerOf<'add_rows'> {
  const { items, key, label } = setOf(set)
  const { read, problems } = readAll(world, set, values)
  for (const item of items.filter(({ code, required }) => required && !read[code] && !problems.some((own) => own.item === `${set}.${code}`))) {
    problems.push({ code: 'item.missing', severity: 'error', item: `${set}.${item.code}`, message: `${item.label}还没有填` })
  }
  if (problems.some(isError) || people.length === 0) return { op: null, added: 0, already: [], problems }
  const has = (id: number) => world.rows(world.person(id), set).some((row) => key.every((code) => (row.values[code] ?? '') === (read[code] ?? '')))
  const already = people.filter(has)
  const fresh = people.filter((id) => !already.includes(id))
  if (fresh.length === 0) return { op: null, added: 0, already, problems }
  const { op } = world.transact('edit', `为 ${people.length} 人登记${label}`, fresh.map((person) => ({ person, set, row: world.newRow(), before: null, after: { ...read } })))
  return { op, added: fresh.length, already, problems }
}

export function addPerson(world: World, values: Values): SavedRow {
  const { read, problems } = readAll(world, 'person', values)
  if (!read.name) throw new DeskFailure({ code: 'person.unnamed', message: '还没有填姓名。', hint: '姓名是必填项，填好后再保存。' })
  const same = world.people.find((person) => !person.gone && read.id_number && person.values.id_number === read.id_number)
  if (same) {
    throw new DeskFailure({ code: 'person.exists', message: `库里已有公民身份号码相同的人：${same.name}。`, hint: '请打开他的档案修改，不要重复新增。' })
  }
  if (problems.some(isError)) return { row: null, problems, op: null, conflict: null }
  const id = world.people.length + 1
  const unit = world.units[0]!.id
  world.people.push({ id, name: read.name, initials: initialsOf(read.name), unit, values: read, sets: {}, attested: new Set(), gone: true })
  const { op } = world.transact('add', `新增人员${read.name}`, [{ person: id, set: 'person', row: id, before: null, after: read }])
  return { row: { id, cells: cellsOf('person', read, true) }, problems, op, conflict: null }
}

export function unitRowRemoval(world: World, set: string, row: number): RowChange {
  return { person: 0, set, row, before: world.unitRows[set]?.find((own) => own.id === row)?.values ?? null, after: null }
}
export function removal(world: World, person: number, set: string, row: number): RowChange {
  const before = world.rows(world.person(person), set).find((own) => own.id === row)?.values ?? null
  return { person, set, row, before, after: null }
}

export function historyPage(world: World, request: RequestOf<'history'>) {
  const wanted = request.item ? pathOf(request.item) : null
  const keep = (row: RowChange) =>
    (!request.person || row.person === request.person) &&
    (!wanted || (row.set === wanted.set && (row.before?.[wanted.item] ?? '') !== (row.after?.[wanted.item] ?? '')))
  const found = world.operations.filter((operation) => (!request.person && !wanted) || operation.rows.some(keep)).reverse()
  const page = found.slice(request.offset, request.offset + request.limit)
  return { total: found.length, operations: page.map((operation) => world.describe(operation, keep)) }
}

/** Takes an operation back; who was edited since stays as he is and is named. */
export function undo(world: World, op: number | null | undefined, keepEdited = false): Undone {
  const operation = op ? world.operations[op - 1] : [...world.operations].reverse().find(isOpen)
  if (!operation || operation.undone_by !== null) return { op: null, label: '', rows: 0, refused: [] }
  const refused = changedSince(world, operation)
  if (refused.size > 0 && !keepEdited) {
    const names = [...refused.keys()].map((person) => world.people[person - 1]?.name ?? '')
    throw new DeskFailure({ code: 'undo.changed_since', message: `不能撤销：${names.join('、')}之后又改过` })
  }
  const back = operation.rows
    .filter((row) => !refused.has(row.person))
    .map((row) => ({ ...row, before: row.after, after: row.before }))
  if (back.length > 0 || operation.back) {
    operation.back?.()
    const done = world.transact('undo', `撤销：${operation.label}`, back.reverse())
    done.undoes = operation.op
    operation.undone_by = done.op
  }
  return {
    op: operation.op,
    label: operation.label,
    rows: back.length,
    refused: keptOf(world, refused),
  }
}

const keptOf = (world: World, refused: Map<number, string>) => [...refused].map(([person, reason]) => ({ person, name: world.people[person - 1]?.name ?? '', reason }))
const isOpen = ({ undone_by, kind, rows }: StoredOperation) => undone_by === null && kind !== 'undo' && rows.length > 0

/** People whose rows were edited after an operation, and why they stay. */
function changedSince(world: World, operation: StoredOperation): Map<number, string> {
  const later = world.operations.slice(operation.op).filter(isOpen)
  const touched = new Map(later.flatMap((own) => own.rows.map((row) => [`${row.person} ${row.set} ${row.row}`, own] as const)))
  const refused = new Map<number, string>()
  for (const row of operation.rows) {
    const since = touched.get(`${row.person} ${row.set} ${row.row}`)
    if (since) refused.set(row.person, `之后又改过：${since.label}（${since.at.slice(11, 16)}）`)
  }
  return refused
}
export function undoCheck(world: World, op: number) {
  return { kept: keptOf(world, changedSince(world, world.operations[op - 1]!)) }
}

export function batches(world: World, request: RequestOf<'batches'>) {
  const all = world.operations.filter(({ kind }) => kind === 'import').reverse()
  const page = all.slice(request.offset, request.offset + request.limit)
  return {
    total: all.length,
    batches: page.map((operation) => {
      const undone = operation.undone_by === null ? null : world.operations[operation.undone_by - 1]!
      const operator = world.status.vault?.operator ?? ''
      return {
        op: operation.op, at: operation.at, operator, label: operation.label, files: operation.files ?? [], counts: operation.counts ?? null,
        people: new Set(operation.rows.map(({ person }) => person)).size, undone_at: undone?.at ?? null, undone_by: undone ? operator : null,
      }
    }),
  }
}
export function batchRows(world: World, request: RequestOf<'batch_rows'>) {
  const operation = world.operations[request.op - 1]!
  const isNew = (person: number) => operation.rows.some((row) => row.person === person && row.set === 'person' && row.before === null)
  const people = [...new Set(operation.rows.map(({ person }) => person))].filter((person) => !request.outcome || (request.outcome === 'added') === isNew(person))
  return {
    total: people.length,
    rows: people.slice(request.offset, request.offset + request.limit).map((person) => {
      const { name, gone } = world.people[person - 1]!
      const { changes } = world.describe(operation, (row) => row.person === person)
      return { person, name, present: !gone, outcome: isNew(person) ? 'added' : 'updated', changes, more: false }
    }),
  }
}
