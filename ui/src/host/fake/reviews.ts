import type { AnswerOf, CitedRule, RequestOf, ReplyRow, ReviewRow } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dictionary } from './dictionary'
import type { Person, StoredRow, Values } from './people'
import type { Computed } from './listing'
import { select, within } from './roster'
import { readValue, shownDate } from './values'
import type { RowChange, World } from './world'

/** 政治审查 of the invented desk: enough of the real rules for every kind of answer. */
const rule = (id: string, title: string, effect: string, citation: string, verify: string | null = null): CitedRule => ({ id, title, effect, citation, verify })
const PLAN = '机关三年行动计划（2024—2026年）（某区机关事务管理局，2023年）'
const RULES = {
  veto: rule('A14', '政治上不合格一票否决', '政治审查结论为不合格的，不得进入推荐、考察、任用、发展等任何后续环节；记录有误的只能更正并写明理由。', PLAN, '单位规定；不合格结论何时可以解除未见明文'),
  gates: rule('A13', '把好政治关、能力关、作风关、廉洁关', '四关有一关不合格的，审查结论应为不合格；有待核的，核实以前不作合格结论。', PLAN, '单位规定'),
  replies: rule('LS-01', '联审单位回复时限', '发函后在规定的日数内回复；超过的列为逾期未复。', '', '各地不一，由单位确定'),
}
const REPLY_DAYS = 15
const DAY = 86_400_000
const ITEMS = ['political', 'ability', 'conduct', 'integrity'] as const
const NAMES = ['政治关', '能力关', '作风关', '廉洁关']
const tableOf = (name: string) => dictionary.tables[name]?.rows ?? []
const codeIn = (table: string, label: string | undefined) => tableOf(table).find((row) => row.label === label)?.code ?? ''
const labelIn = (table: string, code: string) => tableOf(table).find((row) => row.code === code)?.label ?? code
const cells = (values: Values) => Object.fromEntries(Object.entries(values).map(([code, raw]) => [code, { text: shownDate(raw), raw, hidden: false }]))

interface Case {
  person: Person
  kept: StoredRow
  row: ReviewRow
  replies: ReplyRow[]
  batch: string
}

function replyOf(world: World, person: Person, review: number, { id, values }: StoredRow): ReplyRow {
  const due = values.asked ? new Date(Date.parse(values.asked) + REPLY_DAYS * DAY).toISOString().slice(0, 10) : ''
  const answered = values.has_issue === '是' ? 'adverse' : values.has_issue === '否' ? 'clean' : values.replied || values.content ? 'said' : ''
  const state = answered || (due && due < world.status.as_of ? 'overdue' : 'waiting')
  return { row: id, review, person: person.id, name: person.name, agency: values.agency ?? '', asked: shownDate(values.asked ?? ''), due: shownDate(due), replied: shownDate(values.replied ?? ''), state, content: values.content ?? '' }
}
function contradictionsOf(gates: string[], conclusion: string, values: Values): string[] {
  const of = (code: string) => NAMES.filter((_, at) => gates[at] === code).join('、')
  const said: string[] = []
  if (conclusion === '1' && of('2')) said.push(`${of('2')}不合格，结论却是合格。结论应为不合格；关口填错了的，先改关口（${RULES.gates.citation}）`)
  else if (conclusion === '1' && of('3')) said.push(`${of('3')}还在待核，结论却是合格。核实以后再作结论，或先填“待补充”（${RULES.gates.citation}）`)
  else if (conclusion === '2' && gates.every((gate) => gate === '1')) said.push(`四关都合格，结论却是不合格。请写明哪一关不合格，或核对结论（${RULES.gates.citation}）`)
  if (values.concluded && values.started && values.concluded < values.started) said.push(`结论时间 ${shownDate(values.concluded)} 早于开始时间 ${shownDate(values.started)}。请核对两个日期`)
  return said
}
function caseOf(world: World, person: Person, kept: StoredRow): Case {
  const { values, id } = kept
  const own = (set: string) => world.rows(person, set).filter((row) => row.values._review === String(id))
  const subjects = own('review_subject')
  const replies = own('agency_reply').map((row) => replyOf(world, person, id, row))
  const gates = ITEMS.map((item) => codeIn('gate', values[item]))
  const conclusion = codeIn('review_conclusion', values.conclusion)
  const count = (...states: string[]) => replies.filter(({ state }) => states.includes(state)).length
  return {
    person, kept, replies,
    batch: `${values.kind}|${values.started ?? ''}|${values.purpose ?? ''}`,
    row: {
      review: id, person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), kind: values.kind ?? '', started: shownDate(values.started ?? ''),
      purpose: values.purpose ?? '', gates, conclusion, concluded: shownDate(values.concluded ?? ''), subjects: subjects.length,
      checked: subjects.filter((row) => ['未发现问题', '发现问题'].includes(row.values.result ?? '')).length, found: subjects.filter((row) => row.values.result === '发现问题').length,
      asked: replies.length, replied: count('clean', 'adverse', 'said'), overdue: count('overdue'), adverse: count('adverse'),
      contradictions: contradictionsOf(gates, conclusion, values), in_force: false,
    },
  }
}

let last: { key: string; cases: Case[] } = { key: '', cases: [] }
function cases(world: World, unit: number | null): Case[] {
  const key = JSON.stringify([world.generation, unit])
  if (last.key === key) return last.cases
  const people = select(world, { text: '', unit, subunits: true, conditions: [], sort: [{ column: 'level', descending: false }], columns: [] })
  // 50,000 people would all have to be invented: the first thousand are enough to look at
  const found = people.filter(({ id, sets }) => sets !== null || id <= 1_000).flatMap((person) => {
    const own = world.rows(person, 'review').map((kept) => caseOf(world, person, kept))
    const failed = own.filter(({ row }) => row.conclusion === '2').sort((a, b) => (a.row.concluded < b.row.concluded ? 1 : -1))[0]
    const lifted = failed && own.some(({ row }) => row.kind === failed.row.kind && row.conclusion === '1' && row.concluded > failed.row.concluded)
    if (failed && !lifted) failed.row.in_force = true
    return own
  })
  last = { key, cases: found.sort((a, b) => (a.row.started < b.row.started ? 1 : a.row.started > b.row.started ? -1 : 0)) }
  return last.cases
}

const isOpen = ({ row }: Case) => row.conclusion !== '1' && row.conclusion !== '2'
const PARTS: Record<string, (own: Case) => boolean> = { open: isOpen, concluded: (own) => !isOpen(own), failed: ({ row }) => row.in_force, asked: ({ replies }) => replies.length > 0 }
const KINDS: Record<string, (own: Case) => boolean> = {
  contradiction: ({ row }) => row.contradictions.length > 0,
  waiting: ({ row }) => row.asked > row.replied,
  overdue: ({ row }) => row.overdue > 0,
  adverse: ({ row }) => row.adverse > 0,
  found: ({ row }) => row.found > 0,
  unchecked: ({ row }) => row.checked < row.subjects,
  blank: ({ row }) => row.gates.every((gate) => !gate),
}
type Query = RequestOf<'reviews'>
const called = (own: Case, text = '') => !text.trim() || own.person.name.includes(text.trim()) || own.person.initials.startsWith(text.trim().toLowerCase())
const ofPart = (world: World, { part = '', kind = '', unit = null }: Query) => cases(world, unit).filter((own) => (PARTS[part]?.(own) ?? true) && (!kind || codeIn('review_kind', own.row.kind) === kind))

export function reviews(world: World, query: Query): AnswerOf<'reviews'> {
  const all = ofPart(world, query)
  const batch = all.filter((own) => !query.batch || own.batch === query.batch)
  const shown = batch.filter((own) => (!query.only || KINDS[query.only]?.(own)) && called(own, query.text))
  const count = (kind: string) => batch.filter(KINDS[kind]!).length
  const batches = [...new Set(all.map((own) => own.batch))].map((key) => {
    const own = all.filter((one) => one.batch === key)
    const sum = (of: (row: ReviewRow) => number) => own.reduce((total, { row }) => total + of(row), 0)
    const { kind, started, purpose } = own[0]!.row
    return { key, kind, started, purpose, reviews: own.length, open: own.filter(isOpen).length, failed: own.filter(({ row }) => row.conclusion === '2').length, asked: sum(({ asked }) => asked), replied: sum(({ replied }) => replied), overdue: sum(({ overdue }) => overdue) }
  })
  const { offset = 0, limit } = query
  return {
    total: shown.length,
    rows: shown.slice(offset, offset + (limit || 200)).map(({ row }) => row),
    counts: {
      reviews: batch.length, open: batch.filter(isOpen).length, failed: batch.filter(({ row }) => row.in_force).length, contradictions: count('contradiction'), waiting: count('waiting'),
      overdue: count('overdue'), adverse: count('adverse'), found: count('found'), unchecked: count('unchecked'),
    },
    batches, reply_days: REPLY_DAYS, reply_rule: RULES.replies,
  }
}

function find(world: World, review: number): Case {
  const person = world.ownerOf('review', review)
  const kept = world.rows(person, 'review').find(({ id }) => id === review)
  if (!kept) throw new DeskFailure({ code: 'not_found', message: '这次审查已经删除', hint: '请刷新后再试' })
  return cases(world, null).find(({ row }) => row.review === review) ?? caseOf(world, person, kept)
}
const sentence = ({ person, row }: Case, forbidden: string) => `${person.name}的${row.kind}政治审查（${row.concluded}）结论为不合格，一票否决，不得${forbidden}（A14 ${PLAN}）。记录有误的，请到“政治审查”里更正并写明理由`
export function review(world: World, { review: id }: RequestOf<'review'>): AnswerOf<'review'> {
  const own = find(world, id)
  const parts = world.rows(own.person, 'review_subject').filter(({ values }) => values._review === String(id))
  const failed = cases(world, null).find(({ person, row }) => person.id === own.person.id && row.in_force)
  return {
    row: own.row, values: { id, cells: cells(own.kept.values) }, replies: own.replies,
    subjects: parts.map(({ id: row, values }) => ({ id: row, cells: cells(values) })),
    veto: failed ? sentence(failed, '进入后续环节') : null,
    rules: [RULES.replies, ...(failed ? [RULES.veto] : []), ...(own.row.contradictions.length > 0 ? [RULES.gates] : [])],
  }
}
export function vetoed(world: World): AnswerOf<'vetoed'> {
  return cases(world, null).filter(({ row }) => row.in_force).map(({ person, row }) => ({ person: person.id, what: `${row.kind}政治审查（${row.concluded}）` }))
}

function read(set: string, values: Record<string, string | null>) {
  const found: Values = {}
  const problems: AnswerOf<'save_row'>['problems'] = []
  for (const [item, text] of Object.entries(values)) {
    const value = readValue(`${set}.${item}`, text ?? '')
    found[item] = /^\d{4}/.test(value.raw) && value.raw.includes('-') ? value.raw : value.text
    problems.push(...value.problems)
  }
  return { found, problems }
}
const DIRECT = ['丈夫', '妻子', '配偶', '儿子', '女儿', '父亲', '母亲', '长子', '长女', '次子', '次女']
/** 本人 and the relatives a review is about, as new rows. */
function subjectsOf(world: World, person: Person, review: number, subjects: string): RowChange[] {
  const known = new Set(world.rows(person, 'review_subject').filter(({ values }) => values._review === String(review)).map(({ values }) => `${values.relation}${values.name}`))
  const own = [{ scope: '本人', relation: '本人', name: person.name, work: '', political_status: person.values.political_status ?? '' }]
  const relatives = world.rows(person, 'family').map(({ values }) => ({ scope: DIRECT.includes(values.relation ?? '') ? '直系亲属' : '主要社会关系', relation: values.relation ?? '', name: values.name ?? '', work: values.work ?? '', political_status: values.political_status ?? '' }))
  return [...own, ...relatives]
    .filter(({ scope, relation, name }) => (subjects || '本人').includes(scope) && !known.has(`${relation}${name}`))
    .map((values) => ({ person: person.id, set: 'review_subject', row: world.newRow(), before: null, after: { ...values, _review: String(review), review: '' } }))
}
export function openReviews(world: World, { values, people }: RequestOf<'open_reviews'>): AnswerOf<'open_reviews'> {
  const { found, problems } = read('review', values)
  for (const [item, label] of [['kind', '审查类别'], ['started', '开始时间']] as const) {
    if (!found[item]) problems.push({ code: 'item.missing', severity: 'error', item: `review.${item}`, message: `${label}还没有填写` })
  }
  const answer = { op: null as number | null, opened: 0, already: [] as number[], without_family: [] as number[], problems }
  if (problems.some(({ severity }) => severity === 'error') || people.length === 0) return answer
  const changes: RowChange[] = []
  for (const id of people) {
    const person = world.person(id)
    if (world.rows(person, 'review').some((row) => row.values.kind === found.kind && row.values.started === found.started)) answer.already.push(id)
    else {
      const row = world.newRow()
      const subjects = subjectsOf(world, person, row, found.subjects ?? '')
      changes.push({ person: id, set: 'review', row, before: null, after: { ...found } }, ...subjects)
      if (subjects.length < 2 && /亲属|关系/.test(found.subjects ?? '')) answer.without_family.push(id)
      answer.opened++
    }
  }
  if (changes.length > 0) answer.op = world.transact('edit', `为 ${people.length} 人启动${found.kind}政治审查`, changes).op
  return answer
}
export function takeRelatives(world: World, { review: id }: RequestOf<'take_relatives'>): AnswerOf<'take_relatives'> {
  const own = find(world, id)
  const changes = subjectsOf(world, own.person, id, own.kept.values.subjects ?? '')
  return changes.length > 0 ? { op: world.transact('edit', `从家庭成员更新${own.person.name}的审查对象`, changes).op, added: changes.length } : { op: null, added: 0 }
}

export function fillReviews(world: World, { entries, confirmed = false }: RequestOf<'fill_reviews'>): AnswerOf<'fill_reviews'> {
  const problems: AnswerOf<'fill_reviews'>['problems'] = []
  const byReview = new Map<number, typeof entries>()
  for (const entry of entries) byReview.set(entry.review, [...(byReview.get(entry.review) ?? []), entry])
  const changes: RowChange[] = []
  for (const [id, own] of byReview) {
    const { person, kept } = find(world, id)
    const problem = (severity: string, message: string) => problems.push({ review: id, name: person.name, problem: { code: 'review.veto', severity, item: 'review.conclusion', message: `${person.name}：${message}` } })
    const after = { ...kept.values }
    for (const { item, value } of own) after[item] = item === 'concluded' ? readValue('review.concluded', value).raw : labelIn(item === 'conclusion' ? 'review_conclusion' : 'gate', value)
    if (kept.values.conclusion === '不合格') {
      problem('error', '这次审查的结论是不合格，不能直接改、清空或删除；记录有误的，请到“政治审查”里点“更正”并写明理由')
      continue
    }
    if (after.conclusion && after.conclusion !== '待补充' && !after.concluded) after.concluded = world.status.today
    if (!after.conclusion) after.concluded = ''
    const said = contradictionsOf(ITEMS.map((item) => codeIn('gate', after[item])), codeIn('review_conclusion', after.conclusion), after)
    if (said.some((text) => text.includes('早于'))) problem('error', said.at(-1)!)
    else if (said.length > 0 && !confirmed) problem('ask', said[0]!)
    else {
      if (said.length > 0) problem('warning', `${said[0]!}；已按填写的保存`)
      changes.push({ person: person.id, set: 'review', row: id, before: { ...kept.values }, after })
    }
  }
  if (changes.length === 0) return { op: null, changed: 0, problems }
  return { op: world.transact('edit', `填写政治审查（${changes.length} 人）`, changes).op, changed: changes.length, problems }
}
export function correctReview(world: World, { review: id, values, reason }: RequestOf<'correct_review'>): AnswerOf<'correct_review'> {
  if (!reason.trim()) throw new DeskFailure({ code: 'reason.missing', message: '更正审查结论要写明理由', hint: '请填写理由后再保存' })
  const { person, kept } = find(world, id)
  if (Object.keys(values).length === 0) {
    const gone = (set: string) => world.rows(person, set).filter((row) => row.values._review === String(id)).map((row): RowChange => ({ person: person.id, set, row: row.id, before: row.values, after: null }))
    const changes = [...gone('review_subject'), ...gone('agency_reply'), { person: person.id, set: 'review', row: id, before: kept.values, after: null }]
    return { op: world.transact('edit', `删除${person.name}的${kept.values.kind}政治审查：${reason}`, changes).op, problems: [] }
  }
  const { found, problems } = read('review', values)
  if (problems.some(({ severity }) => severity === 'error')) return { op: null, problems }
  const change = { person: person.id, set: 'review', row: id, before: { ...kept.values }, after: { ...kept.values, ...found } }
  return { op: world.transact('edit', `更正${person.name}的${kept.values.kind}政治审查：${reason}`, [change]).op, problems }
}
export function saveReviewPart(world: World, { set, review: id, row, values }: RequestOf<'save_review_part'>): AnswerOf<'save_review_part'> {
  const { person } = find(world, id)
  const { found, problems } = read(set, values)
  const known = row ? world.rows(person, set).find((own) => own.id === row)?.values : undefined
  if (found.replied && (found.asked ?? known?.asked ?? '') > found.replied) problems.push({ code: 'date.order', severity: 'error', item: `${set}.replied`, message: `回复时间 ${shownDate(found.replied)} 早于发函时间 ${shownDate(found.asked ?? known?.asked ?? '')}，请核对两个日期` })
  if (problems.some(({ severity }) => severity === 'error')) return { row: null, problems, op: null, conflict: null }
  const at = row ?? world.newRow()
  const after = { ...known, ...found, _review: String(id) }
  const { op } = world.transact('edit', `${known ? '修改' : '增加'}${person.name}的${set === 'agency_reply' ? '联审回复' : '审查对象情况'}`, [{ person: person.id, set, row: at, before: known ? { ...known } : null, after }])
  return { row: { id: at, cells: cells(after) }, problems, op, conflict: null }
}

export function askAgencies(world: World, { reviews: ids, agencies, asked, folder }: RequestOf<'ask_agencies'>): AnswerOf<'ask_agencies'> {
  if (agencies.length === 0) throw new DeskFailure({ code: 'review.no_agency', message: '没有选联审单位', hint: '请至少选一个单位' })
  const date = readValue('agency_reply.asked', asked || world.status.as_of).raw
  const changes: RowChange[] = []
  let again = 0
  let answered = 0
  for (const id of ids) {
    const { person, replies } = find(world, id)
    for (const agency of agencies) {
      const known = replies.find((reply) => reply.agency === agency)
      if (known && known.state !== 'waiting' && known.state !== 'overdue') answered++
      else if (known) again++
      else changes.push({ person: person.id, set: 'agency_reply', row: world.newRow(), before: null, after: { _review: String(id), agency, asked: date } })
    }
  }
  const op = changes.length > 0 ? world.transact('edit', `联审：向 ${agencies.length} 个单位征求 ${ids.length} 人的意见`, changes).op : null
  return { op, asked: changes.length, again, answered, files: agencies.map((agency) => `${folder}\\联审 ${agency} ${shownDate(date)}.xlsx`) }
}
export function replyMatrix(world: World, query: Query): AnswerOf<'reply_matrix'> {
  const all = ofPart(world, query).filter((own) => own.replies.length > 0 && (!query.batch || own.batch === query.batch))
  const order = tableOf('agency').map(({ label }) => label)
  const names = [...new Set(all.flatMap(({ replies }) => replies.map(({ agency }) => agency)))].sort((a, b) => order.indexOf(a) - order.indexOf(b))
  const agencies = names.map((agency) => {
    const states = all.flatMap(({ replies }) => replies.filter((reply) => reply.agency === agency).map(({ state }) => state))
    const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
    return { agency, asked: states.length, replied: count('clean', 'adverse', 'said'), overdue: count('overdue'), adverse: count('adverse') }
  })
  const shown = all.filter((own) => (!query.only || KINDS[query.only]?.(own)) && called(own, query.text))
  const { offset = 0, limit } = query
  const rows = shown.slice(offset, offset + (limit || 200)).map(({ row, replies }) => ({
    review: row.review, person: row.person, name: row.name, unit: row.unit, states: names.map((agency) => replies.find((reply) => reply.agency === agency)?.state ?? ''),
  }))
  return { total: shown.length, agencies, rows }
}

/** Reviews of the first people: a batch under way with agencies asked, and one who has failed. */
export function inventReviews(world: World): void {
  const leaves = within(world, 1)
  const people = world.people.filter(({ unit }) => leaves.has(unit)).slice(0, 24)
  for (const [at, person] of people.entries()) {
    const base = at < 18 ? { kind: '任前', started: '2026-05-18', purpose: '2026年第二批提任', organ: '中共示例县委组织部' } : { kind: '发展党员', started: '2026-03-10', purpose: '2026年发展对象', organ: '机关党委' }
    const row = world.newRow()
    const gates: Values = at % 4 === 1 ? { political: '合格', ability: '合格', conduct: '合格', integrity: at === 5 ? '不合格' : '合格' } : at % 4 === 2 ? { political: '合格', integrity: '待核' } : {}
    const concluded: Values = at === 5 ? { conclusion: '不合格', concluded: '2026-06-12' } : at % 8 === 1 ? { conclusion: '合格', concluded: '2026-06-10' } : {}
    world.put(person.id, 'review', row, { ...base, subjects: '本人、直系亲属', methods: '谈话、查档、联审', ...gates, ...concluded })
    for (const [place, change] of subjectsOf(world, person, row, '本人、直系亲属').entries()) {
      world.put(person.id, 'review_subject', change.row, { ...change.after, ...(at % 3 === 0 || place === 0 ? { result: '未发现问题', date: '2026-05-28', methods: '查档' } : {}) })
    }
    if (at >= 18) continue
    for (const [place, agency] of ['纪检监察机关', '公安机关', '信访部门', '税务部门'].entries()) {
      const answered: Values = (at + place) % 5 === 4 ? {} : { replied: '2026-06-08', has_issue: at === 5 && place === 0 ? '是' : '否', ...(at === 5 && place === 0 ? { content: '2025年受过诫勉。' } : {}) }
      world.put(person.id, 'agency_reply', world.newRow(), { _review: String(row), agency, asked: place === 3 ? '2026-06-20' : '2026-05-20', ...answered })
    }
  }
}

type Column = Computed['columns'][number]
const text = (code: string, label: string, width: number): Column => [code, label, width, 'text']
const PART_NAMES: Record<string, string> = { open: '在办的政治审查', concluded: '已作结论的政治审查', failed: '政治审查不合格（一票否决）', asked: '联审人员' }
/** `only` is part, further words and batch, parted by slashes. */
export function reviewsListing(world: World, { only, unit }: RequestOf<'listing'>): Computed {
  const [part = '', kind = '', ...batch] = only.split('/')
  const shown = ofPart(world, { part, unit } as Query).filter((own) => (!kind || KINDS[kind]?.(own)) && (batch.join('/') === '' || own.batch === batch.join('/')))
  return {
    title: PART_NAMES[part] ?? '政治审查',
    columns: [
      text('name', '姓名', 5), text('unit', '单位', 10), text('title', '职务', 8), text('kind', '审查类别', 6), ['started', '开始时间', 6, 'date'], text('purpose', '审查事由', 9),
      ...NAMES.map((name, at): Column => text(ITEMS[at]!, name, 4)), text('conclusion', '结论', 4), ['concluded', '结论时间', 6, 'date'],
    ],
    rows: shown.map(({ row }) => ({
      person: row.person,
      cells: [row.name, row.unit, row.title, row.kind, row.started, row.purpose, ...row.gates.map((gate) => labelIn('gate', gate)), labelIn('review_conclusion', row.conclusion), row.concluded],
    })),
  }
}
const SAID: Record<string, string> = { waiting: '未复', overdue: '逾期未复', clean: '无不良反映', adverse: '有不良反映', said: '已复' }
/** `only` is a state, an agency and a batch, parted by slashes. */
export function repliesListing(world: World, { only, unit }: RequestOf<'listing'>): Computed {
  const [state = '', agency = '', ...batch] = only.split('/')
  const fits = (own: string) => !state || own === state || (state === 'waiting' && own === 'overdue')
  const rows = cases(world, unit ?? null).filter((own) => batch.join('/') === '' || own.batch === batch.join('/')).flatMap(({ replies }) => replies)
  return {
    title: `联审${SAID[state] ?? '征求意见'}${agency ? `（${agency}）` : ''}`,
    columns: [text('name', '姓名', 5), text('agency', '联审单位', 9), ['asked', '发函时间', 6, 'date'], ['due', '应复时间', 6, 'date'], ['replied', '回复时间', 6, 'date'], text('state', '情况', 6), text('content', '回复内容', 16)],
    rows: rows
      .filter((reply) => fits(reply.state) && (!agency || reply.agency === agency))
      .map((reply) => ({ person: reply.person, cells: [reply.name, reply.agency, reply.asked, reply.due, reply.replied, SAID[reply.state] ?? '', reply.content] })),
    notes: [`回复时限 ${REPLY_DAYS} 日，自发函次日起算，可在参数里改。`], rules: [RULES.replies],
  }
}
