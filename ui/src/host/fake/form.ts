import type { AnswerOf, FormOptions, FormPage, FormWarning, RequestOf } from '../../api/contract'
import type { World } from './world'

export const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

const LINES = 30
/** A drawing that stands for a printed list. */
export function drawList(title: string, headings: string[], rows: string[][]): { pages: FormPage[]; warnings: [] } {
  const width = 1030 / (headings.length + 1)
  const cell = (text: string, at: number, y: number) =>
    `<rect x="${46 + at * width}" y="${y}" width="${width}" height="20" fill="none" stroke="#000"/><text x="${48 + at * width}" y="${y + 14}" font-size="9">${escaped([...text].slice(0, Math.floor(width / 9)).join(''))}</text>`
  const draw = (cells: string[], y: number) => cells.map((text, at) => cell(text, at, y)).join('')
  const pages = Array.from({ length: Math.max(1, Math.ceil(rows.length / LINES)) }, (_, page) => {
    const body = rows.slice(page * LINES, (page + 1) * LINES).map((cells, at) => draw([String(page * LINES + at + 1), ...cells], 110 + at * 20)).join('')
    const head = `<text x="561" y="56" font-size="20" text-anchor="middle">${escaped(title)}</text>${draw(['序号', ...headings], 90)}`
    return { person: 0, svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1123 794" width="1123" height="794" font-family="SimSun, Noto Serif CJK SC, serif"><rect width="1123" height="794" fill="#fff"/>${head}${body}</svg>` }
  })
  return { pages, warnings: [] }
}

/** The forms there are; all but 任免审批表 are drawn as a sheet with a title. */
export const FORMS: AnswerOf<'forms'> = [
  { name: 'appointment', label: '干部任免审批表', set: '' },
  { name: 'matters_receipt', label: '个人有关事项报告回执', set: 'matters' },
  { name: 'assessment_record', label: '年度考核登记表', set: 'assessment' },
  { name: 'competence', label: '干部专业素养档案', set: '' },
  { name: 'archive_catalogue', label: '干部人事档案目录', set: '' },
  { name: 'certified', label: '三龄两历一身份认定表', set: '' },
  { name: 'cultivation', label: '年轻干部培养计划表', set: '' },
  { name: 'archive_loan', label: '档案查（借）阅审批表', set: 'archive_loan' },
  { name: 'archive_transfer', label: '档案转递通知单（附回执）', set: 'archive_transfer' },
]
export function previewForm(world: World, { form, people = [], rows = [], options }: RequestOf<'form_preview'>): AnswerOf<'form_preview'> {
  if (form === 'appointment') return drawForm(world, people.slice(0, 20), options)
  const own = FORMS.find(({ name }) => name === form)!
  const of = rows.length > 0 ? rows.map((row) => world.people.find((person) => world.rows(person, own.set).some(({ id }) => id === row))?.id ?? 0) : people
  const page = (person: number) => ({ person, svg: new Sheet('SimSun, Noto Serif CJK SC, serif').lines(250, 110, [own.label], 26).cell(60, 140, 120, 40, '姓　名').cell(180, 140, 494, 40, person ? world.person(person).name : '').svg() })
  return { pages: of.slice(0, 20).map(page), warnings: [] }
}

/** A drawing that stands for the real 任免审批表: the desk typesets it properly. */
export function drawForm(world: World, people: number[], options: FormOptions): { pages: FormPage[]; warnings: FormWarning[] } {
  const pages = people.flatMap((person) => [
    { person, svg: firstPage(world, person, options) },
    { person, svg: secondPage(world, person, options) },
  ])
  const warnings = people.flatMap((id): FormWarning[] => {
    const person = world.person(id)
    return person.values.speciality ? [] : [{ person: id, name: person.name, cell: '熟悉专业有何专长', kind: 'blank', message: '“熟悉专业有何专长”是空的' }]
  })
  return { pages, warnings }
}

class Sheet {
  private parts: string[] = []
  constructor(private face: string) {}
  cell(x: number, y: number, width: number, height: number, text: string, size = 14): this {
    this.parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#000"/>`)
    const lines = text.split('\n')
    lines.forEach((line, at) => {
      const middle = y + height / 2 + size * 0.35 + (at - (lines.length - 1) / 2) * size * 1.4
      this.parts.push(`<text x="${x + width / 2}" y="${middle}" font-size="${size}" text-anchor="middle">${escaped(line)}</text>`)
    })
    return this
  }
  lines(x: number, y: number, texts: string[], size = 14): this {
    texts.forEach((text, at) => this.parts.push(`<text x="${x}" y="${y + at * size * 1.6}" font-size="${size}">${escaped(text)}</text>`))
    return this
  }
  svg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 794 1123" width="794" height="1123" font-family="${this.face}"><rect width="794" height="1123" fill="#fff"/>${this.parts.join('')}</svg>`
  }
}

function face(options: FormOptions): string {
  return options.face === 'fang' ? 'FangSong, 仿宋, STFangsong, Noto Serif CJK SC, serif' : 'SimSun, 宋体, Noto Serif CJK SC, serif'
}

function firstPage(world: World, id: number, options: FormOptions): string {
  const person = world.person(id)
  const at = (column: string) => world.cell(person, column)
  const sheet = new Sheet(face(options))
  sheet.lines(280, 90, [`干部任免审批表`], 30)
  const [left, top, height] = [60, 120, 50]
  const row = (line: number, cells: [number, number, string][]) => cells.forEach(([x, width, text]) => sheet.cell(left + x, top + line * height, width, height, text))
  row(0, [[0, 90, '姓　名'], [90, 110, at('name')], [200, 90, '性　别'], [290, 80, at('sex')], [370, 90, '出生年月\n（岁）'], [460, 104, `${at('birth')}\n（${at('age')}岁）`]])
  row(1, [[0, 90, '民　族'], [90, 110, at('ethnicity')], [200, 90, '籍　贯'], [290, 80, at('native_place').slice(2)], [370, 90, '出生地'], [460, 104, at('birthplace')]])
  row(2, [[0, 90, '入　党\n时　间'], [90, 110, at('party_joined')], [200, 90, '参加工\n作时间'], [290, 80, at('work_started')], [370, 90, '健康状况'], [460, 104, at('health')]])
  row(3, [[0, 90, '专业技\n术职务'], [90, 200, at('qualification.name')], [290, 80, '熟悉专业\n有何专长'], [370, 194, at('speciality')]])
  sheet.cell(left + 564, top, 110, height * 4, '照　片')
  row(4, [[90, 110, '全日制\n教　育'], [200, 170, `${at('education[全日制].level')}\n${at('education[全日制].degree')}`], [370, 90, '毕业院校\n系及专业'], [460, 214, `${at('education[全日制].school')}\n${at('education[全日制].major')}`]])
  row(5, [[90, 110, '在　职\n教　育'], [200, 170, at('education[在职].level')], [370, 90, '毕业院校\n系及专业'], [460, 214, at('education[在职].school')]])
  sheet.cell(left, top + 4 * height, 90, 2 * height, '学　历\n学　位')
  row(6, [[0, 200, '现 任 职 务'], [200, 474, at('post.title')]])
  row(7, [[0, 200, '拟 任 职 务'], [200, 474, options.proposed ?? '']])
  row(8, [[0, 200, '拟 免 职 务'], [200, 474, options.removed ?? '']])
  sheet.cell(left, top + 9 * height, 90, 460, '简\n\n历').cell(left + 90, top + 9 * height, 584, 460, '')
  const resume = world.rows(person, 'resume').map(({ values }) => `${(values.started ?? '').replace('-', '.')}—${(values.ended ?? '').replace('-', '.') || '　　　　'}　${values.text}`)
  return sheet.lines(left + 104, top + 9 * height + 34, resume).svg()
}

function secondPage(world: World, id: number, options: FormOptions): string {
  const person = world.person(id)
  const sheet = new Sheet(face(options))
  const left = 60
  sheet.cell(left, 80, 90, 120, '奖惩\n情况').cell(left + 90, 80, 584, 120, world.cell(person, 'award.name') || '无')
  const years = world.rows(person, 'assessment').map(({ values }) => `${values.year}年${values.conclusion}`).join('，')
  sheet.cell(left, 200, 90, 100, '年度\n考核\n结果').cell(left + 90, 200, 584, 100, years)
  sheet.cell(left, 300, 90, 100, '任免\n理由').cell(left + 90, 300, 584, 100, options.reason ?? '')
  sheet.cell(left, 400, 90, 280, '家庭主\n要成员\n及重要\n社会\n关系')
  const widths: [number, number, string, string][] = [[90, 70, '称谓', 'relation'], [160, 90, '姓名', 'name'], [250, 90, options.relatives === 'age' ? '年龄' : '出生年月', 'birth'], [340, 104, '政治面貌', 'political_status'], [444, 230, '工作单位及职务', 'work']]
  const family = world.rows(person, 'family')
  for (let line = 0; line < 7; line++) {
    for (const [x, width, heading, item] of widths) {
      let text = line === 0 ? heading : (family[line - 1]?.values[item] ?? '')
      if (line > 0 && item === 'birth' && text) text = options.relatives === 'age' ? String(2026 - Number(text.slice(0, 4))) : text.replace('-', '.')
      sheet.cell(left + x, 400 + line * 40, width, 40, text)
    }
  }
  sheet.cell(left, 680, 90, 90, '呈报\n单位').cell(left + 90, 680, 584, 90, `　　　　　　　　　　　　　　　　　　　　（盖章）${options.layout === 'v4' ? '' : '　　年　月　日'}`)
  return sheet.cell(left, 770, 90, 140, '审批机\n关意见').cell(left + 90, 770, 247, 140, '').cell(left + 337, 770, 90, 140, '行政机关\n任免意见').cell(left + 427, 770, 247, 140, '').svg()
}
