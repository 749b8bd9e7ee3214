import type { AnswerOf, CitedRule, Problem, RequestOf } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dictionary } from './dictionary'
import type { Computed } from './listing'
import type { Person, Values } from './people'
import { select, within } from './roster'
import { readValue, shownDate } from './values'
import type { RowChange, World } from './world'

type Row = AnswerOf<'matters_year'>['rows'][number]
type Check = AnswerOf<'matters_checks'>['rows'][number]
type Draw = AnswerOf<'matters_draw'>
type Query = RequestOf<'listing'>

/** A few of the rules the desk has. */
const REPORT = '《领导干部报告个人有关事项规定》（2017年2月8日施行）'
const RESULT = '《领导干部个人有关事项报告查核结果处理办法》（2017年2月8日施行）'
const rule = (id: string, title: string, effect: string, citation: string, verify: string | null = null): CitedRule => ({ id, title, effect, citation, verify })
const SCOPE = rule('SX-00', '报告主体：县处级副职以上', '县处级副职以上干部（含相当职级）报告；退出现职、尚未办理退休手续的也报告。', `${REPORT}第二条`, '2023年4月修订文本未见，报告主体、事项和时限以现行文本为准')
const YEARLY = rule('SX-01', '集中报告', '每年1月31日前集中报告一次上一年度的个人有关事项。', `${REPORT}第五条`, '2023年4月修订文本未见')
const CHANGE = rule('SX-03', '变动事项即时报告', '家事发生变化的，事后三十日内报告。', `${REPORT}第六条`, '条款与措辞')
const SHARE = rule('SX-05', '随机抽查', '每年按照一定比例随机抽查核实，比例为百分之十。', `${REPORT}第十一条`, '比例见2015年公开报道，条款需核实')
const HANDLED = rule('SX-09', '漏报、隐瞒不报的处理', '漏报情节较轻的批评教育、责令作出检查，较重的诫勉；隐瞒不报的诫勉、取消资格、调离、免职、降职。', `${RESULT}第五条至第七条`, '条款与措辞')
const INFLUENCE: Record<string, [number, CitedRule]> = {
  诫勉: [6, rule('YX-61', '查核结果：诫勉', '六个月内不得提拔或者重用。', RESULT, '影响期和条款号均需核实')],
  调离岗位: [12, rule('YX-62', '查核结果：调离', '一年内不得提拔。', RESULT, '影响期和条款号均需核实')],
  降职: [24, rule('YX-63', '查核结果：降职', '二年内不得提拔。', RESULT, '影响期和条款号均需核实')],
}
const RESULTS = dictionary.tables.matters_result!.rows

const NATIONAL = /^(国家|省部|厅局|县处)级/
const serving = [{ column: 'status', op: '=', value: '在职' }]
const sort = [{ column: 'level', descending: false }, { column: 'strokes', descending: false }]
const peopleOf = (world: World, unit: number | null | undefined) => select(world, { text: '', unit: unit ?? null, subunits: true, conditions: serving, sort, columns: [] })
const scopes = (world: World) => (world.unitRows.matters_scope ??= [])

interface Duty {
  layer: string
  why: string
  document: string
  scope: number | null
}
function dutyOf(world: World, person: Person): Duty | null {
  const level = world.cell(person, 'post.level')
  if (NATIONAL.test(level)) return { layer: 'national', why: `职务层次：${level}`, document: SCOPE.citation, scope: null }
  for (const { id, values } of scopes(world)) {
    if (!within(world, Number(values._unit)).has(person.unit)) continue
    const levels = (values.levels ?? '').split('、').filter(Boolean)
    const kinds = (values.staff_kinds ?? '').split('、').filter(Boolean)
    const ofKind = kinds.length === 0 || kinds.includes(person.values.staff_kind ?? '')
    const why = levels.includes(level) && ofKind ? `职务层次：${level}` : levels.length === 0 && kinds.length > 0 && ofKind ? `人员类别：${person.values.staff_kind}` : ''
    if (why) return { layer: 'unit', why, document: values.document ?? '', scope: id }
  }
  return null
}
const yearly = (world: World, person: Person, year: number) =>
  world.rows(person, 'matters').find(({ values }) => values.year === String(year) && values.occasion === '年度集中报告')

function rowOf(world: World, person: Person, duty: Duty | null, year: number, due: string): Row {
  const report = yearly(world, person, year)
  const { submitted = '', signed = '', received_by: receiver = '' } = report?.values ?? {}
  const late = (day: string) => day.padEnd(10, '~') > due && day.length === 10
  const state = !duty ? 'outside' : submitted ? (late(submitted) ? 'late' : 'handed') : late(world.status.as_of) ? 'overdue' : 'missing'
  const doubts = signed && submitted && signed > submitted ? ['封面填表日期晚于交表时间，请核对两个日期'] : []
  return {
    person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), why: duty?.why ?? '', layer: duty?.layer ?? '', document: duty?.document ?? '',
    row: report?.id ?? null, submitted: shownDate(submitted), signed: shownDate(signed), received_by: receiver, state, doubts,
  }
}
const rounds = (world: World) => (world.unitRows.matters_round ??= [])
function roundOf(world: World, year: number, unit: number | null | undefined) {
  const row = rounds(world).find(({ values }) => values.year === String(year) && values._unit === String(unit ?? 1))
  const { due = '', opened = '', closed = '' } = row?.values ?? {}
  return row ? { id: row.id, unit: Number(row.values._unit), unit_name: row.values.unit ?? '', due: shownDate(due), opened: shownDate(opened), closed: shownDate(closed) } : null
}
const dueOf = (world: World, year: number, unit: number | null | undefined) => (roundOf(world, year, unit)?.due || `${year + 1}.01.31`).replace(/\./g, '-')

let last: { key: string; rows: Row[] } = { key: '', rows: [] }
function rowsOf(world: World, year: number, unit: number | null | undefined): Row[] {
  const key = JSON.stringify([world.generation, world.status.as_of, year, unit])
  if (last.key === key) return last.rows
  const due = dueOf(world, year, unit)
  const found = peopleOf(world, unit).map((person) => ({ person, duty: dutyOf(world, person) }))
  last = { key, rows: found.filter(({ duty }) => duty).map(({ person, duty }) => rowOf(world, person, duty, year, due)) }
  return last.rows
}
function isWanted(row: Row, only: string): boolean {
  if (only === '') return true
  if (only === 'missing') return row.state === 'missing' || row.state === 'overdue'
  if (only === 'handed') return row.state === 'handed' || row.state === 'late'
  if (only === 'doubt') return row.doubts.length > 0
  return row.state === only || row.layer === only
}
const isCalled = (world: World, row: { person: number; name: string }, text: string) => {
  const word = text.trim().toLowerCase()
  return word === '' || row.name.includes(word) || world.person(row.person).initials.startsWith(word)
}

export function mattersYear(world: World, { year, unit, only, text, offset, limit }: RequestOf<'matters_year'>): AnswerOf<'matters_year'> {
  const all = rowsOf(world, year, unit)
  const shown = all.filter((row) => isWanted(row, only) && isCalled(world, row, text))
  const count = (of: string) => all.filter((row) => isWanted(row, of)).length
  const due = dueOf(world, year, unit)
  return {
    total: shown.length,
    rows: shown.slice(offset, offset + (limit || 200)),
    summary: {
      due: shownDate(due), rule: YEARLY, days: Math.round((Date.parse(due) - Date.parse(world.status.as_of)) / 86_400_000), round: roundOf(world, year, unit), people: all.length,
      national: count('national'), unit: count('unit'), handed: count('handed'), late: count('late'), missing: count('missing'), overdue: count('overdue'), outside: 0, doubts: count('doubt'), scope: SCOPE,
    },
  }
}

export function fillMatters(world: World, { year, entries }: RequestOf<'fill_matters'>): AnswerOf<'fill_matters'> {
  const problems: { person: number; problem: Problem }[] = []
  const changes: RowChange[] = []
  for (const { person: id, ...texts } of entries) {
    const person = world.person(id)
    const report = yearly(world, person, year)
    const after: Values = { occasion: '年度集中报告', year: String(year), ...report?.values }
    for (const [code, text] of Object.entries(texts)) {
      if (text === null || text === undefined) continue
      const read = code === 'received_by' ? { raw: text, problems: [] } : readValue(`matters.${code}`, text)
      const fault = read.problems.find(({ severity }) => severity === 'error')
      if (fault) problems.push({ person: id, problem: fault })
      else if (read.raw) after[code] = read.raw
      else delete after[code]
    }
    if (problems.some((own) => own.person === id)) continue
    const says = Object.keys(after).some((code) => code !== 'occasion' && code !== 'year')
    changes.push({ person: id, set: 'matters', row: report?.id ?? world.newRow(), before: report?.values ?? null, after: says ? after : null })
  }
  if (changes.length === 0) return { op: null, changed: 0, problems }
  const { op } = world.transact('edit', `登记 ${year} 年度个人有关事项报告（${changes.length} 人）`, changes)
  return { op, changed: changes.length, problems }
}

const refused = (item: string, message: string): Problem => ({ code: 'matters.refused', severity: 'error', item, message })
export function saveRound(world: World, { year, unit, due, opened, closed }: RequestOf<'save_matters_round'>): AnswerOf<'save_matters_round'> {
  const raw = (text: string) => readValue('matters.due', text).raw
  const last = `${year + 1}-01-31`
  if (raw(due) > last) return { id: null, op: null, problems: [refused('matters_round.due', `截止日期 ${shownDate(raw(due))} 晚于规定的 ${shownDate(last)}（${YEARLY.citation}），单位可以提前、不能推后，请改为 ${shownDate(last)} 或更早`)] }
  const known = rounds(world).find(({ values }) => values.year === String(year) && values._unit === String(unit))
  const name = world.units.find(({ id }) => id === unit)?.name ?? ''
  const after: Values = { year: String(year), _unit: String(unit), unit: name, due: raw(due), opened: raw(opened) || world.status.today, closed: raw(closed) }
  const id = known?.id ?? world.newRow()
  const { op } = world.transact('edit', `开展${year}年度个人有关事项集中报告`, [{ person: 0, set: 'matters_round', row: id, before: known?.values ?? null, after }])
  return { id, op, problems: [] }
}

function inWords({ levels = '', staff_kinds: kinds = '', development = '' }: Values): string {
  const who = levels && kinds ? `${kinds}中的${levels}` : levels || (kinds ? `${kinds}全部人员` : '')
  return [who, development === '是' ? '发展对象' : ''].filter(Boolean).join('；')
}
export function scopesView(world: World): AnswerOf<'matters_scopes'> {
  const duties = peopleOf(world, null).map((person) => dutyOf(world, person))
  return {
    national: SCOPE,
    national_people: duties.filter((duty) => duty?.layer === 'national').length,
    units: scopes(world).map(({ id, values }) => ({
      id, unit: Number(values._unit), cells: Object.fromEntries(Object.entries(values).filter(([code]) => code !== '_unit')), text: inWords(values), in_force: true, people: duties.filter((duty) => duty?.scope === id).length,
    })),
  }
}
export function saveScope(world: World, { id, unit, values }: RequestOf<'save_matters_scope'>): AnswerOf<'save_matters_scope'> {
  const problems: Problem[] = []
  if (!inWords(values)) problems.push(refused('matters_scope.levels', '没有写明扩大到哪些人，请填写职务层次、职级、人员类别或发展对象'))
  if (!values.document?.trim()) problems.push(refused('matters_scope.document', '没有写明依据哪个文件，请填写文件名称和文号'))
  if (problems.length > 0) return { id: null, op: null, problems }
  const known = scopes(world).find((row) => row.id === id)
  const row = known?.id ?? world.newRow()
  const after: Values = { ...values, _unit: String(unit), unit: world.units.find((own) => own.id === unit)?.name ?? '' }
  const { op } = world.transact('edit', `个人有关事项报告范围：${values.document}`, [{ person: 0, set: 'matters_scope', row, before: known?.values ?? null, after }])
  return { id: row, op, problems: [] }
}

function later(day: string, months: number): string {
  const [year = 0, month = 1, date = '01'] = day.split('-').map((part, at) => (at < 2 ? Number(part) : part)) as [number, number, string]
  const index = year * 12 + month - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-${date}`
}
function checkOf(world: World, person: Person, row: number, values: Values): Check {
  const { kind = '', cause = '', batch = '', checked = '', result = '', handling = '', handled = '' } = values
  const known = handled ? INFLUENCE[handling] : undefined
  const until = known ? later(handled, known[0]) : ''
  const doubts: string[] = []
  if (checked && handled && handled < checked) doubts.push('处理时间早于查核时间，请核对两个日期')
  if (result === '一致' && handling && handling !== '不予处理') doubts.push('查核结论是“一致”，却填了处理方式；结论有变的请改结论，填错的请清除处理方式')
  if (['漏报', '隐瞒不报'].includes(result) && !handling) doubts.push('认定为漏报、隐瞒不报的还没有处理，处理后请填写处理方式和时间')
  if (handling && handling !== '不予处理' && !handled) doubts.push('有处理方式，没有处理时间，影响期无法计算，请补填处理时间')
  return {
    row, person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), kind, cause, batch, checked: shownDate(checked), result: RESULTS.find(({ label }) => label === result)?.code ?? '', result_label: result,
    handling, handled: shownDate(handled), until: shownDate(until), blocks: until ? '提拔、重用' : '', open: until >= world.status.as_of, rule: known?.[1] ?? null, doubts,
  }
}
function allChecks(world: World, year: number | null | undefined, unit: number | null | undefined): Check[] {
  return peopleOf(world, unit).flatMap((person) =>
    world.rows(person, 'matters_check').filter(({ values }) => !year || values.year === String(year)).map(({ id, values }) => checkOf(world, person, id, values)),
  )
}
function isChecked(check: Check, only: string): boolean {
  const words: Record<string, boolean> = { '': true, open: check.result === '', random: check.kind === '随机抽查', key: check.kind === '重点查核', doubt: check.doubts.length > 0, influence: check.open }
  return words[only] ?? check.result === only
}
const COUNTS: [string, string][] = [['', '全部'], ['open', '未出结论'], ['random', '随机抽查'], ['key', '重点查核'], ...RESULTS.map(({ code, label }): [string, string] => [code, label]), ['influence', '影响期内'], ['doubt', '需核对']]

export function mattersChecks(world: World, { year, unit, batch, only, text, offset, limit }: RequestOf<'matters_checks'>): AnswerOf<'matters_checks'> {
  const all = allChecks(world, year, unit)
  const shown = all.filter((check) => (!batch || check.batch === batch) && isChecked(check, only) && isCalled(world, check, text))
  return {
    total: shown.length,
    rows: shown.slice(offset, offset + (limit || 200)),
    counts: COUNTS.map(([of, label]) => ({ only: of, label, people: all.filter((check) => isChecked(check, of)).length })),
    batches: [...new Set(all.map((check) => check.batch).filter(Boolean))].sort(),
    rules: [SHARE, HANDLED],
  }
}
export function fillChecks(world: World, { rows, values }: RequestOf<'fill_matters_checks'>): AnswerOf<'fill_matters_checks'> {
  const read: Values = {}
  for (const [code, text] of Object.entries(values)) {
    const value = readValue(`matters_check.${code}`, text)
    const fault = value.problems.find(({ severity }) => severity === 'error')
    if (fault) throw new DeskFailure({ code: fault.code, message: fault.message, hint: '请改正后再填' })
    read[code] = ['checked', 'handled'].includes(code) ? value.raw : value.text
  }
  const changes = rows.map((row): RowChange => {
    const person = world.ownerOf('matters_check', row)
    const before = world.rows(person, 'matters_check').find(({ id }) => id === row)!.values
    return { person: person.id, set: 'matters_check', row, before, after: { ...before, ...read } }
  })
  const { op } = world.transact('edit', `个人事项查核填写（${rows.length} 人）`, changes)
  return { op, changed: rows.length, problems: [] }
}

/** A stand-in for SM3: the desk has the true one. */
function mixed(text: string): string {
  let hash = 0x811c9dc5
  let out = ''
  for (let round = 0; round < 8; round++) {
    for (const letter of `${round}${text}`) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0
    out += hash.toString(16).padStart(8, '0')
  }
  return out
}
const drawn = (seed: string, people: number[], count: number) => [...people].sort((a, b) => (mixed(`${seed}/${a}`) < mixed(`${seed}/${b}`) ? -1 : 1)).slice(0, count)
const draws = (world: World) => (world.unitRows.matters_draw ??= [])
const namesOf = (world: World, year: number) => draws(world).filter(({ values }) => values.year === String(year)).map(({ values }) => values.batch)
const idsOf = (text: string | undefined) => (text ?? '').split(',').filter(Boolean).map(Number)

export function pool(world: World, { year, unit }: RequestOf<'matters_pool'>): AnswerOf<'matters_pool'> {
  const first = `${year}年随机抽查`
  const taken = namesOf(world, year)
  const batch = taken.includes(first) ? `${first}（第${taken.length + 1}批）` : first
  const checked = allChecks(world, year, unit).filter(({ kind }) => kind === '重点查核').map(({ person }) => ({ person, reason: `${year}年已重点查核` }))
  return { people: rowsOf(world, year - 1, unit).length, percent: 10, rule: SHARE, batch, checked }
}
export function drawMatters(world: World, request: RequestOf<'draw_matters'>): AnswerOf<'draw_matters'> {
  const { year, unit, batch, excluded, witnesses, seed_source: source } = request
  if (namesOf(world, year).includes(batch)) throw new DeskFailure({ code: 'matters.batch', message: `${year}年已经有“${batch}”这个批次。`, hint: '请换一个批次名称；抽错的可以在操作记录里撤销。' })
  const out = new Set(excluded.map(({ person }) => person))
  const people = rowsOf(world, year - 1, unit).map(({ person }) => person).filter((person) => !out.has(person)).sort((a, b) => a - b)
  const percent = request.percent ?? 10
  const count = Math.ceil((people.length * percent) / 100)
  if (count === 0) throw new DeskFailure({ code: 'matters.nobody', message: '没有人可以抽取：报告范围内没有人，或者都不参加抽取。', hint: '请核对单位、报告范围和不参加抽取的人员。' })
  const seed = request.seed || mixed(String(Date.now())).slice(0, 32)
  const chosen = drawn(seed, people, count)
  const after: Values = {
    year: String(year), batch, drawn: world.status.today, as_of: world.status.as_of, percent: String(percent), method: 'SM3-1', seed, seed_source: request.seed ? source || '经办人填写' : '计算机随机数', population: people.join(','),
    population_count: String(people.length), digest: mixed(people.join('\n')), result: chosen.join(','), result_count: String(count), excluded: excluded.map(({ person, reason }) => `${person} ${reason}`).join('\n'), witnesses,
  }
  const id = world.newRow()
  const checks = chosen.map((person): RowChange => ({ person, set: 'matters_check', row: world.newRow(), before: null, after: { kind: '随机抽查', batch, year: String(year) } }))
  const { op } = world.transact('edit', `随机抽查 ${batch}：${people.length} 人中抽取 ${count} 人`, [{ person: 0, set: 'matters_draw', row: id, before: null, after }, ...checks])
  return { op, draw: drawView(world, { id }) }
}
const LISTS = new Set(['population', 'result', 'excluded'])
const cellsOf = (values: Values) => Object.fromEntries(Object.entries(values).filter(([code, text]) => !LISTS.has(code) && text).map(([code, text]) => [code, shownDate(['drawn', 'as_of'].includes(code) ? text : '') || text]))
export function drawsView(world: World): Draw[] {
  return [...draws(world)].reverse().map(({ id, values }) => ({ id, cells: cellsOf(values), drawn: [], excluded: [] }))
}
export function drawView(world: World, { id }: RequestOf<'matters_draw'>): Draw {
  const row = draws(world).find((own) => own.id === id)
  if (!row) throw new DeskFailure({ code: 'not_found', message: '这次抽取已经不在了。' })
  const told = (person: number, note: string) => {
    const found = world.people[person - 1]
    return { person, name: found?.name ?? '', unit: found ? world.cell(found, 'post.unit') : '', title: found ? world.cell(found, 'post.title') : '', note }
  }
  const lines = (row.values.excluded ?? '').split('\n').filter(Boolean)
  return {
    id,
    cells: cellsOf(row.values),
    drawn: idsOf(row.values.result).map((person) => told(person, mixed(`${row.values.seed}/${person}`))),
    excluded: lines.map((line) => told(Number(line.split(' ')[0]), line.slice(line.indexOf(' ') + 1))),
  }
}
export function verifyDraw(world: World, { id }: RequestOf<'verify_matters_draw'>): AnswerOf<'verify_matters_draw'> {
  const { population, result, seed = '', digest } = draws(world).find((own) => own.id === id)!.values
  const people = idsOf(population)
  const again = drawn(seed, people, idsOf(result).length)
  const differences = again.join() === idsOf(result).join() && mixed(people.join('\n')) === digest ? [] : ['重算与登记不同']
  return { same: differences.length === 0, differences, digest: mixed(people.join('\n')), population: people.length, drawn: again.length }
}

type Column = Computed['columns'][number]
const NAME: Column = ['name', '姓名', 5, 'text']
const UNIT: Column = ['unit', '单位', 10, 'text']
const TITLE: Column = ['title', '职务', 8, 'text']
const STATES: Record<string, string> = { handed: '已交', late: '逾期交', missing: '未交', overdue: '逾期未交', outside: '不在范围' }
const layerOf = (layer: string) => (layer === 'national' ? '国家规定' : layer === 'unit' ? '单位规定' : '')
const yearOf = (world: World) => Number(world.status.as_of.slice(0, 4))

export const mattersListings: Record<string, (world: World, query: Query) => Computed> = {
  matters_collection: (world, { year, unit, only }) => {
    const of = year ?? yearOf(world) - 1
    return {
      title: `${of}年度个人有关事项报告${only === 'missing' ? '催报名单' : '收取登记'}`,
      columns: [NAME, UNIT, TITLE, ['why', '报告依据', 9, 'text'], ['layer', '层级', 5, 'text'], ['submitted', '交表时间', 6, 'date'], ['received_by', '收表人', 5, 'text'], ['state', '状态', 5, 'text'], ['doubts', '核对', 8, 'text']],
      rows: rowsOf(world, of, unit).filter((row) => isWanted(row, only)).map((row) => ({ person: row.person, cells: [row.name, row.unit, row.title, row.why, layerOf(row.layer), row.submitted, row.received_by, STATES[row.state] ?? '', row.doubts.join('；')] })),
      notes: [`截止日期：${shownDate(dueOf(world, of, unit))}。只登记交没交、什么时候交，不含报告内容。`],
      rules: [SCOPE, YEARLY],
    }
  },
  matters_reporters: (world, { unit, only, row: wanted }) => ({
    title: '应报告个人有关事项人员',
    columns: [NAME, UNIT, TITLE, ['why', '报告依据', 10, 'text'], ['layer', '层级', 5, 'text'], ['document', '文件', 16, 'text']],
    rows: peopleOf(world, unit).flatMap((person) => {
      const duty = dutyOf(world, person)
      if (!duty || (only && duty.layer !== only) || (wanted && duty.scope !== wanted)) return []
      return [{ person: person.id, cells: [person.name, world.cell(person, 'post.unit'), world.cell(person, 'post.title'), duty.why, layerOf(duty.layer), duty.document] }]
    }),
    rules: [SCOPE],
  }),
  matters_special: (world, { year, unit, only }) => {
    const of = year ?? yearOf(world)
    const rows = peopleOf(world, unit).flatMap((person) =>
      world.rows(person, 'matters').filter(({ values }) => values.year === String(of) && values.occasion !== '年度集中报告').map(({ values }) => {
        const { occasion = '', happened = '', submitted = '', received_by: receiver = '' } = values
        const due = happened.length === 10 ? new Date(Date.parse(happened) + 30 * 86_400_000).toISOString().slice(0, 10) : ''
        const late = due !== '' && (submitted || world.status.as_of) > due
        const state = submitted ? (late ? '逾期报告' : '已报告') : late ? '逾期未报告' : '未报告'
        return { person: person.id, change: occasion.startsWith('变动'), cells: [person.name, world.cell(person, 'post.unit'), world.cell(person, 'post.title'), occasion, shownDate(happened), shownDate(due), shownDate(submitted), receiver, state] }
      }),
    )
    const keep = ({ change, cells }: (typeof rows)[number]) => ({ '': true, change, occasion: !change, late: cells[8]!.startsWith('逾期'), open: cells[8]!.endsWith('未报告'), doubt: false })[only] ?? true
    return {
      title: `${of}年个人有关事项变动和专项报告`,
      columns: [NAME, UNIT, TITLE, ['occasion', '报告类型', 7, 'text'], ['happened', '变动时间', 6, 'date'], ['due', '应报时间', 6, 'date'], ['submitted', '报告时间', 6, 'date'], ['received_by', '收表人', 5, 'text'], ['state', '状态', 9, 'text']],
      rows: rows.filter(keep),
      notes: ['只登记哪一类、什么时候报告，不含报告内容。'],
      rules: [CHANGE],
    }
  },
  matters_checks: (world, { year, unit, only }) => {
    const [of = '', batch = ''] = only.split('/')
    return {
      title: `${year ? `${year}年` : ''}个人有关事项查核结果${batch ? `（${batch}）` : ''}`,
      columns: [NAME, UNIT, TITLE, ['kind', '查核类别', 5, 'text'], ['cause', '情形', 6, 'text'], ['batch', '批次', 9, 'text'], ['checked', '查核时间', 6, 'date'], ['result', '查核结论', 5, 'text'], ['handling', '处理方式', 8, 'text'], ['handled', '处理时间', 6, 'date'], ['until', '影响期至', 6, 'date'], ['doubts', '核对', 8, 'text']],
      rows: allChecks(world, year, unit).filter((check) => isChecked(check, of) && (!batch || check.batch === batch)).map((own) => ({ person: own.person, cells: [own.name, own.unit, own.title, own.kind, own.cause, own.batch, own.checked, own.result_label, own.handling, own.handled, own.until, own.doubts.join('；')] })),
      rules: [SHARE, HANDLED],
    }
  },
  matters_draw: (world, { row, only }) => {
    const view = drawView(world, { id: row ?? 0 })
    const people = only === 'excluded' ? view.excluded : view.drawn
    return {
      title: `个人有关事项${view.cells.batch ?? ''}抽取记录`,
      columns: [NAME, UNIT, TITLE, ['number', '编号', 4, 'number'], ['value', '校验值', 32, 'text']],
      rows: people.map(({ person, name, unit, title, note }) => ({ person, cells: [name, unit, title, String(person), note] })),
      notes: [`随机种子：${view.cells.seed}（${view.cells.seed_source}）。名单校验值：${view.cells.digest}。`],
      rules: [SHARE],
    }
  },
}

/** Reports and checks of an invented person of whom some are asked: some are late, some have not handed in. */
export function inventMatters(person: Person, level: string): { matters: Values[]; checks: Values[] } {
  if (!NATIONAL.test(level)) return { matters: [], checks: [] }
  const at = person.id
  const day = (month: string, of: number) => `${month}-${String(1 + (of % 27)).padStart(2, '0')}`
  const report = (year: number, submitted: string): Values => ({ occasion: '年度集中报告', year: String(year), submitted, received_by: '经办人', filled: '房产', content: '示例内容：住房一套' })
  const matters = [report(2024, day('2025-01', at)), ...(at % 4 === 1 ? [] : [report(2025, at % 11 === 3 ? '2026-02-09' : day('2026-01', at))])]
  if (at % 5 === 2) matters.push({ occasion: '变动事项报告', year: '2026', happened: '2026-03-02', submitted: at % 2 ? '2026-03-20' : '2026-05-06', received_by: '经办人', filled: '护照和因私出国' })
  const results: [string, string, string][] = [['一致', '', ''], ['一致', '', ''], ['漏报', '批评教育', '2026-04-20'], ['隐瞒不报', '诫勉', '2026-04-28'], ['', '', '']]
  const [result, handling, handled] = results[at % results.length]!
  const checks: Values[] = at % 3 === 0 ? [{ kind: '重点查核', cause: '拟提拔', batch: '2026年重点查核', year: '2026', checked: result ? '2026-04-02' : '', result, handling, handled, note: '示例说明' }] : []
  return { matters, checks }
}
