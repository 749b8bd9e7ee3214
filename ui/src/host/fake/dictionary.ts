import type { CodeTable, Dictionary, InformationSet, Item } from '../../api/contract'
import { initialsOf } from './initials'

/** `set 名称 国标 主键`, then `## 分组` and `item*† 名称 类型 标志…` lines; * required, † protected. */
const SETS = `
person 基本情况 A01 id_number,name+birth
## 基本信息
name* 姓名 text
former_name 曾用名 text
sex* 性别 code:sex w=60
birth* 出生年月 date w=90
ethnicity 民族 code:ethnicity w=80
native_place 籍贯 place w=120
birthplace 出生地 place w=120
raised_place 成长地 place w=120
id_number*† 公民身份号码 id w=180
health 健康状况 code:health w=90
phone† 联系电话 text w=130
address† 现居住地 text wide
speciality 熟悉专业有何专长 text wide
## 政治面貌与工作
political_status 政治面貌 code:political_status w=110
party_joined 入党时间 date w=90
other_parties 其他党派 codes:party
work_started 参加工作时间 date w=110
entered_unit 进入本单位时间 date w=120
civil_servant_registered 公务员登记时间 date
staff_kind 人员类别 code:staff_kind w=100
status 人员状态 code:person_status w=90
teams 队伍 codes:team
retire_category 到龄退休类别 code:retire_category help=M60为男60周岁，F55、F50为女55、50周岁
tags 标签 text
remark 备注 long wide
post 职务 A02 unit+title+started
unit* 任职单位 unit w=160
department 内设机构 text
title* 职务名称 text w=220
level 职务层次 code:post_level w=110
leading 领导职务 bool
team_member 班子成员 bool
role 正副职 code:post_role
main 主要职务 bool
started* 任职时间 date w=100
doc_no 任职文号 text
selection 选拔任用方式 code:selection_method
probation_until 试用期至 date
ended 免职时间 date
end_doc_no 免职文号 text
end_reason 免职原因 code:end_reason
rank 职级 A05 rank+started
rank* 职级 code:rank w=130
started* 任职级时间 date w=110
doc_no 批准文号 text
ended 终止时间 date
resume 简历 A17 started+text
started* 起始时间 date w=90
ended 截止时间 date w=90
text* 单位及职务 long wide w=420
kind 类别 code:resume_kind w=70
within 其间 bool w=60
grassroots 基层经历 bool w=80
education 学历学位 A08 level+degree+graduated
mode* 教育类别 code:study_mode w=90
level 学历 code:education w=90
degree 学位 code:degree w=110
school 毕业院校 text w=180
school_tier 院校层次 code:school_tier w=90
major 系及专业 text w=160
started 入学时间 date w=90
graduated 毕业时间 date w=90
degree_awarded 学位授予时间 date
qualification 专业技术职务与职业资格 A06 name+obtained
kind 类别 code:qualification_kind w=90
name* 名称 text w=180
grade 等级 code:title_grade w=80
obtained 取得时间 date w=90
authority 批准单位 text
certificate_no 证书编号 text
practice 实践锻炼 - kind+unit+started
kind* 锻炼方式 code:practice_kind w=100
unit 锻炼单位 text w=180
role 担任职务 text
started* 开始时间 date
due 计划结束 date
ended 实际结束 date
result 锻炼情况 long wide
award 奖惩 A14 name+decided
kind* 类别 code:award_kind w=80
name* 名称 text w=200
decided* 批准时间 date w=90
authority 批准机关 text w=160
doc_no 文号 text
reason 事由 long wide
lifted 解除时间 date
assessment 年度考核 A15 year
year* 考核年度 year w=80
conclusion* 考核结论 code:assessment w=100
unit 考核单位 unit
post_then 时任职务 text
reason 未定等次原因 text
quarterly 平时考核 - year+quarter
year* 年度 year w=70
quarter* 季度 int w=60 unit=季度
light* 评价 code:light w=70
political 政治表现 dec unit=分
performance 工作实绩 dec unit=分
note 备注 text
family 家庭成员及社会关系 A36 relation+name
relation* 称谓 code:relation w=80
name* 姓名 text w=90
birth 出生年月 date w=90
political_status 政治面貌 code:political_status w=100
work 工作单位及职务 text w=240
deceased 已故 bool w=60
id_number† 身份号码 id
review 政治审查 - kind+started
kind* 审查类别 code:review_kind w=110
started* 开始时间 date
organ 审查单位 text
conclusion* 审查结论 code:review_conclusion w=90
concluded 结论时间 date
doc_no 文号 text
findings 审查情况 long wide
training 教育培训 A11 class_name+started
class_name* 培训班名称 text w=240
kind 培训类别 code:training_kind w=100
institution 培训机构 text w=160
started* 开始时间 date
ended 结束时间 date
mode 方式 code:training_mode
hours 学时 dec unit=学时
matters 个人有关事项报告 - occasion+year protected
occasion* 报告情形 code:matters_occasion w=110
year* 报告年度 year
submitted 提交时间 date
signed 本人签名时间 date
received_by 受理人 text
content† 报告内容 long wide
reserve 后备干部 - pool+entered
pool* 库别 code:reserve_pool w=100
entered* 入库时间 date
source 来源 text
status 状态 code:reserve_status
reviewed 最近调整 date
certified 三龄两历一身份认定 - fact
fact* 认定事项 code:fact w=110
shown 任免表用值 text w=110
earliest 最早材料值 text w=110
material 最早材料 text w=180
recognised 组织认定值 text w=110
doc_no 认定文号 text
decided 认定时间 date
material 档案材料目录 - class+seq
class* 类号 code:archive_class w=120
seq* 序号 int w=60
title* 材料名称 text w=280
formed 形成时间 date w=90
pages 页数 int w=60 unit=页
copies 份数 int w=60 unit=份
remark 备注 text
`

/** `table 名称 依据`, then `code 名称` separated by commas. */
const TABLES = `
sex 性别 GB/T 2261.1|1 男,2 女
ethnicity 民族 GB/T 3304|01 汉族,02 蒙古族,03 回族,04 藏族,05 维吾尔族,06 苗族,07 彝族,08 壮族,09 布依族,10 朝鲜族,11 满族,12 侗族,13 瑶族,14 白族,15 土家族,16 哈尼族,17 哈萨克族,18 傣族,19 黎族,22 畲族
health 健康状况 GB/T 2261.3|1 健康,2 一般,3 较差,4 有慢性病,6 残疾
political_status 政治面貌 GB/T 4762|01 中共党员,02 中共预备党员,03 共青团员,04 民革党员,05 民盟盟员,06 民建会员,07 民进会员,08 农工党党员,09 致公党党员,10 九三学社社员,12 无党派人士,13 群众
party 党派 GB/T 4762|04 民革,05 民盟,06 民建,07 民进,08 农工党,09 致公党,10 九三学社
staff_kind 人员类别 本单位|1 公务员,2 参公人员,3 事业人员,4 编外人员,5 社会化服务人员,6 企业人员
person_status 人员状态 本单位|1 在职,2 离休,3 退休,4 调出,5 辞职,6 辞退,7 开除,8 去世
team 队伍 本单位|1 党员,2 干部,3 人才,4 职工
retire_category 到龄退休类别 本单位|1 M60,2 F55,3 F50,4 F60,5 专家,6 其他
post_level 职务层次 GB/T 12407|131 县处级正职,132 县处级副职,141 乡科级正职,142 乡科级副职,150 科员级
post_role 正副职 本单位|1 正职,2 副职,3 其他
selection_method 选拔任用方式 本单位|1 委任,2 选任,3 聘任,4 考任
end_reason 免职原因 本单位|1 转任,2 提任,3 到龄,4 辞职,5 其他
rank 职级 GB/T 12407|1A 一级调研员,1B 二级调研员,1C 三级调研员,1D 四级调研员,2A 一级主任科员,2B 二级主任科员,2C 三级主任科员,2D 四级主任科员,3A 一级科员,3B 二级科员
resume_kind 简历类别 本单位|1 工作,2 学习
study_mode 教育类别 本单位|1 全日制,2 在职
education 学历 GB/T 4658|1 研究生,2 大学,3 大专,4 中专,5 高中
degree 学位 GB/T 6864|2 博士,3 硕士,4 学士
school_tier 院校层次 本单位|1 985,2 211,3 双一流,4 其他
qualification_kind 资格类别 本单位|1 职称,2 职业资格
title_grade 等级 GB/T 8561|1 正高级,2 副高级,3 中级,4 初级
practice_kind 锻炼方式 本单位|1 挂职,2 专班,3 对口支援,4 多岗锻炼,5 一线墩苗,6 巡视巡察
award_kind 奖惩类别 本单位|1 奖励,2 惩戒,3 组织处理
assessment 考核结论 本单位|1 优秀,2 称职,3 基本称职,4 不称职,5 不定等次,6 未参加
light 季度评价 本单位|1 绿,2 黄,3 红
relation 称谓 GB/T 4761|01 丈夫,02 妻子,21 儿子,31 女儿,51 父亲,52 母亲,57 公公,58 婆婆,59 岳父,60 岳母
review_kind 审查类别 本单位|1 发展党员,2 任前,3 录用,4 年度政治体检,5 专项
review_conclusion 审查结论 本单位|1 合格,2 不合格,3 待补充
training_kind 培训类别 本单位|1 初任,2 任职,3 专门业务,4 在职,5 政治理论,6 专题集中
training_mode 培训方式 本单位|1 脱产,2 半脱产,3 网络,4 集中
matters_occasion 报告情形 本单位|1 年度集中,2 拟提拔,3 变动,4 发展对象,5 转重要岗位
reserve_pool 库别 本单位|1 正处,2 副处,3 正科,4 副科,5 优秀青年
reserve_status 后备状态 本单位|1 在库,2 考察对象,3 已任用,4 调出
fact 认定事项 本单位|1 出生,2 参加工作,3 入党,4 学历,5 经历,6 身份
archive_class 材料类别 干部人事档案工作条例|01 一 履历,02 二 自传,03 三 考核鉴定,041 四-1 学历学位,042 四-2 职称,043 四-3 学术,044 四-4 培训,05 五 政审,06 六 党团,07 七 表彰,08 八 处分,091 九-1 工资,092 九-2 任免,093 九-3 出国,094 九-4 会议,10 十 其他
`

function readItem(line: string, group: string | null): Item {
  const [name = '', label = '', kind = 'text', ...flags] = line.split(' ')
  const flag = (key: string) => flags.find((flag) => flag.startsWith(`${key}=`))?.slice(key.length + 1)
  const [base = 'text', table] = kind.split(':')
  return {
    code: name.replace(/[*†]/g, ''),
    label,
    kind: base,
    table: table ?? null,
    required: name.includes('*'),
    protected: name.includes('†'),
    wide: flags.includes('wide'),
    unit: flag('unit') ?? null,
    help: flag('help') ?? null,
    width: Number(flag('w')) || null,
    group,
  }
}

function readSets(): InformationSet[] {
  const sets: InformationSet[] = []
  let group: string | null = null
  for (const line of SETS.trim().split('\n')) {
    const words = line.split(' ')
    if (words[0] === '##') group = words[1]!
    else if (/^([A-Z]\d\d|-)$/.test(words[2] ?? '')) {
      const [code = '', label = '', gb = '', key = ''] = words
      group = null
      sets.push({
        code,
        label,
        gb: gb === '-' ? null : gb,
        owner: 'person',
        protected: words.includes('protected'),
        key: key.split(','),
        items: [],
      })
    } else sets.at(-1)!.items.push(readItem(line, group))
  }
  return sets
}

function readTables(): Record<string, CodeTable> {
  const tables: Record<string, CodeTable> = {}
  for (const line of TABLES.trim().split('\n')) {
    const [head = '', body = ''] = line.split('|')
    const [code = '', label = '', ...standard] = head.split(' ')
    const rows = body.split(',').map((row) => {
      const [own = '', ...rest] = row.split(' ')
      return { code: own, label: rest.join(' '), initials: initialsOf(rest.join('')) }
    })
    tables[code] = { code, label, standard: standard.join(' ') || null, rows }
  }
  return tables
}

export const dictionary: Dictionary = { sets: readSets(), tables: readTables() }

export function setOf(code: string): InformationSet {
  return dictionary.sets.find((set) => set.code === code) ?? dictionary.sets[0]!
}
export function itemOf(path: string): { set: InformationSet; item: Item } | null {
  const [first = '', second] = path.replace(/\[.*?\]/, '').split('.')
  const set = second ? dictionary.sets.find((set) => set.code === first) : setOf('person')
  const item = set?.items.find((item) => item.code === (second ?? first))
  return set && item ? { set, item } : null
}
