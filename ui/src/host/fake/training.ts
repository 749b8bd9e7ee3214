import type { AnswerOf, CitedRule, RequestOf } from '../../api/contract'
import type { Person } from './people'
import { select, within } from './roster'
import type { Computed } from './listing'
import type { World } from './world'

type Row = AnswerOf<'training_year'>['rows'][number]
interface Learner {
  person: Person
  row: Row
}
interface Done {
  hours: number
  days: number
  online: number
}

/** Two of the rules the desk has: hours or days are enough, online hours stand apart. */
const rule = (id: string, title: string, effect: string): CitedRule => ({
  id, title, effect, citation: '《干部教育培训工作条例》（2023年修订）', verify: '施行日期（按公开发布日期登记）与条款号',
})
const FIVE_YEARS = { years: 5, hours: 550, days: null, enough: 90, rule: rule('PX-01', '县处级以上和四级调研员以上的五年培训量', '党政领导干部（省部、厅局、县处级）和四级调研员以上，每五年累计不少于三个月或者五百五十学时。') }
const ONE_YEAR = { years: 1, hours: 90, days: 12, enough: 12, rule: rule('PX-02', '乡科级和一级主任科员以下的年度培训量', '乡科级党政领导干部和一级主任科员以下，每年累计不少于十二天或者九十学时。') }
const LEVELS = [[/^(国家|省部|厅局|县处)级/, FIVE_YEARS], [/^(乡科级|科员级|办事员级)/, ONE_YEAR]] as const

const plan = (year: number): [number, number] => [year - ((year + 2) % 5), year - ((year + 2) % 5) + 4]
const EVERYBODY = { text: '', subunits: true, conditions: [{ column: 'status', op: '=', value: '在职' }], sort: [{ column: 'level', descending: false }, { column: 'strokes', descending: false }], columns: [] }

function doneIn(classes: Person['values'][], first: number, last: number): Done {
  const done = { hours: 0, days: 0, online: 0 }
  for (const { started = '', mode, hours, days } of classes) {
    const of = Number(started.slice(0, 4))
    if (of < first || of > last) continue
    if (mode === '网络') done.online += Number(hours ?? 0)
    else {
      done.hours += Number(hours ?? 0)
      done.days += Number(days ?? 0)
    }
  }
  return done
}

function learnerOf(world: World, person: Person, year: number): Learner {
  const classes = world.rows(person, 'training').map(({ values }) => values)
  const [ofYear, ofFive, ofPeriod] = [doneIn(classes, year, year), doneIn(classes, year - 4, year), doneIn(classes, plan(year)[0], year)]
  const level = world.cell(person, 'post.level')
  const owes = LEVELS.find(([levels]) => levels.test(level))?.[1]
  const missing = (done: Done) => (!owes || done.hours >= owes.hours || done.days >= owes.enough ? null : owes.hours - done.hours)
  const left = owes ? missing(owes.years > 1 ? ofFive : ofYear) : null
  return {
    person,
    row: {
      person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), level,
      classes: classes.filter(({ started }) => started?.startsWith(String(year))).length,
      hours: ofYear.hours, days: ofYear.days, online_hours: ofYear.online, five_years: ofFive.hours, period: ofPeriod.hours,
      owed: owes ? { hours: owes.hours, days: owes.days, years: owes.years, missing: left, missing_in_period: owes.years > 1 ? missing(ofPeriod) : null, rule: owes.rule } : null,
      complete_by: left === null ? null : completeBy(world, person),
    },
  }
}
/** Promoted within the last year: a year is given. */
function completeBy(world: World, person: Person): Row['complete_by'] {
  const since = world.rows(person, 'post').at(0)?.values.level_since ?? ''
  const by = since ? `${Number(since.slice(0, 4)) + 1}${since.slice(4)}` : ''
  if (!by || by < world.status.as_of.slice(0, by.length)) return null
  return { by: by.replace(/-/g, '.'), rule: rule('PX-03', '提任前未达到培训要求', '提拔任职前未达到教育培训要求的，应当在提任后一年内完成。') }
}

let last: { key: string; learners: Learner[] } = { key: '', learners: [] }
function learnersOf(world: World, year: number, unit: number | null): Learner[] {
  const key = JSON.stringify([world.generation, world.status.as_of, year, unit])
  if (last.key !== key) last = { key, learners: select(world, { ...EVERYBODY, unit }).map((person) => learnerOf(world, person, year)) }
  return last.learners
}

const isShort = ({ row }: Learner) => row.owed?.missing != null
const WANTED: Record<string, (learner: Learner) => boolean> = { short: isShort, none: ({ row }) => row.classes === 0, due: ({ row }) => row.complete_by !== null }

export function trainingYear(world: World, { year, unit = null, only, text, offset, limit }: RequestOf<'training_year'>): AnswerOf<'training_year'> {
  const learners = learnersOf(world, year, unit)
  const wanted = (text ?? '').trim().toLowerCase()
  const shown = learners.filter(WANTED[only] ?? (() => true)).filter(({ person }) => !wanted || person.name.includes(wanted) || person.initials.startsWith(wanted))
  const standing = (id: number | null, name: string, inside: Learner[]) => ({
    unit: id, name, people: inside.length, trained: inside.filter(({ row }) => row.classes > 0).length,
    hours_per_head: inside.length === 0 ? 0 : inside.reduce((sum, { row }) => sum + row.hours, 0) / inside.length, short: inside.filter(isShort).length,
  })
  const below = world.units.filter(({ parent }) => parent === unit).map(({ id, name }) => {
    const units = within(world, id)
    return standing(id, name, learners.filter(({ person }) => units.has(person.unit)))
  })
  const whole = standing(unit, world.units.find(({ id }) => id === unit)?.name ?? '全部', learners)
  return {
    total: shown.length, rows: shown.slice(offset, offset + (limit || 200)).map(({ row }) => row), period: plan(year),
    units: [whole, ...below].filter(({ people }) => people > 0),
  }
}

const TITLES: Record<string, string> = { short: '未达到学时的人员', none: '没有参训的人员', due: '提任后须一年内补训的人员' }
/** The hours of a year as a computed list. */
export function trainingHours(world: World, { year, unit = null, only = '' }: RequestOf<'listing'>): Computed {
  const of = year ?? Number(world.status.as_of.slice(0, 4))
  const shown = learnersOf(world, of, unit).filter(WANTED[only] ?? (() => true))
  return {
    title: `${of}年${TITLES[only] ?? '教育培训学时'}`,
    columns: [['name', '姓名', 5, 'text'], ['unit', '单位', 10, 'text'], ['title', '职务', 8, 'text'], ['level', '职务层次', 6, 'text'], ['classes', '班次', 3, 'number'], ['hours', '年度学时', 4, 'number'], ['missing', '还差', 4, 'number'], ['complete_by', '补训截止', 6, 'date']],
    rows: shown.map(({ row }) => ({
      person: row.person,
      cells: [row.name, row.unit, row.title, row.level, String(row.classes), String(row.hours), row.owed?.missing == null ? '' : String(row.owed.missing), row.complete_by?.by ?? ''],
    })),
    notes: ['学时、天数按登记的数计算，不互相折算；网络学时单独计算。'],
    rules: [FIVE_YEARS.rule, ONE_YEAR.rule],
  }
}
