import type { AnswerOf, CitedRule, RequestOf } from '../../api/contract'
import type { Computed } from './listing'
import type { Person, StoredRow, Values } from './people'
import { select } from './roster'
import { shownDate } from './values'
import type { World } from './world'

export type Reminder = AnswerOf<'person_due'>[number]
type Parameter = AnswerOf<'rule_parameters'>[number]

/** Some of the rules the desk has: what makes a row due, and what settles it. */
interface Rule extends CitedRule {
  register: string
  set: string
  /** only rows which say so */
  whose?: [item: string, label: string]
  tells: string[]
  from: string[]
  months?: number
  days?: number
  due?: string
  settled: string[]
  blank?: [after: string, blank: string]
  levels?: RegExp
  by?: string
}
const rule = (id: string, title: string, effect: string, citation: string, verify: string | null = '条款号') => ({ id, title, effect, citation, verify })
const ARCHIVE = '《干部人事档案工作条例》（2018年11月20日）'
const YOUNG = '《关于加强年轻干部优选优培优用工作的实施意见》（2020年）'
const UNIT = '《松江区机管局干部队伍建设三年行动计划（2024—2026年）》（沪松机管党组〔2023〕第18号）'
const RULES: Rule[] = [
  { ...rule('GZ-TH-01', '诫勉满六个月跟踪了解', '诫勉六个月后，对受诫勉人员的改正情况进行跟踪了解，了解后填写回访时间。', '《关于组织人事部门对领导干部进行提醒、函询和诫勉的实施细则》（中组发〔2015〕12号）诫勉'), register: 'talk', set: 'talk', whose: ['kind', '诫勉谈话'], tells: ['kind', 'date'], from: ['date'], months: 6, settled: ['reviewed'] },
  { ...rule('GZ-CN-01', '廉洁自律承诺书', '结合每年党风廉政建设工作会议，科级以上领导干部签订廉洁自律承诺书。', UNIT, '单位规定：适用层次和每年的签订期限由单位确定'), register: 'pledge', set: 'pledge', whose: ['kind', '廉洁自律承诺书'], tells: [], from: [], settled: [], levels: /^(县处级|乡科级)/, by: '03-31' },
  { ...rule('GZ-SZ-01', '中层干部年度述职述廉', '中层干部每年述职述廉，登记时间和测评得分。', UNIT, '单位规定：中层干部的范围和每年的期限由单位确定'), register: 'report', set: 'pledge', whose: ['kind', '述职述廉'], tells: [], from: [], settled: [], levels: /^乡科级/, by: '12-31' },
  { ...rule('GZ-DS-01', '导师结对期满', '推行新老结对；期满填写结束时间和带教成效。', UNIT, '文件没有写结对期限，十二个月是缺省值，由单位确定'), register: 'mentoring', set: 'mentoring', tells: ['mentor', 'programme'], from: ['started'], months: 12, settled: ['ended'] },
  { ...rule('GZ-SJ-01', '实践锻炼期满', '期满的办理结束手续并填写实际结束时间；需要延长的改计划期满。', YOUNG), register: 'practice', set: 'practice', tells: ['kind', 'unit'], from: [], due: 'due', settled: ['ended'] },
  { ...rule('GZ-SJ-03', '实践锻炼结束后的鉴定', '援派、挂职结束的，由锻炼单位出具鉴定。', '《公务员考核规定》（2020年修订）第二十六条'), register: 'practice', set: 'practice', tells: ['kind', 'unit', 'ended'], from: [], settled: [], blank: ['ended', 'result'] },
  { ...rule('GZ-HB-01', '后备干部库年度调整', '后备干部库每年动态调整一次，调整后填写最近调整时间；调出的填写出库时间。', YOUNG), register: 'reserve', set: 'reserve', tells: ['pool', 'entered'], from: ['reviewed', 'entered'], months: 12, settled: ['left'] },
  { ...rule('GZ-PY-01', '培养计划节点', '到了时间节点还没有完成的，请办理后填写完成时间，或者调整时间节点。', '《普陀区2021年组织工作概况》《年轻干部2021—2023年培养计划表》'), register: 'cultivation', set: 'cultivation', tells: ['period', 'milestone'], from: [], due: 'due', settled: ['done'] },
  { ...rule('GZ-JY-01', '档案借阅归还', '借阅期限一般不超过十五日，期满归还；确需续借的另行审批。', `${ARCHIVE}利用和审核`), register: 'archive_loan', set: 'archive_loan', whose: ['kind', '借阅'], tells: ['readers', 'borrowed'], from: ['borrowed'], days: 15, due: 'due', settled: ['returned'] },
  { ...rule('GZ-ZD-02', '催要转递回执', '转出后一个月没有收到回执的，应当催要，并填写催要时间；收到回执后填写回执时间。', `${ARCHIVE}档案转递`), register: 'archive_transfer', set: 'archive_transfer', whose: ['direction', '转出'], tells: ['other_unit', 'sent'], from: ['reminded', 'sent'], months: 1, settled: ['receipt'] },
]
const REGISTERS: [code: string, label: string, set: string][] = [
  ['talk', '谈话', 'talk'], ['pledge', '廉洁承诺', 'pledge'], ['report', '述职述廉', 'pledge'], ['mentoring', '导师结对', 'mentoring'], ['practice', '实践锻炼', 'practice'],
  ['reserve', '后备干部', 'reserve'], ['cultivation', '培养计划', 'cultivation'], ['influence', '奖惩影响期', 'award'], ['certified', '三龄两历一身份', 'certified'], ['material', '档案目录', 'material'],
  ['archive_loan', '查借阅', 'archive_loan'], ['archive_transfer', '转递', 'archive_transfer'],
]
const EVERYBODY = { text: '', subunits: true, conditions: [], sort: [{ column: 'level', descending: false }, { column: 'strokes', descending: false }], columns: [] }
const DAY = 86_400_000

/** The last day a date can be. */
function lastDay(date: string): Date {
  const [year = 0, month = 12, day] = date.split('-').map(Number)
  return day ? new Date(Date.UTC(year, month - 1, day)) : new Date(Date.UTC(year, month, 0))
}
function plusMonths(date: string, months: number): string {
  const [year = 0, month = 12, day] = date.split('-').map(Number)
  const at = year * 12 + month - 1 + months
  const first = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  return day ? `${first}-${String(Math.min(day, lastDay(first).getUTCDate())).padStart(2, '0')}` : first
}
const plusDays = (date: string, days: number) => new Date(lastDay(date).getTime() + days * DAY).toISOString().slice(0, 10)
const daysUntil = (from: string, to: string) => Math.round((lastDay(to).getTime() - lastDay(from).getTime()) / DAY)

function endOf(own: Rule, values: Values): string {
  const written = own.due ? (values[own.due] ?? '') : ''
  const from = own.from.map((item) => values[item] ?? '').find(Boolean) ?? ''
  if (written || !from) return written
  return own.months ? plusMonths(from, own.months) : own.days ? plusDays(from, own.days) : ''
}
function reminder(world: World, person: Person, own: Rule, nature: 'term' | 'missing', row: StoredRow | null, end: string, what: string): Reminder {
  const days = end ? daysUntil(world.status.as_of, end) : null
  const label = REGISTERS.find(([code]) => code === own.register)?.[1] ?? ''
  return {
    person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), register: own.register, label,
    state: nature === 'missing' ? 'missing' : days === null ? 'open' : days < 0 ? 'overdue' : days <= 30 ? 'soon' : 'open',
    date: shownDate(end), days, task: own.title, what, set: own.set, row: row?.id ?? null,
    rule: { id: own.id, title: own.title, effect: own.effect, citation: own.citation, verify: own.verify },
  }
}
function remindersOf(world: World, person: Person, year: string): Reminder[] {
  if (person.values.status !== '在职') return []
  return RULES.flatMap((own) => {
    const rows = world.rows(person, own.set).filter(({ values }) => !own.whose || values[own.whose[0]] === own.whose[1])
    if (own.levels) {
      const asked = own.levels.test(world.cell(person, 'post.level')) && !rows.some(({ values }) => values.year === year)
      return asked ? [reminder(world, person, own, 'missing', null, `${year}-${own.by}`, `${year}年`)] : []
    }
    const told = ({ values }: StoredRow) => own.tells.map((item) => (/^\d{4}-/.test(values[item] ?? '') ? shownDate(values[item]!) : (values[item] ?? ''))).filter(Boolean).join(' ')
    if (own.blank) {
      const [after, blank] = own.blank
      return rows.filter(({ values }) => values[after] && !values[blank]).map((row) => reminder(world, person, own, 'missing', row, '', told(row)))
    }
    return rows
      .filter(({ values }) => own.settled.every((item) => !values[item]))
      .map((row) => ({ row, end: endOf(own, row.values) }))
      .filter(({ end }) => end)
      .map(({ row, end }) => reminder(world, person, own, 'term', row, end, told(row)))
  })
}
let last: { key: string; reminders: Reminder[] } = { key: '', reminders: [] }
/** Everything due in a unit, in the order of 职务层次. */
export function remindersIn(world: World, unit: number | null, year: number): Reminder[] {
  const key = JSON.stringify([world.generation, world.status.as_of, unit, year])
  if (last.key !== key) last = { key, reminders: select(world, { ...EVERYBODY, unit }).flatMap((person) => remindersOf(world, person, String(year))) }
  return last.reminders
}
const thisYear = (world: World) => Number(world.status.as_of.slice(0, 4))

export function due(world: World, { unit = null, within, year }: RequestOf<'due'>): AnswerOf<'due'> {
  const asked = year ?? thisYear(world)
  const reminders = remindersIn(world, unit, asked)
  return {
    as_of: world.status.as_of, within: within ?? 30, year: asked,
    registers: REGISTERS.map(([code, label, set]) => {
      const count = (state: string) => reminders.filter((own) => own.register === code && own.state === state).length
      const rules = RULES.filter(({ register }) => register === code).map(({ id, title, effect, citation, verify }) => ({ id, title, effect, citation, verify }))
      return { code, label, set, overdue: count('overdue'), soon: count('soon'), missing: count('missing'), open: count('open'), rules }
    }),
  }
}
const URGENCY = ['overdue', 'soon', 'missing', 'open']
export function personDue(world: World, { person }: RequestOf<'person_due'>): Reminder[] {
  const found = remindersOf(world, world.person(person), String(thisYear(world)))
  return found.sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))
}

const set = new Map<string, string>()
/** What the files say, however the numbers are set. */
const USUAL = new Map(RULES.map(({ id, months, days, by }) => [id, by ?? String(months ?? days ?? '')]))
const AGES: Parameter[] = [['E05-1', '正处级年龄线', '42'], ['E05-2', '副处级年龄线', '40'], ['E05-3', '科级年龄线', '35']].map(([id, title, usual]) => ({
  rule: rule(id!, title!, `${title}一般不超过${usual}岁。`, YOUNG, '区级文件，文号和施行日期需核实；数字由单位确定'),
  parameters: [{ name: 'age', label: '不超过', unit: '岁', table: '', value: usual!, usual: usual! }],
}))
const workdays = (): Parameter => ({
  rule: rule('JS-17', '节假日和调休', '以工作日计的期限不含节假日，含调休上班的周末；没有登记的年份按周一至周五暂算。', '《全国年节及纪念日放假办法》', '每年的放假和调休以国务院办公厅当年通知为准，请按通知逐年登记'),
  parameters: [['holidays', '放假的日子（逗号隔开，连续几天写 2026-10-01~2026-10-07）'], ['worked', '调休上班的日子（逗号隔开）']].map(([name, label]) => ({ name: name!, label: label!, unit: '', table: '', value: set.get(`JS-17.${name}`) ?? '', usual: '' })),
})
export function ruleParameters({ pack }: RequestOf<'rule_parameters'>): Parameter[] {
  if (pack === 'workdays') return [workdays()]
  if (pack !== 'follow_up') return pack === 'reserve' ? AGES : []
  return RULES.filter(({ months, days, by }) => months || days || by).map(({ id, title, effect, citation, verify, months, by }) => {
    const [name, label, unit] = by ? ['by', '每年何日以前（月-日）', ''] : months ? ['months', '期限', '个月'] : ['days', '期限', '日']
    const usual = USUAL.get(id)
    return { rule: { id, title, effect, citation, verify }, parameters: [{ name: name!, label: label!, unit: unit!, table: '', value: set.get(`${id}.${name}`) ?? usual!, usual: usual! }] }
  })
}
export function saveParameter(world: World, { rule: id, name, value }: RequestOf<'save_parameter'>): void {
  if (value) set.set(`${id}.${name}`, value)
  else set.delete(`${id}.${name}`)
  const own = RULES.find((own) => own.id === id)
  if (!own) return
  if (name === 'months') own.months = Number(value || USUAL.get(id))
  if (name === 'days') own.days = Number(value || USUAL.get(id))
  world.transact('system', `${own.title}：改为 ${value}`, [])
}

const STATE_LABELS: Record<string, string> = { overdue: '已逾期', soon: '将到期', missing: '缺项或不符', open: '在办' }
/** What the numbers of 跟踪管理 open. */
export function dueListing(world: World, { unit = null, year, only }: RequestOf<'listing'>): Computed {
  const [register = '', state = '', within = '30'] = only.split('/')
  const found = remindersIn(world, unit, year ?? thisYear(world)).filter((own) => (!register || own.register === register) && (state ? own.state === state : register !== '' || own.state !== 'open'))
  const label = REGISTERS.find(([code]) => code === register)?.[1] ?? '应办事项'
  const rules = [...new Map(found.map((own) => [own.rule.id, own.rule])).values()]
  return {
    title: state ? `${label}（${state === 'soon' ? `${within} 日内到期` : STATE_LABELS[state]}）` : label,
    columns: [['name', '姓名', 5, 'text'], ['unit', '单位', 10, 'text'], ['title', '职务', 8, 'text'], ['register', '类别', 5, 'text'], ['task', '事项', 9, 'text'], ['what', '说明', 16, 'text'], ['date', '期限', 6, 'date'], ['days', '剩余天数', 4, 'number'], ['state', '情形', 5, 'text']],
    rows: found.map((own) => ({ person: own.person, cells: [own.name, own.unit, own.title, own.label, own.task, own.what, own.date, own.days === null ? '' : String(own.days), STATE_LABELS[own.state] ?? ''] })),
    notes: ['剩余天数按基准日计算，负数为已逾期的天数；只写到年月的期限按当月最后一天算。'],
    rules,
  }
}
export function mentorsListing(world: World, { unit = null }: RequestOf<'listing'>): Computed {
  const mentors = new Map<string, { open: string[]; ended: number }>()
  for (const person of select(world, { ...EVERYBODY, unit })) {
    for (const { values } of world.rows(person, 'mentoring')) {
      const own = mentors.get(values.mentor ?? '') ?? { open: [], ended: 0 }
      if (values.ended) own.ended++
      else own.open.push(person.name)
      mentors.set(values.mentor ?? '', own)
    }
  }
  const rows = [...mentors].sort(([, one], [, two]) => two.open.length - one.open.length)
  return {
    title: '导师带教情况',
    columns: [['name', '姓名', 5, 'text'], ['place', '单位及职务', 12, 'text'], ['open', '在带人数', 4, 'number'], ['pupils', '在带人员', 16, 'text'], ['ended', '已结束', 4, 'number']],
    rows: rows.map(([name, { open, ended }]) => ({ person: null, cells: [name, '', String(open.length), open.join('、'), String(ended)] })),
    notes: ['没有填“库内导师”的按姓名和单位职务归并。'],
  }
}

export function reservePools(world: World, { unit = null }: RequestOf<'reserve_pools'>): AnswerOf<'reserve_pools'> {
  const inside = select(world, { ...EVERYBODY, unit }).filter(({ values }) => values.status === '在职')
  const pools = ['正处级', '副处级', '正科级', '副科级', '优秀青年'].map((label, at) => {
    const entries = inside.filter((person) => world.rows(person, 'reserve').some(({ values }) => values.pool === label && !values.left))
    const ids = (fits: (person: Person) => boolean) => entries.filter(fits).map(({ id }) => id)
    return {
      code: String(at + 1), label, people: ids(() => true), women: ids(({ values }) => values.sex === '女'), minorities: ids(({ values }) => values.ethnicity !== '汉族'),
      outside_party: ids(({ values }) => values.political_status !== '中共党员'), too_old: ids((person) => Number(world.age(person)) > [42, 40, 35, 35, 35][at]!), unschooled: [],
      fields: entries.length > 0 ? [{ label: '党务', people: ids(() => true) }] : [],
    }
  })
  const target = (id: string, title: string, codes: string[], people: number) => ({ pools: codes, people, rule: rule(id, title, title, YOUNG, '区级文件，文号和施行日期需核实；数字由单位确定') })
  return { pools, targets: [target('E01-1', '正处级储备规模', ['1'], 10), target('E01-2', '副处级储备规模', ['2'], 22), target('E01-3', '科级储备规模', ['3', '4'], 40)], women_percent: 20, rules: [] }
}
/** Within each class by time, from 1 without gaps. */
export function renumberMaterials(world: World, { person }: RequestOf<'renumber_materials'>): AnswerOf<'renumber_materials'> {
  const classes = new Map<string, StoredRow[]>()
  for (const row of world.rows(world.person(person), 'material')) classes.set(row.values.class ?? '', [...(classes.get(row.values.class ?? '') ?? []), row])
  const changes = [...classes.values()].flatMap((rows) =>
    [...rows].sort((a, b) => (a.values.formed ?? '').localeCompare(b.values.formed ?? '')).flatMap((row, at) => (row.values.seq === String(at + 1) ? [] : [{ person, set: 'material', row: row.id, before: row.values, after: { ...row.values, seq: String(at + 1) } }])),
  )
  if (changes.length === 0) return { op: null, changed: 0 }
  return { op: world.transact('edit', '重排档案材料目录', changes).op, changed: changes.length }
}
