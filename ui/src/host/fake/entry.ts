import { type AnswerOf, isError, type RequestOf, type SavedRow } from '../../api/contract'
import { setOf } from './dictionary'
import { addPerson, cellsOf, readAll, removal, unitRowRemoval } from './dossier'
import { select } from './roster'
import { ledgerRows } from './ledger'
import { readValue } from './values'
import { type RowChange, shown, type World } from './world'

/** A block of rows as one operation; a refused row stays out. */
export function saveRows(world: World, { rows }: RequestOf<'save_rows'>): AnswerOf<'save_rows'> {
  const changes: RowChange[] = []
  const answers: SavedRow[] = []
  let added: number | null = null
  for (const { set, person: asked, row, values = {}, deleted } of rows) {
    const ofUnit = setOf(set).owner === 'unit'
    if (deleted) {
      changes.push(ofUnit ? unitRowRemoval(world, set, row!) : removal(world, asked ?? world.ownerOf(set, row!).id, set, row!))
      answers.push({ row: null, problems: [], op: null, conflict: null })
      continue
    }
    if (set === 'person' && !row) {
      const saved = addPerson(world, values)
      added = saved.row?.id ?? null
      answers.push(saved)
      continue
    }
    const { read, problems } = readAll(world, set, values)
    const owner = asked ?? added
    if (problems.some(isError) || (!ofUnit && owner === null)) {
      answers.push({ row: null, problems, op: null, conflict: null })
      continue
    }
    const person = ofUnit ? null : world.person(owner!)
    const id = set === 'person' ? person!.id : (row ?? world.newRow())
    const before = (person ? world.rows(person, set) : (world.unitRows[set] ?? [])).find((own) => own.id === id)?.values ?? null
    const after = { ...before, ...read }
    changes.push({ person: person?.id ?? 0, set, row: id, before, after })
    answers.push({ row: { id, cells: cellsOf(set, after) }, problems, op: null, conflict: null })
  }
  if (changes.length === 0) return { rows: answers, op: added === null ? null : world.operations.length }
  const { op } = world.transact('edit', labelOf(world, changes), changes)
  return { rows: answers.map((saved) => ({ ...saved, op: saved.row ? op : null })), op }
}

/** As the desk calls it: whose rows, of which set. */
function labelOf(world: World, changes: RowChange[]): string {
  const [first] = changes
  const ofOne = !!first && first.person > 0 && changes.every(({ person }) => person === first.person)
  if (!ofOne) return `修改 ${changes.length} 条记录`
  const what = changes.every(({ set }) => set === first.set) ? setOf(first.set).label : '档案'
  return `修改 ${world.person(first.person).name} 的${what}${changes.length > 1 && what !== '档案' ? ` ${changes.length} 条` : ''}`
}

export function batchEdit(world: World, request: RequestOf<'batch_edit'>, writes: boolean): AnswerOf<'batch_edit'> {
  const { set, item, action, query } = request
  const path = set === 'person' ? item : `${set}.${item}`
  const answer: AnswerOf<'batch_edit'> = { rows: [], changed: 0, unchanged: 0, found: 0, refused: [], refused_count: 0, problems: [], op: null }
  const put = action?.kind === 'put' ? readValue(path, action.text ?? '') : null
  if (put && put.raw === '') return { ...answer, problems: put.problems }
  const people = set === 'person' ? (request.rows ?? select(world, query as never).map(({ id }) => id)).map((id) => ({ person: id, row: id })) : ledgerRows(world, { set, query } as never, request.rows ?? null)
  const changes: RowChange[] = []
  for (const { person, row } of people) {
    const before = person ? world.rows(world.person(person), set).find((own) => own.id === row)?.values : world.unitRows[set]?.find((own) => own.id === row)?.values
    if (!before) continue
    const old = shown(path, before[item] ?? '')
    let text = put?.text ?? ''
    if (action?.kind === 'replace') {
      const alike = (own: string) => (action.alike ? own.normalize('NFKC').toLowerCase() : own)
      const times = action.whole ? Number(alike(old) === alike(action.find ?? '')) : alike(old).split(alike(action.find ?? '')).length - 1
      answer.found += times
      text = times === 0 ? old : action.whole ? (action.text ?? '') : old.split(action.find ?? '').join(action.text ?? '')
    }
    if (text === old) {
      answer.unchanged++
      continue
    }
    const read = readValue(path, text)
    const line = { row, owner: person || null, name: person ? world.person(person).name : '', before: old, after: text, problem: '' }
    if (text !== '' && read.raw === '') {
      answer.refused_count++
      answer.refused.push({ ...line, problem: read.problems[0]?.message ?? '' })
      continue
    }
    answer.changed++
    if (answer.rows.length < 200) answer.rows.push(line)
    changes.push({ person, set, row, before, after: { ...before, [item]: setOf(set).items.find(({ code }) => code === item)?.kind === 'date' ? read.raw : read.text } })
  }
  if (writes && changes.length > 0) answer.op = world.transact('edit', `批量修改${setOf(set).label}（${changes.length} 条）`, changes).op
  return answer
}
