import { Chance } from './chance'
import { initialsOf } from './initials'

export type Values = Record<string, string>
export interface StoredRow {
  id: number
  values: Values
}
export interface Person {
  id: number
  name: string
  initials: string
  unit: number
  /** the row of the main set */
  values: Values
  /** rows of the other sets, invented when first looked at */
  sets: Record<string, StoredRow[]> | null
  attested: Set<string>
  gone: boolean
}
export interface StoredUnit {
  id: number
  parent: number | null
  name: string
}

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳史唐薛雷贺汤罗毕郝常傅卞齐康伍余顾孟黄萧尹姚邵汪毛贾侯梁叶曾欧'
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国文海云光少德志永家兴嘉雪梅兰红玉春秋松柏宏达立新学思远晓东振宁若溪浩然子轩雨桐佳怡俊凯'
const PLACES = ['甲省示例县', '甲省平湖县', '甲省青石县', '甲省云川市', '乙省临江市', '乙省白沙县', '丙省清河区']
const MINORITIES = ['回族', '满族', '壮族', '蒙古族', '苗族', '土家族']
const GROUPS: [string, string[]][] = [
  ['县委工作部门', ['县委办公室', '县委组织部', '县委宣传部', '县委统战部', '县委政法委', '县委编办', '县直机关工委', '县委巡察办', '县委老干部局', '县委党校']],
  ['县政府工作部门', ['县政府办公室', '县发展和改革局', '县教育局', '县科学技术局', '县公安局', '县民政局', '县财政局', '县人力资源和社会保障局', '县自然资源局', '县生态环境分局', '县交通运输局', '县农业农村局', '县商务局', '县卫生健康局', '县应急管理局', '县审计局', '县统计局', '县政务服务中心']],
  ['群团机关', ['县总工会', '团县委', '县妇联', '县科协', '县工商联']],
  ['乡镇（街道）', ['东河街道', '西苑街道', '河口镇', '柳林镇', '平桥镇', '石门镇', '双溪乡', '云岭乡']],
  ['县属事业单位', ['县人民医院', '县第一中学', '县图书馆', '县疾控中心', '县融媒体中心']],
]
const OFFICES = ['办公室', '组织科', '人事科', '财务科', '综合科', '法规科']

export function inventUnits(): StoredUnit[] {
  const units: StoredUnit[] = [{ id: 1, parent: null, name: '示例县' }]
  const add = (parent: number, name: string) => units.push({ id: units.length + 1, parent, name })
  for (const [group, names] of GROUPS) {
    const at = add(1, group)
    for (const name of names) {
      const unit = add(at, name)
      for (const office of OFFICES) add(unit, office)
    }
  }
  return units
}

const ym = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`

/** An ID number of area 99, which nobody has, with a true check digit. */
export function inventIdNumber(birth: string, serial: number): string {
  const [year = '1980', month = '01', day = '15'] = birth.split('-')
  const body = `990101${year}${month}${day}${String(serial % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}

export function inventPerson(id: number, leaves: StoredUnit[]): Person {
  const chance = new Chance(id)
  const female = chance.often(0.38)
  const name = chance.pick([...SURNAMES]) + chance.pick([...GIVEN]) + (chance.often(0.7) ? chance.pick([...GIVEN]) : '')
  const birthYear = chance.int(1965, 2001)
  const birth = ym(birthYear, chance.int(1, 12))
  const started = ym(birthYear + chance.int(21, 25), chance.often(0.6) ? 7 : chance.int(1, 12))
  const party = chance.often(0.72)
  const place = chance.pick(PLACES)
  const unit = chance.pick(leaves)
  const seniority = 2026 - birthYear
  const level = seniority > 48 && chance.often(0.1) ? 0 : seniority > 42 && chance.often(0.18) ? 1 : seniority > 34 && chance.often(0.35) ? 2 : seniority > 29 && chance.often(0.35) ? 3 : 4
  return {
    id,
    name,
    initials: initialsOf(name),
    unit: unit.id,
    values: {
      name,
      sex: female ? '女' : '男',
      birth,
      ethnicity: chance.often(0.9) ? '汉族' : chance.pick(MINORITIES),
      native_place: place,
      birthplace: chance.often(0.8) ? place : chance.pick(PLACES),
      id_number: inventIdNumber(`${birth}-${String(chance.int(1, 28)).padStart(2, '0')}`, id * 2 + (female ? 0 : 1)),
      political_status: party ? '中共党员' : chance.pick(['群众', '群众', '共青团员', '民建会员', '无党派人士']),
      party_joined: party ? ym(birthYear + chance.int(20, 32), chance.pick([6, 7, 12])) : '',
      work_started: started,
      entered_unit: ym(Math.min(2026, Number(started.slice(0, 4)) + chance.int(0, 12)), chance.int(1, 9)),
      health: chance.often(0.95) ? '健康' : '一般',
      staff_kind: chance.pick(['公务员', '公务员', '公务员', '参公', '事业']),
      status: chance.often(0.96) ? '在职' : '退休',
      teams: party ? '党员、干部' : '干部',
      retire_category: female ? '女（原55周岁）' : '男（原60周岁）',
      speciality: chance.often(0.3) ? chance.pick(['法学、公文写作', '财务管理', '工程造价', '信息化建设']) : '',
      phone: `1990000${String(id % 10000).padStart(4, '0')}`,
      _level: String(level),
    },
    sets: null,
    attested: new Set(),
    gone: false,
  }
}
