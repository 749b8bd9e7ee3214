import type { AnswerOf, AssessmentLimit, AssessmentRow, CitedRule, ExcellentRatio, RequestOf } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dictionary } from './dictionary'
import type { Person } from './people'
import type { Computed } from './listing'
import { select, within } from './roster'
import type { RowChange, World } from './world'
import { readValue } from './values'

/** A few of the rules the desk has, enough for every kind of answer. */
const rule = (id: string, title: string, effect: string, citation: string, verify: string | null = null): CitedRule => ({ id, title, effect, citation, verify })
const CIVIL = '《公务员考核规定》（2020年修订）'
const RULES = {
  civil: rule('KH-03', '优秀等次比例', '优秀等次人数一般不超过参加考核人数的百分之二十；经公务员主管部门同意，最高不超过百分之二十五。', CIVIL, '条款号；机关工勤是否并入同一基数由单位确定'),
  public: rule('SY-05', '优秀档次比例', '优秀档次人数一般不超过参加考核人数的百分之二十；工作表现突出的单位经批准可以提高，最高百分之二十五。', '《事业单位工作人员考核规定》（人社部发〔2023〕6号）', '正式文本、施行日期和条款号'),
  warned: rule('KH-15', '受警告处分当年', '受警告处分的当年，参加年度考核，不得确定为优秀等次。', `${CIVIL}第二十九条`),
  punished: rule('KH-16-1', '受记过处分当年', '受记过处分的当年，只写评语，不确定等次。', `${CIVIL}第二十九条`),
  office: rule('KS-01', '科室考核不合格', '科室考核不合格的，科室所有同志不得评先评优。', '示例县科室考核办法', '单位规定，是否适用由单位确定'),
  offices: rule('KS-02', '科室连续两年不合格', '科室连续两年不合格的，调整科室负责人岗位。', '示例县科室考核办法', '单位规定'),
  three: rule('KH-05', '连续三年优秀', '记三等功；晋升职务职级时同等条件下优先。', `${CIVIL}第十九条`),
  fair: rule('KH-07', '基本称职（基本合格）', '对其进行诫勉，限期改进；本考核年度不计算为晋升级别、工资档次的年限。', `${CIVIL}第二十一条`),
}
const MEASURES: Record<string, [AssessmentLimit['kind'], CitedRule]> = { 政务警告: ['not_excellent', RULES.warned], 政务记过: ['undetermined', RULES.punished] }
const LIMITS: Record<string, string> = { not_excellent: '不得评为优秀', undetermined: '不确定等次' }
const TABLE = dictionary.tables.assessment!.rows
const LABELS = new Map(TABLE.map(({ code, label }) => [code, label]))
const CODES = new Map(TABLE.map(({ code, label }) => [label, code]))
const QUARTERS = dictionary.tables.quarter!.rows.map(({ label }) => label)
const label = (code: string) => LABELS.get(code) ?? code

const isPublic = (person: Person) => person.values.staff_kind === '事业'
const gradesOf = (person: Person) => (isPublic(person) ? ['1', '2B', '3B', '4B', '5', '6'] : ['1', '2', '3', '4', '5', '6'])
const allows = (kind: string, code: string) => code === '6' || (kind === 'not_excellent' ? code !== '1' : code === '5')

interface Member {
  person: Person
  row: AssessmentRow
}
let last: { key: string; members: Member[] } = { key: '', members: [] }

function membersOf(world: World, year: number, unit: number | null): Member[] {
  const key = JSON.stringify([world.generation, year, unit])
  if (last.key === key) return last.members
  const serving = [{ column: 'status', op: '=', value: '在职' }]
  const people = select(world, { text: '', unit, subunits: true, conditions: serving, sort: [{ column: 'level', descending: false }, { column: 'strokes', descending: false }], columns: [] })
  const failed = failing(world, year)
  last = { key, members: people.map((person) => ({ person, row: judged(world, person, year, failed) })) }
  return last.members
}
/** Units that failed in a year. */
function failing(world: World, year: number): Set<number> {
  const rows = (world.unitRows.unit_assessment ?? []).filter(({ values }) => values.year === String(year) && values.grade === '不合格')
  return new Set(rows.map(({ values }) => Number(values._unit)))
}

function judged(world: World, person: Person, year: number, failed: Set<number>): AssessmentRow {
  const rows = world.rows(person, 'assessment')
  const of = (wanted: number) => rows.find(({ values }) => values.year === String(wanted))?.values
  const codeOf = (wanted: number) => CODES.get(of(wanted)?.conclusion ?? '') ?? null
  const limits = limitsOf(world, person, year, failed)
  const grade = codeOf(year)
  const grades = gradesOf(person).map((code) => ({ code, label: label(code), allowed: limits.every(({ kind }) => allows(kind, code)) }))
  const lights = world.rows(person, 'quarterly').filter(({ values }) => values.year === String(year))
  return {
    person: person.id, name: person.name, unit: world.cell(person, 'post.unit'), title: world.cell(person, 'post.title'), staff_kind: person.values.staff_kind ?? '',
    grade, reason: of(year)?.reason ?? '', grades, limits,
    before: [1, 2, 3].map((back) => of(year - back)?.conclusion ?? ''),
    lights: QUARTERS.map((quarter) => lights.find(({ values }) => values.quarter === quarter)?.values.light ?? ''),
    conflict: grade !== null && !grades.some(({ code, allowed }) => code === grade && allowed),
    consequences: [
      ...(grade === '1' && codeOf(year - 1) === '1' && codeOf(year - 2) === '1' ? [RULES.three] : []),
      ...(grade?.startsWith('3') ? [RULES.fair] : []),
    ],
  }
}

function limitsOf(world: World, person: Person, year: number, failed: Set<number>): AssessmentLimit[] {
  const found = world.rows(person, 'award').flatMap(({ values }): AssessmentLimit[] => {
    const [kind, cited] = MEASURES[values.name ?? ''] ?? []
    if (!kind || !cited || !values.decided?.startsWith(String(year))) return []
    return [{ kind, label: LIMITS[kind]!, why: `${values.decided.replace(/-/g, '.')} 受${values.name}`, rule: cited }]
  })
  if (failed.has(person.unit)) found.push({ kind: 'not_excellent', label: LIMITS.not_excellent!, why: `${unitName(world, person.unit)}${year}年度考核不合格`, rule: RULES.office })
  return found
}
const unitName = (world: World, id: number | null) => world.units.find((unit) => unit.id === id)?.name ?? '全部'

/** The percentage a unit was allowed. */
function roundOf(world: World, year: number, unit: number | null) {
  return (world.unitRows.assessment_round ?? []).find(({ values }) => values.year === String(year) && values._unit === String(unit))
}

function ratiosOf(world: World, year: number, unit: number | null, members: Member[]): ExcellentRatio[] {
  const own = Number(roundOf(world, year, unit)?.values.excellent_percent) || 20
  return [false, true].flatMap((asked) => {
    const group = members.filter(({ person, row }) => isPublic(person) === asked && row.grade !== '6')
    if (group.length === 0) return []
    const excellent = group.filter(({ row }) => row.grade === '1').length
    const allowed = Math.floor((group.length * own) / 100)
    const staff = asked ? '事业' : '公务员、参公、工勤'
    return [{ unit, name: unitName(world, unit), staff, people: group.length, excellent, allowed, percent: own, exceeded: excellent > allowed, rule: asked ? RULES.public : RULES.civil }]
  })
}

function summaryOf(world: World, year: number, unit: number | null, members: Member[]): AnswerOf<'assessment_year'>['summary'] {
  const count = (fits: (row: AssessmentRow) => boolean) => members.filter(({ row }) => fits(row)).length
  const below = world.units.filter(({ parent }) => parent === unit)
  const [now, before] = [failing(world, year), failing(world, year - 1)]
  const inside = unit ? within(world, unit) : null
  return {
    people: members.length,
    missing: count(({ grade }) => grade === null),
    limited: count(({ limits }) => limits.length > 0),
    conflicts: count(({ conflict }) => conflict),
    consequences: count(({ consequences }) => consequences.length > 0),
    grades: TABLE.map(({ code, label }) => ({ code, label, people: count(({ grade }) => grade === code) })),
    ratios: [
      ...ratiosOf(world, year, unit, members),
      ...below.flatMap(({ id }) => {
        const units = within(world, id)
        return ratiosOf(world, year, id, members.filter(({ person }) => units.has(person.unit)))
      }),
    ],
    departments: [...now].filter((id) => before.has(id) && (!inside || inside.has(id))).map((id) => {
      const name = unitName(world, id)
      return { unit: id, why: `${name}${year}年度考核不合格；${name}${year - 1}年度考核不合格`, rule: RULES.offices }
    }),
  }
}

const KINDS: Record<string, (row: AssessmentRow) => boolean> = {
  missing: ({ grade }) => grade === null,
  limited: ({ limits }) => limits.length > 0,
  conflict: ({ conflict }) => conflict,
  consequence: ({ consequences }) => consequences.length > 0,
}

const fitting = (only: string) => (only ? (KINDS[only] ?? (({ grade }: AssessmentRow) => grade === only)) : () => true)
const TITLES: Record<string, string> = { '': '年度考核等次', missing: '年度考核未填等次的人员', limited: '年度考核等次受限的人员', conflict: '年度考核等次须核对的人员', consequence: '年度考核结果须落实的人员' }

/** The year as a computed list. */
export function gradesListing(world: World, { year: asked, unit = null, only }: RequestOf<'listing'>): Computed {
  const year = asked ?? Number(world.status.as_of.slice(0, 4))
  const shown = membersOf(world, year, unit).map(({ row }) => row).filter(fitting(only))
  return {
    title: `${year}${TITLES[only] ?? `年度考核${label(only)}人员`}`,
    columns: [['name', '姓名', 5, 'text'], ['unit', '单位', 10, 'text'], ['title', '职务', 8, 'text'], ['staff_kind', '人员类别', 4, 'text'], ['grade', '等次', 5, 'text'], ['reason', '未定等次原因', 8, 'text'], ['before', '前三年等次', 9, 'text'], ['limits', '等次限制', 12, 'text'], ['consequences', '结果运用', 12, 'text']],
    rows: shown.map((row) => ({
      person: row.person,
      cells: [row.name, row.unit, row.title, row.staff_kind, row.grade ? label(row.grade) : '', row.reason, row.before.map((grade) => grade || '—').join('、'), row.limits.map((limit) => `${limit.label}：${limit.why}`).join('；'), row.consequences.map(({ title }) => title).join('；')],
    })),
    rules: [...new Set(shown.flatMap(({ limits, consequences }) => [...limits.map(({ rule }) => rule), ...consequences]))],
  }
}

export function assessmentYear(world: World, { year, unit = null, only, text, offset, limit }: RequestOf<'assessment_year'>): AnswerOf<'assessment_year'> {
  const members = membersOf(world, year, unit)
  const wanted = (text ?? '').trim().toLowerCase()
  const fits = fitting(only)
  const shown = members.filter(({ person, row }) => fits(row) && (!wanted || person.name.includes(wanted) || person.initials.startsWith(wanted)))
  return {
    total: shown.length,
    rows: shown.slice(offset, offset + (limit || 200)).map(({ row }) => row),
    years: [year - 1, year - 2, year - 3],
    summary: summaryOf(world, year, unit, members),
  }
}

/** The rows before and after; null when nothing is to be done. */
function changeOf(world: World, person: Person, year: number, code: string, reason: string | null | undefined): RowChange | null {
  const known = world.rows(person, 'assessment').find(({ values }) => values.year === String(year))
  const before = known?.values ?? null
  const row = known?.id ?? world.newRow()
  if (!code) return before && { person: person.id, set: 'assessment', row, before, after: null }
  const blank = { year: String(year), unit: world.cell(person, 'post.unit'), post_then: world.cell(person, 'post.title') }
  const after = { ...(before ?? blank), conclusion: label(code), ...(reason === null || reason === undefined ? {} : { reason }) }
  const same = before?.conclusion === after.conclusion && (before?.reason ?? '') === ((after as { reason?: string }).reason ?? '')
  return same ? null : { person: person.id, set: 'assessment', row, before, after }
}

export function fillAssessments(world: World, { year, entries }: RequestOf<'fill_assessments'>): AnswerOf<'fill_assessments'> {
  const problems: AnswerOf<'fill_assessments'>['problems'] = []
  const changes: RowChange[] = []
  for (const { person: id, grade, reason } of entries) {
    const read = readValue('assessment.conclusion', grade)
    const wrong = read.problems.find(({ severity }) => severity === 'error')
    const change = wrong ? null : changeOf(world, world.person(id), year, read.raw, reason)
    if (wrong) problems.push({ person: id, problem: wrong })
    if (change) changes.push(change)
  }
  if (changes.length === 0) return { op: null, changed: 0, problems }
  const { op } = world.transact('edit', `填写 ${year} 年度考核（${entries.length} 人）`, changes)
  const failed = failing(world, year)
  for (const { person } of changes) {
    const row = judged(world, world.person(person), year, failed)
    if (row.conflict) problems.push({ person, problem: { code: 'assessment.limit', severity: 'warning', item: 'assessment.conclusion', message: `${row.name}：${row.limits[0]?.why ?? '等次用语与人员类别不符'}，已按填写的“${label(row.grade ?? '')}”保存，请核对` } })
  }
  return { op, changed: changes.length, problems }
}

export function saveAssessmentRound(world: World, { year, unit, excellent_percent: percent, approval }: RequestOf<'save_assessment_round'>): void {
  if ((percent ?? 0) > 100) throw new DeskFailure({ code: 'assessment.percent', message: '优秀比例不能超过 100%', hint: '请填写 1—100 的整数' })
  const known = roundOf(world, year, unit)
  const after = { _unit: String(unit), year: String(year), unit: unitName(world, unit), excellent_percent: String(percent ?? ''), approval: approval ?? '' }
  world.transact('edit', `${year}年度考核的优秀比例`, [{ person: 0, set: 'assessment_round', row: known?.id ?? world.newRow(), before: known?.values ?? null, after }])
}
