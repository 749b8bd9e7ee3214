import type { Dossier, Finding, ItemProblem, Values } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dictionary, setOf } from './dictionary'
import type { Person, Values as Stored } from './people'
import { type RowChange, shown, type World } from './world'
import { readValue, shownDate } from './values'

export function dossierOf(world: World, id: number): Dossier {
  const person = world.person(id)
  const values = person.values
  const findings = findingsOf(person)
  return {
    id,
    name: person.name,
    photo: null,
    headline: {
      sex: values.sex ?? '', birth: shownDate(values.birth ?? ''), age: world.age(person), ethnicity: values.ethnicity ?? '',
      native_place: values.native_place ?? '', post: world.cell(person, 'post.title'),
      tags: [world.cell(person, 'post.level'), world.cell(person, 'rank.rank'), values.political_status ?? ''].filter(Boolean),
    },
    sections: dictionary.sets.map((set) => ({
      set: set.code,
      rows: world.rows(person, set.code).map((row) => ({
        id: row.id,
        cells: Object.fromEntries(
          set.items.map((item) => {
            const raw = row.values[item.code] ?? ''
            return [item.code, { text: shown(`${set.code}.${item.code}`, raw), raw: raw || null }]
          }),
        ),
      })),
      problems: findings.filter((finding) => finding.item.startsWith(`${set.code}.`)).length,
      attested: person.attested.has(set.code),
    })),
    findings,
    previous: id > 1 ? id - 1 : null,
    next: id < world.people.length ? id + 1 : null,
  }
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

/** Reads what was written; what cannot be read is kept as written and shown as a problem. */
function readAll(set: string, values: Values): { read: Stored; problems: ItemProblem[] } {
  const read: Stored = {}
  const problems: ItemProblem[] = []
  for (const [item, text] of Object.entries(values)) {
    const path = set === 'person' ? item : `${set}.${item}`
    const value = readValue(path, text ?? '')
    read[item] = setOf(set).items.find((own) => own.code === item)?.kind === 'date' ? (value.raw ?? value.text) : value.text
    problems.push(...value.problems.map((problem) => ({ ...problem, item })))
  }
  return { read, problems }
}

export function saveRow(world: World, set: string, personId: number | undefined, row: number | undefined, values: Values) {
  const person = personId ? world.person(personId) : world.ownerOf(set, row ?? 0)
  const { read, problems } = readAll(set, values)
  const id = set === 'person' ? person.id : (row ?? world.newRow())
  const before = world.rows(person, set).find((own) => own.id === id)?.values ?? null
  const after = { ...before, ...read }
  const what = before ? '修改' : '增加'
  world.transact('edit', `${what}${person.name}的${setOf(set).label}`, [{ person: person.id, set, row: id, before, after }])
  return { person: person.id, value: { row: id, problems } }
}

export function addPerson(world: World, values: Values) {
  const { read, problems } = readAll('person', values)
  if (!read.name) throw new DeskFailure({ code: 'person.unnamed', message: '还没有填姓名。', hint: '姓名是必填项，填好后再保存。' })
  const same = world.people.find((person) => !person.gone && read.id_number && person.values.id_number === read.id_number)
  if (same) {
    throw new DeskFailure({ code: 'person.exists', message: `库里已有公民身份号码相同的人：${same.name}。`, hint: '请打开他的档案修改，不要重复新增。' })
  }
  const id = world.people.length + 1
  const unit = world.units[0]!.id
  world.people.push({ id, name: read.name, initials: '', unit, values: read, sets: {}, attested: new Set(), gone: true })
  world.transact('add', `新增人员${read.name}`, [{ person: id, set: 'person', row: id, before: null, after: read }])
  return { person: id, problems }
}

export function removal(world: World, person: number, set: string, row: number): RowChange {
  const before = world.rows(world.person(person), set).find((own) => own.id === row)?.values ?? null
  return { person, set, row, before, after: null }
}

export function historyPage(world: World, request: { person?: number; item?: string; offset: number; limit: number }) {
  const [set, item] = (request.item ?? '').split('.')
  const keep = (row: RowChange) =>
    (!request.person || row.person === request.person) &&
    (!item || (row.set === set && (row.before?.[item] ?? '') !== (row.after?.[item] ?? '')))
  const found = world.operations.filter((operation) => (!request.person && !item) || operation.rows.some(keep)).reverse()
  const page = found.slice(request.offset, request.offset + request.limit)
  return { total: found.length, operations: page.map((operation) => world.describe(operation, keep)) }
}

/** Takes an operation back; who was edited since stays as he is and is named. */
export function undo(world: World, op: number | undefined) {
  const operation = op
    ? world.operations[op - 1]
    : [...world.operations].reverse().find((operation) => !operation.undone && operation.kind !== 'undo' && operation.rows.length > 0)
  if (!operation || operation.undone) throw new DeskFailure({ code: 'undo.nothing', message: '没有可以撤销的操作。' })
  const later = world.operations.slice(operation.op).filter((later) => !later.undone && later.kind !== 'undo')
  const refused = new Map<number, string>()
  for (const row of operation.rows) {
    const since = later.find((later) => later.rows.some((own) => own.person === row.person && own.set === row.set && own.row === row.row))
    if (since) refused.set(row.person, `之后又改过：${since.label}（${since.at}）`)
  }
  const back = operation.rows
    .filter((row) => !refused.has(row.person))
    .map((row) => ({ ...row, before: row.after, after: row.before }))
  operation.undone = true
  if (back.length > 0) world.transact('undo', `撤销：${operation.label}`, back.reverse())
  return {
    op: operation.op,
    undone: back.length,
    refused: [...refused].map(([person, reason]) => ({ person, name: world.people[person - 1]!.name, reason })),
    people: [...new Set(operation.rows.map((row) => row.person))],
  }
}
