import { type ImportColumn, type ImportCounts, type ImportDraft, type ImportReport, type ImportRow, isError, type Outcome, pathOf, type Progress } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { Chance } from './chance'
import { itemOf } from './dictionary'
import { type Choices, cellKey, choiceOf, noChoices, textKey } from './review'
import { inventIdNumber, inventPerson } from './people'
import type { RowChange, World } from './world'
import { readValue, shownDate } from './values'

/** A column and what it was before the clerk settled it. */
type Column = ImportColumn & { fresh?: Partial<ImportColumn> }
interface Sheet {
  file: string
  rows: string[][]
  columns: Column[]
}
export interface StoredImport {
  id: number
  sheets: Sheet[]
  rows: ImportRow[]
  choices: Choices
  profile: { used: string | null; foundBy: string | null; remember: string | null }
  unread: ImportDraft['unread']
}

const HEADINGS: [header: string, item: string | null, status: ImportColumn['status']][] = [
  ['序号', null, 'ignored'],
  ['姓名', 'person.name', 'matched'],
  ['性别', 'person.sex', 'matched'],
  ['出生年月', 'person.birth', 'matched'],
  ['民族', 'person.ethnicity', 'matched'],
  ['籍贯', 'person.native_place', 'matched'],
  ['身份证号', 'person.id_number', 'matched'],
  ['入党时间', 'person.party_joined', 'matched'],
  ['参加工作时间', 'person.work_started', 'matched'],
  ['健康状况', 'person.health', 'matched'],
  ['手机', null, 'ambiguous'],
  ['备用字段', null, 'unknown'],
]

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)
}

/** Invents a workbook: mostly people of the vault, some new, some cells a clerk would have to look at. */
function inventSheet(world: World, file: string, wanted: number): Sheet {
  const chance = new Chance(wanted)
  const leaves = world.units.slice(-20)
  const rows: string[][] = []
  for (let at = 0; at < wanted; at++) {
    const known = world.people.length > 0 && chance.often(0.7)
    const person = known ? world.people[(at * 7) % world.people.length]! : inventPerson(2_000_000 + at, leaves)
    const values = { ...person.values }
    if (known && chance.often(0.4)) values.health = values.health === '健康' ? '一般' : '健康'
    if (chance.often(0.02)) values.party_joined = '2003.13'
    if (chance.often(0.02)) values.id_number = (values.id_number ?? '').slice(0, 15)
    if (chance.often(0.01)) values.ethnicity = '汉人'
    if (chance.often(0.02)) values.native_place = (values.native_place ?? '').replace(/(.{2})/, '$1 ')
    if (known && chance.often(0.05)) values.native_place = ''
    if (!known) values.id_number = inventIdNumber(`${values.birth}-09`, at)
    rows.push([
      String(at + 1), values.name ?? '', values.sex ?? '', shownDate(values.birth ?? ''), values.ethnicity ?? '', values.native_place ?? '',
      values.id_number ?? '', shownDate(values.party_joined ?? ''), shownDate(values.work_started ?? ''), values.health ?? '', values.phone ?? '', '',
    ])
  }
  const columns = HEADINGS.map(([header, item, status], index): ImportColumn => ({
    index, letter: letter(index), header, item, label: item ? (itemOf(item)?.item.label ?? null) : null, which: null, status,
    question: status === 'ambiguous' ? `“${header}”可能是几种意思，请选一种；不选就不读取这一栏` : null,
    left_out: status === 'ambiguous', settled: false, can_split: false, steps: [],
    candidates: status === 'ambiguous' ? [{ item: 'person.phone', label: '联系电话' }, { item: 'person.remark', label: '备注' }] : [],
    samples: [...new Set(rows.slice(0, 8).map((row) => row[index] ?? '').filter(Boolean))].slice(0, 3),
  }))
  return { file, rows, columns }
}

/** 任免审批表 files are of one person each. */
const FORM = /\.(lrmx?|docx)$/i

/** 大 in the file name stands for a very large workbook. */
function sizeOf(file: string): number {
  return FORM.test(file) ? 1 : file.includes('十万') ? 100_000 : file.includes('大') ? 20_000 : 320
}

export async function openImport(
  world: World, id: number, files: string[], progress: ((p: Progress) => void) | undefined, signal: AbortSignal | undefined,
): Promise<StoredImport> {
  const draft: StoredImport = { id, sheets: [], rows: [], unread: [], choices: noChoices(), profile: { used: null, foundBy: null, remember: null } }
  for (const file of files) {
    if (files.length > 1 && nameOf(file).startsWith('坏')) {
      draft.unread.push({ file: nameOf(file), code: 'file.damaged', message: '文件已损坏或不完整（内容不完整）。请打开原文件，另存一份后再导入' })
      continue
    }
    if (!/\.(xls[xmb]?|et|csv|ods|lrmx|lrm|docx|zip)$/i.test(file)) {
      throw new DeskFailure({ code: 'import.format', message: `读不了“${file}”。`, hint: '可以导入 xlsx、xls、et、csv 等表格和 lrmx、lrm、docx 任免审批表。' })
    }
    const total = sizeOf(file)
    for (let done = 0; done <= 10; done++) {
      progress?.({ done: (total * done) / 10, total, what: `正在读 ${file}` })
      await new Promise((resolve) => setTimeout(resolve, 25))
      if (signal?.aborted) throw new DeskFailure({ code: 'cancelled', message: '已取消读表，什么也没有写入。' })
    }
    draft.sheets.push(inventSheet(world, file, total))
  }
  compareAll(world, draft)
  return draft
}

const nameOf = (file: string) => file.split(/[\\/]/).pop() ?? file
/** Not a digest, but the same for the same file. */
const digestOf = (file: string) => [...file].reduce((sum, char) => (sum * 31n + BigInt(char.codePointAt(0)!)) % (1n << 256n), 7n ** 90n % (1n << 256n)).toString(16).padStart(64, '0')

/** Gives every row its one outcome. */
export function compareAll(world: World, draft: StoredImport): void {
  const byId = new Map(world.people.filter((person) => !person.gone).map((person) => [person.values.id_number, person]))
  const byNameAndBirth = new Map(world.people.filter((person) => !person.gone).map((person) => [`${person.name} ${person.values.birth}`, person]))
  draft.rows = []
  const { choices } = draft
  draft.sheets.forEach((sheet, sheetIndex) => {
    sheet.rows.forEach((written, at) => {
      const isForm = FORM.test(sheet.file)
      const place = isForm ? nameOf(sheet.file) : `花名册!${at + 3}`
      const cells = written.map((text, column) => choices.cells.get(cellKey(sheetIndex, at + 3, column)) ?? text)
      const values: Record<string, { text: string; raw: string; column: number }> = {}
      const problems: ImportRow['problems'] = []
      for (const column of sheet.columns) {
        if (!column.item) continue
        const cell = cells[column.index]!
        const text = choices.spellings.get(textKey(column.item, cell)) ?? choices.merges.get(textKey(column.item, cell)) ?? cell
        if (text === '' && choices.blank === 'keep') continue
        const read = text === '' ? { text, raw: text, problems: [] } : readValue(column.item, text)
        values[column.item] = { ...read, column: column.index }
        for (const problem of read.problems) problems.push({ ...problem, file: sheet.file, place: isForm ? `${place}!${column.header}` : `花名册!${column.letter}${at + 3}`, read: cell })
      }
      const name = values['person.name']?.text ?? ''
      const index = draft.rows.length
      const decided = choices.people.get(index) ?? null
      const found = byId.get(values['person.id_number']?.text ?? '') ?? byNameAndBirth.get(`${name} ${values['person.birth']?.raw}`)
      const person = decided?.who === 'person' ? world.person(decided.person) : decided ? undefined : found
      const changes = Object.entries(values).flatMap(([path, value]): ImportRow['changes'] => {
        const item = itemOf(path)!.item
        const old = person ? world.cell(person, path.replace('person.', '')) : ''
        const clears = value.text === ''
        if (value.text === old || (value.raw === '' && (!clears || !person || item.required || item.code === 'birth'))) return []
        const field = { sheet: sheetIndex, row: at + 3, column: value.column, item: path }
        return [{ item: path, label: item.label, old, new: value.text, clears, choice: choiceOf(choices, field, clears), field: person ? field : null }]
      })
      const errors = decided && decided.who !== 'held' ? [] : problems.filter(isError).map((problem) => problem.message)
      const reasons = !name ? ['这一行没有姓名'] : decided?.who === 'held' ? ['经办人决定暂不写入'] : errors
      const taken = changes.some(({ choice }) => choice === 'take')
      const outcome: Outcome = reasons.length > 0 ? 'held' : !person ? 'added' : taken ? 'updated' : 'unchanged'
      draft.rows.push({ index, number: at + 3, place, sheet: sheetIndex, name, outcome, person: person?.id ?? null, decided, is_person: name !== '', reasons, changes, cells, problems })
    })
  })
}

export function countsOf(draft: StoredImport): ImportCounts {
  const counts: ImportCounts = { read: draft.rows.length, added: 0, updated: 0, unchanged: 0, held: 0, ignored: 0 }
  for (const row of draft.rows) counts[row.outcome as Outcome]++
  return counts
}

export function draftOf(world: World, draft: StoredImport): ImportDraft {
  return {
    import: draft.id,
    sheets: draft.sheets.map((sheet, index) => ({
      index, file: sheet.file, name: FORM.test(sheet.file) ? '任免审批表' : '花名册', rows: sheet.rows.length, header_rows: [2], set: '基本情况', columns: sheet.columns,
    })),
    content: draft.sheets.map(({ file, rows }) => `${nameOf(file)}/${rows.length}`).join(),
    counts: countsOf(draft),
    problems: problemCounts(draft),
    unread: draft.unread,
    profile: {
      used: draft.profile.used, found_by: draft.profile.foundBy, remember: draft.profile.remember,
      suggested: nameOf(draft.sheets[0]!.file).replace(/\.\w+$/, ''), names: [...world.profiles.keys()],
    },
    blank: draft.choices.blank,
    alike: [...draft.choices.alike].map(([key, take]) => {
      const [item = '', clears] = key.split('|')
      return { item, label: itemOf(item)?.item.label ?? item, clears: clears === 'true', take }
    }),
    decisions: draft.choices.people.size + draft.choices.fields.size + draft.choices.cells.size,
    earlier: world.operations
      .filter(({ kind, files }) => kind === 'import' && files?.some(({ file }) => draft.sheets.some((sheet) => nameOf(sheet.file) === file)))
      .map((operation) => ({ file: operation.files![0]!.file, op: operation.op, at: operation.at, operator: world.status.vault?.operator ?? '', undone: operation.undone_by !== null })),
  }
}

function problemCounts(draft: StoredImport): ImportDraft['problems'] {
  const labels: Record<string, string> = { 'date.month': '月份不存在', 'id.length': '身份证位数不对', 'id.check': '身份证校验不符', 'code.unknown': '代码表里没有' }
  const counts = new Map<string, ImportDraft['problems'][number]>()
  for (const { code, severity } of draft.rows.flatMap((row) => row.problems)) {
    const counted = counts.get(code) ?? { code, label: labels[code] ?? '看不明白', severity, count: 0 }
    counted.count++
    counts.set(code, counted)
  }
  return [...counts.values()]
}

/** Keeps the answers for the next file of the same name. */
function remember(world: World, draft: StoredImport): void {
  if (!draft.profile.remember) return
  const columns = draft.sheets.flatMap((sheet) => sheet.columns).filter(({ question }) => !question)
  const file = nameOf(draft.sheets[0]!.file)
  world.profiles.set(draft.profile.remember, { columns: new Map(columns.map(({ header, item }) => [header, item])), spellings: draft.choices.spellings, file })
}
/** The profile whose file had the same name. */
export function recognise(world: World, draft: StoredImport): string | null {
  const file = nameOf(draft.sheets[0]!.file)
  return [...world.profiles].find(([, profile]) => profile.file === file)?.[0] ?? null
}

export function commitImport(world: World, draft: StoredImport): ImportReport {
  remember(world, draft)
  const changes: RowChange[] = []
  for (const row of draft.rows) {
    if (row.outcome !== 'added' && row.outcome !== 'updated') continue
    const written = Object.fromEntries(
      row.changes.filter(({ choice }) => choice === 'take').map((change) => {
        const item = itemOf(change.item)!.item
        return [pathOf(change.item).item, item.kind === 'date' ? readValue(change.item, change.new).raw : change.new]
      }),
    )
    if (row.person) {
      const before = world.people[row.person - 1]!.values
      changes.push({ person: row.person, set: 'person', row: row.person, before, after: { ...before, ...written } })
      continue
    }
    const id = world.people.length + 1
    world.people.push({ ...inventPerson(id, world.units.slice(-1)), unit: world.units.at(-1)!.id, name: row.name, values: written, gone: true })
    changes.push({ person: id, set: 'person', row: id, before: null, after: written })
  }
  const files = [...new Set(draft.sheets.map((sheet) => nameOf(sheet.file)))].join('、')
  const operation = world.transact('import', `导入 ${files}`, changes)
  operation.counts = countsOf(draft)
  operation.files = draft.sheets.map(({ file }) => ({ file: nameOf(file), sm3: digestOf(file) }))
  return { op: operation.op, counts: countsOf(draft), units: 0 }
}
