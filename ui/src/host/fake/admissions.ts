import type { AnswerOf, CitedRule, RequestOf } from '../../api/contract'
import { dictionary } from './dictionary'
import type { Person, Values } from './people'
import type { Computed } from './listing'
import { select } from './roster'
import { vetoed } from './reviews'
import { shownDate } from './values'
import type { World } from './world'

/** 发展党员 of the invented desk: the steps in their order with a few of the terms. */
const RULES_OF_2026 = '《中国共产党发展党员工作细则》（2026年修订）'
const rule = (id: string, title: string, effect: string, article = '', citation = RULES_OF_2026): CitedRule => ({ id, title, effect, citation: `${citation}${article}`, verify: '修订后的条款号和数字' })
const TALK = rule('FZ-02', '派人同申请人谈话', '党组织收到入党申请书后一个月内派人同申请人谈话。', '第七条')
const YEAR = rule('FZ-04', '积极分子的培养期', '经过一年以上培养教育和考察，方可列为发展对象。', '第十三条')
const REVIEW = rule('FZ-06', '发展对象的政治审查', '未经政治审查或者政治审查不合格的，不能发展入党。', '第十六条')
const PROBATION = rule('FZ-11', '预备期', '预备期一年，自支部大会通过之日算起。', '第三十一条')
const PER_YEAR: CitedRule = { id: 'A06', title: '每年发展党员人数', effect: '每年发展党员一至二名；没有发展或者超过的，请核对计划。', citation: '机关三年行动计划（2024—2026年）（某区机关事务管理局，2023年）', verify: '单位规定，人数由单位确定' }
const STAGES = [['applicant', '入党申请人'], ['activist', '入党积极分子'], ['candidate', '发展对象'], ['probationary', '预备党员'], ['member', '已转正'], ['ended', '已终止']] as const
const STEPS = dictionary.tables.party_step!.rows.filter(({ code }) => code !== '99')
const codeOf = (label: string | undefined) => dictionary.tables.party_step!.rows.find((row) => row.label === label)?.code ?? ''
const stageAt = (code: string) => (code === '99' ? 'ended' : code >= '24' ? 'member' : code >= '15' ? 'probationary' : code >= '07' ? 'candidate' : code >= '03' ? 'activist' : 'applicant')
const partOf = (code: string) => (code <= '02' ? '申请入党' : code < '07' ? '入党积极分子的确定和培养教育' : code < '12' ? '发展对象的确定和考察' : code < '19' ? '预备党员的接收' : '预备党员的教育、考察和转正')
function later(iso: string, months: number): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10)
}

function view(world: World, person: Person, isVetoed: boolean): AnswerOf<'admission'> {
  const rows = world.rows(person, 'party_step').map(({ id, values }) => ({ id, values, code: codeOf(values.step) }))
  const last = rows.map(({ code }) => code).sort().at(-1) ?? ''
  const stage = last ? stageAt(last) : ''
  const isOpen = stage !== 'member' && stage !== 'ended'
  const first = (code: string) => rows.find((row) => row.code === code)?.values.date ?? ''
  const reviewed = world.rows(person, 'review').some(({ values }) => values.kind === '发展党员' && values.conclusion === '合格')
  const today = world.status.as_of
  const points = STEPS.map(({ code, label }, at) => {
    const done = rows.filter((row) => row.code === code)
    const before = rows.filter((row) => row.code !== '99' && row.code <= (STEPS[at - 1]?.code ?? '')).length > 0
    const isNext = isOpen && done.length === 0 && STEPS[at - 1]?.code === last
    const by = code === '02' && done.length === 0 && first('01') ? later(first('01'), 1) : ''
    const notBefore = done.length > 0 ? '' : code === '07' && first('03') ? later(first('03'), 12) : code === '23' && first('15') ? later(first('15'), 12) : ''
    const remarks: AnswerOf<'admission'>['points'][number]['remarks'] = []
    if (by && by < today) remarks.push({ severity: 'warning', overdue: true, message: `“${label}”应在 ${shownDate(by)} 以前，已经逾期`, rule: TALK })
    if (code === '10' && stage === 'candidate' && !reviewed) remarks.push({ severity: 'error', overdue: false, message: '没有“发展党员”类别的政治审查，不能进入后面的步骤', rule: REVIEW })
    if (notBefore && isNext) remarks.push({ severity: 'info', overdue: false, message: `最早 ${shownDate(notBefore)}`, rule: code === '07' ? YEAR : PROBATION })
    return {
      code, label, part: partOf(code), skipped: done.length === 0 && before && code < last, is_next: isNext, not_before: shownDate(notBefore), by: shownDate(by), remarks,
      rows: done.map(({ id, values }) => ({ row: id, date: shownDate(values.date ?? ''), organ: values.organ ?? '', result: values.result ?? '', note: values.note ?? '' })),
    }
  })
  return {
    person: person.id, name: person.name, stage, stage_label: STAGES.find(([code]) => code === stage)?.[1] ?? '', is_open: isOpen, points,
    veto: isVetoed ? `${person.name}的政治审查结论为不合格，一票否决，不得办理发展党员的后续步骤` : null,
  }
}

export function admission(world: World, { person }: RequestOf<'admission'>): AnswerOf<'admission'> {
  return view(world, world.person(person), vetoed(world).some((own) => own.person === person))
}
export function admissions(world: World, { stage = '', only = '', unit = null, year, text = '', offset = 0, limit }: RequestOf<'admissions'>): AnswerOf<'admissions'> {
  const failed = new Set(vetoed(world).map(({ person }) => person))
  const people = select(world, { text: '', unit, subunits: true, conditions: [], sort: [], columns: [] }).filter(({ sets }) => (sets?.party_step?.length ?? 0) > 0)
  const all = people.map((person) => ({ person, own: view(world, person, failed.has(person.id)) }))
  const of = year ?? Number(world.status.as_of.slice(0, 4))
  const remarksOf = (own: AnswerOf<'admission'>) => own.points.flatMap(({ remarks }) => remarks)
  const late = (own: AnswerOf<'admission'>) => remarksOf(own).some(({ overdue }) => overdue)
  const shown = all.filter(({ person, own }) => (stage ? own.stage === stage : own.is_open) && (!only || (only === 'overdue' ? late(own) : remarksOf(own).length > 0)) && (!text || person.name.includes(text) || person.initials.startsWith(text.toLowerCase())))
  return {
    total: shown.length, year: of, least: 1, most: 2, rule: PER_YEAR,
    admitted: people.filter((person) => world.rows(person, 'party_step').some(({ values }) => codeOf(values.step) === '15' && values.date?.startsWith(String(of)))).length,
    stages: STAGES.map(([code, label]) => {
      const own = all.filter((one) => one.own.stage === code)
      return { code, label, people: own.length, overdue: own.filter((one) => late(one.own)).length, remarks: own.filter((one) => remarksOf(one.own).length > 0).length }
    }),
    rows: shown.slice(offset, offset + (limit || 200)).map(({ person, own }) => {
      const done = own.points.filter(({ rows }) => rows.length > 0)
      const next = own.points.find(({ is_next: isNext }) => isNext)
      return {
        person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), stage: own.stage_label, last: done.at(-1)?.label ?? '', since: done.at(-1)?.rows.at(-1)?.date ?? '',
        next: next?.label ?? '', by: next?.by ?? '', not_before: next?.not_before ?? '', overdue: late(own), remarks: remarksOf(own).map(({ message }) => message), vetoed: failed.has(person.id),
      }
    }),
  }
}

/** Nine people on the way, one for each place worth seeing. */
export function inventAdmissions(world: World): void {
  const ways: [string, string][][] = [
    [['01', '2026-04-20']],
    [['01', '2026-06-10']],
    [['01', '2025-05-06'], ['02', '2025-05-28'], ['03', '2025-09-12'], ['04', '2025-09-20'], ['05', '2025-09-25'], ['06', '2026-03-18']],
    [['01', '2024-11-04'], ['02', '2024-11-26'], ['03', '2025-03-10'], ['05', '2025-03-20'], ['06', '2025-09-15']],
    [['01', '2024-03-02'], ['02', '2024-03-20'], ['03', '2024-07-01'], ['04', '2024-07-10'], ['05', '2024-07-15'], ['06', '2026-01-10'], ['06A', '2026-05-25'], ['07', '2026-06-05']],
    [['01', '2023-09-01'], ['02', '2023-09-20'], ['03', '2024-02-06'], ['04', '2024-02-20'], ['05', '2024-02-25'], ['06', '2025-02-10'], ['07', '2025-04-08'], ['08', '2025-04-20'], ['09', '2025-05-06'], ['10', '2025-06-10'], ['11', '2025-07-04'], ['12', '2025-08-01'], ['13', '2025-08-20'], ['14', '2025-09-01'], ['15', '2025-09-10'], ['16', '2025-10-12'], ['17', '2025-11-06'], ['20', '2025-12-01']],
    [['12', '2026-02-20'], ['13', '2026-03-02'], ['15', '2026-03-25'], ['17', '2026-05-15']],
  ]
  const people = world.people.filter(({ values }) => values.political_status !== '中共党员' && Number(values.birth?.slice(0, 4)) > 1990).slice(0, ways.length)
  for (const [at, person] of people.entries()) {
    for (const [code, date] of ways[at]!) {
      const values: Values = { step: STEPS.find((row) => row.code === code)!.label, date, organ: '机关第一党支部' }
      world.put(person.id, 'party_step', world.newRow(), values)
    }
  }
}

/** The list of those in development: a stage, overdue, or those admitted in the year. */
export function admissionsListing(world: World, { only, unit, year }: RequestOf<'listing'>): Computed {
  const isStage = STAGES.some(([code]) => code === only)
  const { rows } = admissions(world, { stage: isStage ? only : '', only: isStage || only === 'admitted' ? '' : only, unit, year, text: '', offset: 0, limit: 100_000 })
  return {
    title: STAGES.find(([code]) => code === only)?.[1] ?? (only === 'overdue' ? '发展党员逾期事项' : only === 'admitted' ? `${year ?? ''}年发展的党员` : '发展中的人员'),
    columns: [['name', '姓名', 5, 'text'], ['unit', '单位', 10, 'text'], ['stage', '阶段', 6, 'text'], ['last', '最近一步', 10, 'text'], ['since', '办理时间', 6, 'date'], ['next', '下一步', 10, 'text'], ['by', '应在以前', 6, 'date'], ['remarks', '需要核对', 20, 'text']],
    rows: rows
      .filter(({ person }) => only !== 'admitted' || world.rows(world.person(person), 'party_step').some(({ values }) => codeOf(values.step) === '15' && values.date?.startsWith(String(year))))
      .map((row) => ({ person: row.person, cells: [row.name, row.unit, row.stage, row.last, row.since, row.next, row.by, row.remarks.join('；')] })),
    notes: ['时限按公开文本整理，标“需核实”的以正式文件为准。'],
  }
}
