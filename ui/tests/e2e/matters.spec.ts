import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk, startBrowser, stopBrowser } from './desk'

beforeAll(startBrowser)
afterAll(stopBrowser)

let desk: Desk
let page: Desk['page']
async function arrive(path = '/matters'): Promise<void> {
  desk = await openDesk({ path, people: 1500 })
  page = desk.page
}
afterEach(async () => {
  expect(desk.complaints, 'no policy violation, no uncaught error').toEqual([])
  await desk.close()
})

const cellAt = (number: number, column: number) => `.vgrid-row[aria-rowindex="${number + 1}"] [aria-colindex="${column + 1}"]`
const cell = async (number: number, column: number) => (await page.innerText(cellAt(number, column))).trim()
const numberOf = (text: string) => Number(text.replace(/\D/g, ''))
const countOf = (label: string) => `.matters-count:text-matches("^[\\\\d,]+${label}$")`
const count = async (label: string) => numberOf(await page.innerText(`${countOf(label)} b`))
const listed = (people: number) => page.waitForFunction((text) => document.querySelector('.filterbar .count')?.textContent === text, `${people.toLocaleString('zh-CN')} 人`)

describe('the January collection', () => {
  beforeEach(async () => {
    await arrive()
    await page.waitForSelector(cellAt(1, 1))
    await page.waitForFunction(() => document.activeElement?.classList.contains('grid-editor'))
  })

  it('shows who reports, by which layer, by when, with the rule', async () => {
    expect(await page.inputValue('[aria-label=报告年度]')).toBe('2025')
    const side = await page.innerText('.assess-side')
    expect(side).toContain('截止 2026.01.31')
    expect(side).toContain('需核实')
    expect((await count('已交')) + (await count('未交'))).toBe(await count('应报告'))
    expect(await cell(1, 6)).toMatch(/^职务层次：县处级/)
  })

  it('one key takes a report in and goes down; the missing list shrinks; Ctrl+Z puts it back', async () => {
    const missing = await count('未交')
    await page.click(countOf('未交'))
    await listed(missing)
    const name = await cell(1, 1)
    await page.click(cellAt(1, 1))
    await page.keyboard.press('=')
    await page.waitForSelector('.notice:has-text("已登记 1 人")')
    await listed(missing - 1)
    await page.click(countOf('应报告'))
    await page.fill('[aria-label=在名单里找人]', name)
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${cellAt(1, 2)}:has-text("2026.06.30")`)
    expect(await cell(1, 4)).toBe('演示员')
    await page.keyboard.press('Control+z')
    await page.waitForFunction((cell) => document.querySelector(cell)?.textContent?.trim() === '', cellAt(1, 2))
  })

  it('a block is filled at once; a short date is read in the year of the collection', async () => {
    const missing = await count('未交')
    await page.click(countOf('未交'))
    await listed(missing)
    await page.click(cellAt(1, 1))
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.fill('[aria-label=交表日期]', '0120')
    await page.click('text=登记已交')
    await page.waitForSelector('.notice:has-text("已登记 3 人")')
    await listed(missing - 3)
    await page.click(countOf('应报告'))
    await page.click(cellAt(1, 2))
    await page.keyboard.type('0112')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${cellAt(1, 2)}:has-text("2026.01.12")`)
  })

  it('pasted dates are shown with what becomes of each before they are written', async () => {
    await page.click(countOf('未交'))
    await page.waitForTimeout(200)
    const [one, two] = [await cell(1, 1), await cell(2, 1)]
    await page.click(cellAt(1, 2))
    await page.evaluate((text) => navigator.clipboard.writeText(text), `姓名\t交表时间\r\n${one}\t2026.1.5\r\n${two}\t0106\r\n没有此人\t0107\r\n`)
    await page.keyboard.press('Control+v')
    await page.waitForSelector('[role=dialog]:has-text("粘贴交表时间")')
    expect(await page.innerText('[role=dialog]:has-text("粘贴交表时间")')).toContain('名单里没有此人')
    await page.click('[role=dialog] >> text=/^写入 \\d+ 人/')
    await page.waitForSelector('.notice:has-text("已登记")')
  })

  it('a unit may ask for reports earlier, not later', async () => {
    await page.click('.commands >> text=登记部署')
    await page.waitForSelector('[role=dialog]:has-text("单位可以要求提前")')
    await page.fill('[role=dialog] input >> nth=1', '0210')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=dialog] >> text=可以提前、不能推后')
    await page.fill('[role=dialog] input >> nth=1', '0120')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.assess-side:has-text("截止 2026.01.20")')
  })

  it('the reminder list exports and prints', async () => {
    await page.click('text=催报名单：导出、打印')
    await page.waitForSelector('h1:has-text("催报名单")')
    expect(await page.innerText('.listing-foot')).toContain('不含报告内容')
  })
})

describe('draws and checks', () => {
  beforeEach(async () => {
    await arrive('/matters/checks')
    await page.waitForSelector(cellAt(1, 1))
  })

  it('a draw is made by a seed, kept, and comes out the same again', async () => {
    await page.click('text=随机抽取…')
    await page.waitForSelector('[role=dialog]:has-text("抽取并登记之后才显示")')
    await page.fill('[role=dialog] [placeholder^="现场摇号、"]', '03 17 22 28 31 06')
    await page.fill('[role=dialog] [placeholder="如：现场摇号"]', '现场摇号')
    await page.click('[role=dialog] >> text=/^抽取 \\d+ 人并登记/')
    await page.waitForSelector('[role=dialog]:has-text("03 17 22 28 31 06（现场摇号）")')
    await page.click('text=复核抽取结果')
    await page.waitForSelector('[role=dialog] >> text=完全一致')
    await page.click('[role=dialog] >> text=打印抽取记录')
    await page.waitForSelector('h1:has-text("抽取记录")')
  })

  it('digits enter results; what does not fit together is said; influence is shown with its doubt', async () => {
    await page.click(countOf('未出结论'))
    await page.waitForTimeout(300)
    const open = await count('未出结论')
    await listed(open)
    await page.click(cellAt(1, 1))
    await page.keyboard.press('3')
    await page.waitForSelector('.notice:has-text("已填写 1 人")')
    await page.click(countOf('需核对'))
    await page.waitForSelector('.vgrid-row >> text=还没有处理')
    await page.click(countOf('影响期内'))
    await page.waitForSelector('.vgrid-row .tag.danger')
    expect(await page.getAttribute('.vgrid-row .tag.danger', 'title')).toContain('需核实')
  })
})

describe('scope and special reports', () => {
  it('a document of the unit widens who reports, and its number opens its people', async () => {
    await arrive('/matters/scope')
    await page.waitForSelector('text=还没有单位规定')
    await page.click('text=增加单位规定')
    await page.click('[role=dialog] .chip:has-text("科级干部")')
    await page.click('[role=dialog] >> text=保存')
    await page.waitForSelector('[role=dialog] >> text=没有写明依据哪个文件')
    await page.fill('[role=dialog] [aria-label=依据文件]', '示组〔2026〕1号')
    await page.click('[role=dialog] >> text=保存')
    await page.waitForSelector('.matters-part td:has-text("示组〔2026〕1号")')
    const people = numberOf(await page.innerText('.matters-part td .link'))
    expect(people).toBeGreaterThan(20)
    await page.click('.matters-part td .link')
    await page.waitForSelector('h1:has-text("应报告")')
    await page.waitForSelector('text=单位规定')
  })

  it('a change is entered for somebody and listed with its last day', async () => {
    await arrive('/matters/special')
    await page.waitForSelector('.matters-part table')
    await page.keyboard.press('Control+n')
    await page.waitForSelector('[role=dialog]:has-text("登记报告")')
    const first = (await page.innerText('.matters-part tbody tr >> nth=0 >> .link')).trim()
    await page.fill('[role=dialog] [aria-label=报告人]', first)
    await page.waitForSelector('[role=dialog] [role=option]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=dialog] .chip')
    await page.fill('[role=dialog] [placeholder="如 0512"]', '0601')
    await page.click('[role=dialog] >> text=/^登记$/')
    await page.waitForSelector('.matters-part td:has-text("2026.07.01")')
  })
})

describe('what is protected', () => {
  it('is masked in the dossier until a reason and the password are given, and the record of operations says so', async () => {
    await arrive('/matters')
    await page.waitForSelector(cellAt(1, 2))
    await page.click(`${cellAt(1, 1)}`)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier >> text=●●●')
    expect(await page.innerText('.dossier')).not.toContain('示例内容')
    await page.click('.guarded >> text=查看…')
    await page.waitForSelector('[role=dialog]:has-text("写明原因、核对口令")')
    await page.fill('[role=dialog] [placeholder="如：查核组调阅"]', '查核组调阅')
    await page.keyboard.press('Enter')
    await page.keyboard.type('bu-dui')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=dialog] >> text=口令不对')
    await page.keyboard.type('demo')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier >> text=示例内容')
    await page.click('.guarded >> text=遮住')
    await page.waitForSelector('.dossier >> text=●●●')
    expect(await page.innerText('.dossier')).not.toContain('示例内容')
    await page.goto(`${page.url().split('#')[0]}#/history`)
    await page.waitForSelector('text=/查看 .+ 的个人有关事项报告（有变化的事项、报告内容）：查核组调阅/')
  })

  it('is shown for a password of its own, once one is set', async () => {
    await arrive('/settings/protection')
    await page.fill('label:has-text("打开数据的口令") input', 'demo')
    await page.fill('label:has-text("新查阅口令") input', 'Chayue-5678')
    await page.fill('label:has-text("再输一遍") input', 'Chayue-5679')
    await page.waitForSelector('text=两次口令不一致')
    await page.fill('label:has-text("再输一遍") input', 'Chayue-5678')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice:has-text("查阅口令已设置")')
    await page.goto(`${page.url().split('#')[0]}#/matters`)
    await page.waitForSelector(cellAt(1, 2))
    await page.click(`${cellAt(1, 1)}`)
    await page.keyboard.press('Enter')
    await page.click('.guarded >> text=查看…')
    await page.fill('[role=dialog] [placeholder="如：查核组调阅"]', '查核组调阅')
    await page.fill('[role=dialog] label:has-text("查阅口令") input', 'demo')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=dialog] >> text=口令不对')
    await page.keyboard.type('Chayue-5678')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier >> text=示例内容')
  })

  it('is not erased by editing the rest of the row', async () => {
    await arrive('/matters')
    await page.waitForSelector(cellAt(1, 2))
    await page.click(cellAt(1, 1))
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier >> text=●●●')
    await page.click('.dossier-title >> text=修改')
    await page.waitForSelector('.cell-hidden')
    await page.fill('.rowcard [aria-label=收表人] >> nth=0', '石磊')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("已保存")')
    await page.click('.cell-hidden button >> nth=0')
    await page.fill('[role=dialog] [placeholder="如：查核组调阅"]', '核对')
    await page.fill('[role=dialog] [type=password]', 'demo')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.includes('示例内容')))
  })
})
