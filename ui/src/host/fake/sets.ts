import { Chance } from './chance'
import { inventMatters } from './matters'
import type { Person, StoredRow, StoredUnit, Values } from './people'

const LEVELS = ['县处级正职', '县处级副职', '乡科级正职', '乡科级副职', '科员级']
const RANKS = ['二级调研员', '四级调研员', '一级主任科员', '三级主任科员', '一级科员']
const TITLES = ['局长', '副局长', '科长', '副科长', '科员']
const SCHOOLS = ['甲省大学', '甲省师范大学', '乙省农业大学', '丙省财经大学', '丙省理工学院']
const MAJORS = ['法学专业', '汉语言文学专业', '会计学专业', '土木工程专业', '行政管理专业', '经济学专业']

/** One class for each: some have enough hours, some are short, some only online, some none in the running year. */
const CLASSES: Values[] = [
  { class_name: '科级干部进修班', kind: '任职培训', organiser: '中共示例县委组织部', institution: '中共示例县委党校', started: '2024-05', ended: '2024-06', mode: '脱产', hours: '120' },
  { class_name: '中青年干部培训班', kind: '任职培训', organiser: '中共示例县委组织部', institution: '中共示例县委党校', started: '2026-03-02', ended: '2026-04-30', mode: '脱产', days: '40', hours: '320' },
  { class_name: '乡村振兴专题班', kind: '专题集中培训', organiser: '示例县农业农村局', institution: '甲省农业大学', started: '2026-05-11', ended: '2026-05-15', mode: '脱产', days: '5', hours: '40' },
  { class_name: '干部在线学习', organiser: '示例市委组织部', started: '2026-01', ended: '2026-12', mode: '网络', hours: '50' },
]
const LIGHTS: Record<number, string> = { 3: '黄', 11: '黄', 17: '红' }

const year = (month: string) => Number(month.slice(0, 4))
const later = (month: string, years: number) => `${Math.min(2025, year(month) + years)}-${month.slice(5, 7) || '07'}`

/** Posts and ranks are needed by every list: cheap, without inventing the rest. */
export function mainPost(person: Person, unitName: string): { title: string; level: string; rank: string; since: string } {
  const at = Number(person.values._level ?? 4)
  const title = `${unitName}${TITLES[at]}`
  return { title, level: LEVELS[at]!, rank: RANKS[at]!, since: later(person.values.work_started ?? '2010-07', 4 + ((person.id * 7) % 9)) }
}

/** The other sets of a person, invented the first time somebody looks. */
export function inventSets(person: Person, unitName: string): Record<string, StoredRow[]> {
  const chance = new Chance(person.id + 900_001)
  let next = person.id * 1000
  const rows = (list: Values[]): StoredRow[] => list.map((values) => ({ id: ++next, values }))
  const post = mainPost(person, unitName)
  const started = person.values.work_started ?? '2010-07'
  const school = chance.pick(SCHOOLS)
  const major = chance.pick(MAJORS)
  const female = person.values.sex === '女'
  const spouse = female ? '丈夫' : '妻子'
  const kin = person.name[0] ?? '王'
  const good = person.values.staff_kind === '事业' ? '合格' : '称职'
  return {
    post: rows([
      { unit: unitName, title: post.title, level: post.level, level_since: person.id % 9 === 3 ? '2025-11' : post.since, started: post.since, main: '是', leading: Number(person.values._level) < 4 ? '是' : '否', selection: '委任', doc_no: `示组干〔${year(post.since)}〕${chance.int(3, 60)}号` },
    ]),
    rank: rows([{ rank: post.rank, started: later(post.since, 1), doc_no: `示组职〔${year(post.since) + 1}〕${chance.int(3, 60)}号` }]),
    resume: rows([
      { started: later(started, -4), ended: started, text: `${school}${major}学生`, kind: '学习' },
      { started, ended: later(started, 3), text: `${unitName}科员`, kind: '工作', grassroots: '是' },
      { started: later(started, 3), ended: post.since, text: `${unitName}办公室科员`, kind: '工作' },
      { started: post.since, ended: '', text: post.title, kind: '工作' },
    ]),
    education: rows([
      { mode: '全日制', level: '大学', degree: '管理学学士', school, major, started: later(started, -4), graduated: started },
      ...(chance.often(0.4) ? [{ mode: '在职', level: '研究生', degree: '公共管理硕士', school: '甲省大学', major: '公共管理专业', graduated: later(started, 9) }] : []),
    ]),
    qualification: chance.often(0.2) ? rows([{ kind: '职称', name: '经济师', grade: '中级', obtained: later(started, 6) }]) : [],
    practice: [
      ...(chance.often(0.25) ? rows([{ kind: '挂职', unit: '柳林镇', role: '党委委员', started: later(started, 5), ended: later(started, 6), result: person.id % 5 === 1 ? '' : '表现良好' }]) : []),
      ...(person.id % 11 === 4 ? rows([{ kind: '专班', unit: '营商环境专班', started: '2025-07-15', due: person.id % 2 ? '2026-07-14' : '2026-05-31', ended: '' }]) : []),
    ],
    ...inventFollowUps(person, rows),
    award: [
      ...(chance.often(0.3) ? rows([{ kind: '奖励', name: '嘉奖', decided: `${chance.int(2019, 2025)}-03`, authority: '中共示例县委组织部' }]) : []),
      ...(person.id % 37 === 5 ? rows([{ kind: '惩戒', name: person.id % 2 ? '政务警告' : '政务记过', decided: '2025-05', authority: '示例县监察委员会' }]) : []),
    ],
    assessment: rows(
      [2025, 2024, 2023, 2022, 2021]
        .filter((at) => at > year(started))
        .map((at) => ({ year: String(at), conclusion: chance.often(0.2) ? '优秀' : good, unit: unitName }))
        // the year last closed is still being filled
        .filter(({ year: of }) => of !== '2025' || person.id % 3 !== 0),
    ),
    family: rows([
      { relation: spouse, name: chance.pick(['刘', '林', '郭']) + chance.pick(['丽', '军', '敏', '强']), birth: later(person.values.birth ?? '1980-01', 1), political_status: '群众', work: '示例县第一中学教师' },
      { relation: chance.often(0.5) ? '儿子' : '女儿', name: kin + chance.pick(['晨', '悦', '睿', '诺']), birth: later(person.values.birth ?? '1980-01', 27), political_status: '群众', work: '示例县实验小学学生' },
      { relation: '父亲', name: kin + chance.pick(['国强', '建华', '德明']), birth: `${year(person.values.birth ?? '1980-01') - 26}-05`, political_status: '中共党员', work: '示例县农业农村局退休干部' },
    ]),
    review: chance.often(0.4) ? rows([{ kind: '任前', started: post.since, organ: '中共示例县委组织部', conclusion: '合格', concluded: post.since }]) : [],
    matters: rows(inventMatters(person, post.level).matters),
    matters_check: rows(inventMatters(person, post.level).checks),
    training: rows([CLASSES[person.id % CLASSES.length]!]),
    material: rows([
      { class: '一、履历类', seq: '1', title: '干部履历表', formed: later(started, 1), pages: '12', copies: '1' },
      { class: '4-1 学历学位', seq: '1', title: '毕业生登记表', formed: started, pages: '6', copies: '1' },
      { class: '9-2 任免', seq: '1', title: '干部任免审批表', formed: post.since, pages: '2', copies: '1' },
    ]),
    quarterly: rows(['第一季度', '第二季度', '第三季度', '第四季度'].map((quarter, at) => ({ year: '2025', quarter, light: LIGHTS[(person.id * 7 + at * 5) % 23] ?? '绿' }))),
  }
}

/** What is followed up: a few people have something open, some of it overdue. */
function inventFollowUps(person: Person, rows: (list: Values[]) => StoredRow[]): Record<string, StoredRow[]> {
  const when = (fits: boolean, values: Values) => (fits ? rows([values]) : [])
  const { id } = person
  const older = Number(person.values._level) < 4
  return {
    talk: [
      ...when(id % 41 === 7, { kind: '诫勉谈话', date: id % 2 ? '2025-12-10' : '2026-01-15', by: '县纪委', replied: '2026-01-20', reason: '工作失职' }),
      ...when(id % 6 === 1, { kind: '谈心谈话', date: '2026-04-20', by: '分管领导', reason: '思想工作情况' }),
      ...when(id % 23 === 3, { kind: '双向约谈', date: '2026-03-11', by: '组织人事科', reason: '岗位意向' }),
    ],
    pledge: [
      ...when(older && id % 4 !== 0, { kind: '廉洁自律承诺书', year: '2026', done: '2026-02-25' }),
      ...when(older && id % 3 === 0, { kind: '述职述廉', year: '2026', done: '2026-06-12', score: '93.5' }),
    ],
    mentoring: when(!older && id % 9 === 2, { mentor: '方德明', programme: '新老结对', started: id % 2 ? '2025-06-01' : '2025-09-01', ended: '' }),
    reserve: when(Number(person.values._level) === 3 && id % 2 === 1, { pool: '正科级', field: '党务', entered: '2024-10', reviewed: id % 3 === 0 ? '2025-10' : '', status: '在库' }),
    cultivation: when(Number(person.values._level) === 3 && id % 2 === 1, { period: '2024—2026', field: '党务', method: '挂职锻炼', posting: '乡镇副职', milestone: '完成一年基层锻炼', due: id % 3 ? '2026-05' : '2026-12', done: '' }),
    archive_loan: when(id % 53 === 9, { kind: '借阅', borrowed: id % 2 ? '2026-06-20' : '2026-06-01', reader_unit: '县纪委监委', readers: '段文、蒋立', party_members: '是', purpose: '审查调查', approver: '组织部分管领导', returned: '' }),
    archive_transfer: when(id % 67 === 12, { direction: '转出', changed: '2026-04-10', other_unit: '临江市委组织部', way: '机要交通', sent: '2026-05-06', receipt: '' }),
  }
}

/** What belongs to units: their yearly grades and their posts. */
export function inventUnitRows(units: StoredUnit[]): Record<string, StoredRow[]> {
  let next = 900_000_000
  const chance = new Chance(77)
  const row = (values: Values): StoredRow => ({ id: ++next, values })
  return {
    slot: units.slice(0, 60).map(({ name }) => row({ unit: name, title: '负责人', level: '乡科级正职', role: '正职' })),
    unit_assessment: [2025, 2024].flatMap((year) =>
      units.slice(0, 80).map(({ id, name }, at) => {
        const grade = chance.often(0.3) ? '优秀' : '良好'
        return row({ _unit: String(id), unit: name, year: String(year), grade: at === 7 ? '不合格' : grade, of: '80' })
      }),
    ),
  }
}
