import type { AnswerOf, FormOptions, RequestOf, SetRow } from '../../api/contract'
import { setOf } from './dictionary'
import { cellsOf } from './dossier'
import { drawForm } from './form'
import type { StoredRow, Values } from './people'
import { readValue, shownDate } from './values'
import type { RowChange, World } from './world'

type View = AnswerOf<'form_editor'>
type Cell = View['cells'][number]
type Problem = Cell['problems'][number]

const LEFT = 60
const TOP = 120
const ROW = 50
/** the drawing is made in pixels, the desk speaks of points */
const POINTS = 0.75
interface Place {
  key: string
  label: string
  /** of 基本情况; empty for what stands for a whole set or cannot be typed */
  item: string
  set: string
  kind: Cell['kind']
  page: number
  box: [number, number, number, number]
}
const at = (key: string, label: string, line: number, x: number, width: number, kind = 'line'): Place => ({ key, label, item: key, set: 'person', kind, page: 0, box: [LEFT + x, TOP + line * ROW, width, ROW] })
const PLACES: Place[] = [
  at('name', '姓名', 0, 90, 110), at('sex', '性别', 0, 290, 80, 'code'), at('birth', '出生年月', 0, 460, 104),
  { ...at('photo', '照片', 0, 564, 110, 'locked'), box: [LEFT + 564, TOP, 110, 4 * ROW] },
  at('ethnicity', '民族', 1, 90, 110, 'code'), at('native_place', '籍贯', 1, 290, 80), at('birthplace', '出生地', 1, 460, 104),
  at('party_joined', '入党时间', 2, 90, 110), at('work_started', '参加工作时间', 2, 290, 80), at('health', '健康状况', 2, 460, 104, 'code'),
  at('speciality', '熟悉专业有何专长', 3, 370, 194),
  { key: 'resume', label: '简历', item: '', set: 'resume', kind: 'lines', page: 0, box: [LEFT + 90, TOP + 9 * ROW, 584, 460] },
  { key: 'awards', label: '奖惩情况', item: '', set: 'award', kind: 'locked', page: 1, box: [LEFT + 90, 80, 584, 120] },
]
const FAMILY: [string, string, number, number, Cell['kind']][] = [
  ['relation', '称谓', 90, 70, 'code'], ['name', '姓名', 160, 90, 'line'], ['birth', '出生年月', 250, 90, 'line'], ['political_status', '政治面貌', 340, 104, 'code'], ['work', '工作单位及职务', 444, 230, 'line'],
]
const LINE = /^(\d{4})(?:\.(\d{1,2}))?\s*(?:--|-|—|至)\s*(?:(\d{4})(?:\.(\d{1,2}))?)?\s+(\S.*)$/
const month = (year = '', of = '') => (year && of ? `${year}-${of.padStart(2, '0')}` : year)

export function resumeText(rows: StoredRow[]): string {
  return rows.map(({ values }) => `${`${shownDate(values.started ?? '')}--${shownDate(values.ended ?? '')}`.padEnd(18)}${values.text ?? ''}`).join('\n')
}
/** Lines into rows; the first that is none is told. */
function readResume(text: string): { rows: Values[]; bad: number | null } {
  const rows: Values[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (!line.trim()) continue
    const found = LINE.exec(line.trim())
    if (!found) return { rows: [], bad: at }
    const [, started, startMonth, ended, endMonth, words = ''] = found
    rows.push({ started: month(started, startMonth), ended: month(ended, endMonth), text: words })
  }
  return { rows, bad: null }
}
function relatives(world: World, id: number): StoredRow[] {
  return world.rows(world.person(id), 'family')
}

/** What typed cells change, and what is wrong with those that change nothing. */
function laid(world: World, id: number, typed: Record<string, string>): { changes: RowChange[]; problems: Map<string, Problem[]>; refused: string[] } {
  const person = world.person(id)
  const problems = new Map<string, Problem[]>()
  const refused: string[] = []
  const rows = new Map<string, RowChange>()
  const change = (set: string, row: number, item: string, value: string) => {
    const before = world.rows(person, set).find((own) => own.id === row)?.values ?? null
    const known = rows.get(`${set} ${row}`) ?? { person: id, set, row, before, after: { ...before } }
    known.after = { ...known.after, [item]: value }
    rows.set(`${set} ${row}`, known)
  }
  const refuse = (key: string, message: string, line: number | null = null) => {
    problems.set(key, [{ severity: 'error', message, line }])
    refused.push(key)
  }
  for (const [key, text] of Object.entries(typed)) {
    if (key === 'resume') {
      const { rows: read, bad } = readResume(text)
      if (bad !== null) {
        refuse(key, `“${text.split('\n')[bad]!.trim()}”读不懂：前面没有起止时间。这一格先不保存`, bad)
        continue
      }
      const kept = world.rows(person, 'resume')
      read.forEach((values, at) => Object.entries(values).forEach(([item, value]) => change('resume', kept[at]?.id ?? -1 - at, item, value)))
      for (const gone of kept.slice(read.length)) rows.set(`resume ${gone.id}`, { person: id, set: 'resume', row: gone.id, before: gone.values, after: null })
      continue
    }
    const [, own, item = ''] = /^family\.(\w+)\.(\w+)$/.exec(key) ?? []
    const set = own ? 'family' : 'person'
    const read = readValue(own ? `family.${item}` : key, text)
    const wrong = read.problems.find(({ severity }) => severity === 'error')
    if (wrong) refuse(key, wrong.message)
    else {
      const kind = setOf(set).items.find(({ code }) => code === (own ? item : key))?.kind
      change(set, own ? (own.startsWith('new') ? -1 - Number(own.slice(3)) : Number(own)) : id, own ? item : key, kind === 'date' ? read.raw : read.text)
    }
  }
  return { changes: [...rows.values()], problems, refused }
}

export function formEditor(world: World, { person: id, options, typed = {} }: RequestOf<'form_editor'>): View {
  const { changes, problems } = laid(world, id, typed)
  const kept = texts(world, id)
  // drawn with what was typed, then put back as it was
  for (const change of changes) world.put(change.person, change.set, change.row, change.after)
  const now = texts(world, id)
  const { pages } = drawForm(world, [id], options as FormOptions)
  const family = relatives(world, id)
  const cells = [...PLACES, ...familyPlaces(family)].map((place): Cell => {
    const will = now.get(place.key) ?? ''
    const text = typed[place.key] ?? will
    const [x, y, width, height] = place.box.map((length) => length * POINTS) as Place['box']
    const lines = place.kind === 'lines' ? Math.max(1, text.split('\n').length) : 1
    const room = Math.floor(height / 16)
    return {
      key: place.key, label: place.label, page: place.page, x, y, width, height, text, kept: kept.get(place.key) ?? '', kind: place.kind, set: place.set,
      item: place.kind === 'code' ? `${place.set}.${place.item}` : '', why: place.kind === 'locked' ? '在档案里改' : '', size: text ? (lines > room ? 8 : 14) : 0, lines: text ? lines : 0, room,
      overflow: lines > room * 1.6, problems: problems.get(place.key) ?? [],
    }
  })
  for (const change of [...changes].reverse()) world.put(change.person, change.set, change.row, change.before)
  return { name: now.get('name') ?? '', pages: pages.map(({ svg }) => ({ svg, width: 794 * POINTS, height: 1123 * POINTS })), cells }
}
function familyPlaces(family: StoredRow[]): Place[] {
  return Array.from({ length: 6 }, (_, line) => line).flatMap((line) => {
    const id = family[line]?.id
    const row = id === undefined ? `new${line}` : id < 0 ? `new${-1 - id}` : String(id)
    return FAMILY.map(([item, label, x, width, kind]): Place => ({ key: `family.${row}.${item}`, label: `家庭成员第 ${line + 1} 行${label}`, item, set: 'family', kind, page: 1, box: [LEFT + x, 440 + line * 40, width, 40] }))
  })
}
function texts(world: World, id: number): Map<string, string> {
  const person = world.person(id)
  const found = new Map(PLACES.filter(({ set }) => set === 'person').map(({ key }) => [key, world.cell(person, key)]))
  found.set('resume', resumeText(world.rows(person, 'resume')))
  found.set('awards', world.cell(person, 'award.name'))
  for (const row of relatives(world, id)) {
    const name = row.id < 0 ? `new${-1 - row.id}` : String(row.id)
    for (const [item] of FAMILY) found.set(`family.${name}.${item}`, item === 'birth' ? shownDate(row.values[item] ?? '') : (row.values[item] ?? ''))
  }
  return found
}

export function saveForm(world: World, request: RequestOf<'save_form'>): AnswerOf<'save_form'> {
  const { changes, refused } = laid(world, request.person, request.typed)
  const rows = changes.map((change) => (change.row < 0 ? { ...change, row: world.newRow(), before: null } : change))
  const op = rows.length > 0 ? world.transact('edit', `在任免审批表上修改 ${world.person(request.person).name}`, rows).op : null
  const left = Object.fromEntries(Object.entries(request.typed).filter(([key]) => refused.includes(key)))
  return { op, saved: Object.keys(request.typed).length - refused.length, refused, form: formEditor(world, { ...request, typed: left }) }
}

/** 简历 as text and rows; made anew it is one line for each post. */
export function resumeSides(world: World, { person: id, text, rows, generate }: RequestOf<'resume'>): AnswerOf<'resume'> {
  const person = world.person(id)
  const kept = world.rows(person, 'resume')
  const base: StoredRow[] = rows ? rows.map(({ row, values }, at) => ({ id: row ?? -1 - at, values: Object.fromEntries(Object.entries(values).map(([item, typed]) => [item, item === 'started' || item === 'ended' ? readValue(`resume.${item}`, typed ?? '').raw : (typed ?? '')])) })) : kept
  const read = generate
    ? { rows: world.rows(person, 'post').map(({ values }): Values => ({ started: values.started ?? '', ended: values.ended ?? '', text: values.title?.startsWith(values.unit ?? '') ? values.title : `${values.unit ?? ''}${values.title ?? ''}` })), bad: null }
    : text === null || text === undefined ? null : readResume(text)
  const next = !read || read.bad !== null ? base : read.rows.map((values, at): StoredRow => {
    const own = base.find((row) => row.values.text === values.text || row.values.started === values.started) ?? (read.rows.length === base.length ? base[at] : undefined)
    return { id: own?.id ?? 0, values: { ...own?.values, ...values } }
  })
  next.sort((a, b) => ((a.values.started ?? '') < (b.values.started ?? '') ? -1 : 1))
  return {
    text: resumeText(next),
    rows: next.map((row): SetRow => ({ id: row.id, cells: cellsOf('resume', row.values) })),
    marks: marksOf(next),
    unread: read && read.bad !== null ? { severity: 'error', message: `“${text!.split('\n')[read.bad]}”读不懂：前面没有起止时间。这一格先不保存`, line: read.bad } : null,
    problems: [],
  }
}
const monthIndex = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7) || 1)
function marksOf(rows: StoredRow[]): AnswerOf<'resume'>['marks'] {
  return rows.slice(1).flatMap((later, at) => {
    const [ended, started] = [rows[at]!.values.ended ?? '', later.values.started ?? '']
    if (ended.length < 7 || started.length < 7) return []
    const months = monthIndex(started) - monthIndex(ended)
    if (months >= 0 && months <= 1) return []
    const kind = months > 0 ? 'gap' : 'overlap'
    const [from, until] = kind === 'gap' ? [ended, started] : [started, ended]
    return [{ kind, before: at + 1, from: shownDate(from), until: shownDate(until), months: kind === 'gap' ? months - 1 : -months, message: `简历中 ${shownDate(from)} 至 ${shownDate(until)} ${kind === 'gap' ? '之间没有经历' : '有两段经历重叠'}，请核对` }]
  })
}
