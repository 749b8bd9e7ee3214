import { beforeEach, describe, expect, it } from 'vitest'
import type { CDPSession } from 'playwright-core'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
beforeEach(async () => {
  desk = await openDesk({ path: '/assessment', people: 1500 })
  page = desk.page
  await page.waitForSelector('.assess [role=gridcell] .grade')
  await page.waitForFunction(() => document.activeElement?.classList.contains('grid-editor'))
})

/** Columns by their place: the grade is frozen beside the name. */
const NAME = 1
const GRADE = 2
const STAFF = 8
const cellAt = (number: number, column: number) => `.vgrid-row[aria-rowindex="${number + 1}"] [aria-colindex="${column + 1}"]`
const cell = async (number: number, column: number) => (await page.innerText(cellAt(number, column))).trim()
const shows = (number: number, text: string) =>
  page.waitForFunction(([cell, text]) => document.querySelector(cell!)?.textContent?.trim() === text, [cellAt(number, GRADE), text])
const stands = async () => Number(await page.getAttribute('.vgrid-row.current', 'aria-rowindex')) - 1
const numberOf = (text: string) => Number(text.replace(/\D/g, ''))
const count = async (label: string) => numberOf(await page.innerText(`.assess-count:has-text("${label}") b`))
const counts = (label: string, people: number) =>
  page.waitForFunction(([label, people]) => [...document.querySelectorAll('.assess-count')].some((own) => own.textContent === `${people}${label}`), [label, people.toLocaleString('zh-CN')])
const listed = (people: number) => page.waitForFunction((text) => document.querySelector('.filterbar .count')?.textContent === text, `${people.toLocaleString('zh-CN')} 人`)
const good = (kind: string) => (kind === '事业' ? '合格' : '称职')

/** Lists those without a grade and stands on the first. */
async function missing(): Promise<number> {
  const people = await count('未填等次')
  await page.click('.assess-count:has-text("未填等次")')
  await listed(people)
  await page.click(cellAt(1, GRADE))
  return people
}

describe('a year of assessment by the keyboard', () => {
  it('opens the year before and counts everybody once', async () => {
    expect(await page.inputValue('[aria-label=考核年度]')).toBe('2025')
    const grades = await page.locator('.assess-side .chip').allInnerTexts()
    const graded = grades.reduce((sum, text) => sum + numberOf(text), 0)
    expect(graded + (await count('未填等次'))).toBe(await count('应考核'))
  })

  it('digits enter the grade in the words of the person and go down; the counts follow; Ctrl+Z takes it back', async () => {
    const people = await missing()
    const kinds = [await cell(1, STAFF), await cell(2, STAFF), await cell(3, STAFF)]
    await page.keyboard.type('222')
    await shows(3, good(kinds[2]!))
    expect([await cell(1, GRADE), await cell(2, GRADE)]).toEqual([good(kinds[0]!), good(kinds[1]!)])
    expect(await stands(), 'on the fourth').toBe(4)
    await counts('未填等次', people - 3)
    expect(await page.innerText('.filterbar'), 'they stay where they were typed').toContain('已填 3 人，重新列出')
    await page.keyboard.press('Control+z')
    await counts('未填等次', people - 2)
  })

  it('one key fills a block, what would be replaced is asked about, Delete clears', async () => {
    const people = await missing()
    for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('6')
    await page.waitForSelector('.notice:has-text("已填写 4 人")')
    await listed(people - 4)
    await page.click('.assess-side .chip:has-text("未参加")')
    await listed(4)
    await page.click(cellAt(1, GRADE))
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('5')
    await page.waitForSelector('[role=dialog]:has-text("已经填了别的等次")')
    await page.keyboard.press('Escape')
    await page.waitForSelector('[role=dialog]', { state: 'hidden' })
    expect(await cell(1, GRADE), 'nothing was done').toBe('未参加')
    await page.click(cellAt(1, GRADE))
    await page.keyboard.press('Delete')
    await shows(1, '')
    await counts('未填等次', people - 3)
  })

  it('initials open a small list', async () => {
    await missing()
    const word = `基本${good(await cell(1, STAFF))}`
    await page.keyboard.type(word === '基本合格' ? 'jbhg' : 'jbcz')
    await page.waitForSelector(`[role=listbox] >> text=${word}`)
    await page.keyboard.press('Enter')
    await shows(1, word)
    expect(await stands()).toBe(2)
  })

  it('leaves an input method alone: its digits pick candidates, the committed word picks the grade', async () => {
    await missing()
    const input: CDPSession = await desk.context.newCDPSession(page)
    for (const text of ['b', 'bu', 'bud', 'budi']) await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Digit1', windowsVirtualKeyCode: 229 })
    expect(await cell(1, GRADE), 'nothing was entered').toBe('')
    await input.send('Input.insertText', { text: '不定' })
    await page.waitForSelector('[role=listbox] >> text=不定等次')
    await page.waitForTimeout(80)
    await page.keyboard.press('Enter')
    await shows(1, '不定等次')
  })

  it('asks before a grade against a limit, naming why and where it is written, and may go on', async () => {
    const people = await count('受限')
    await page.click('.assess-count:has-text("受限")')
    await listed(people)
    const grades = await page.locator('.vgrid-row [aria-colindex="3"]').allInnerTexts()
    const at = grades.findIndex((text) => !text.includes('优秀')) + 1
    await page.click(cellAt(at, GRADE))
    const before = await cell(at, GRADE)
    await page.keyboard.press('1')
    await page.waitForSelector('[role=dialog]:has-text("与规定不符")')
    const said = await page.innerText('[role=dialog]:visible')
    expect(said).toMatch(/受政务|考核不合格/)
    expect(said).toContain('依据：')
    await page.click('[role=dialog] >> text=不填')
    await page.waitForSelector('[role=dialog]', { state: 'hidden' })
    expect(await cell(at, GRADE)).toBe(before)
    await page.click(cellAt(at, GRADE))
    await page.keyboard.press('1')
    await page.waitForFunction(() => document.activeElement?.textContent === '不填')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction((cell) => document.querySelector(cell)?.textContent?.includes('优秀 ⚠'), cellAt(at, GRADE))
  })

  it('a pasted column is shown first: who gets what, what is not understood', async () => {
    await missing()
    await page.evaluate(() => navigator.clipboard.writeText('考核等次\r\n优良\r\n5\r\n未参加\r\n'))
    await page.keyboard.press('Control+v')
    await page.waitForSelector('[role=dialog] >> text=看不懂 1 人')
    const said = await page.innerText('[role=dialog]:has-text("粘贴等次")')
    expect(said).toContain('“优良”不是考核等次，不写入')
    expect(said).toContain('首行“考核等次”是表头，已略过')
    await page.waitForFunction(() => document.activeElement?.textContent === '写入 2 人')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice:has-text("已填写 2 人")')
  })

  it('finds by name, marks, opens the dossier and comes back', async () => {
    const name = await cell(1, NAME)
    await page.keyboard.press('Control+f')
    await page.keyboard.type(name)
    await page.waitForFunction(() => Number(document.querySelector('.filterbar .count')?.textContent?.replace(/\D/g, '')) < 50)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    await page.waitForSelector('text=在花名册看标记的 1 人')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`.dossier-head >> text=${name}`)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.assess')
    expect(await page.inputValue('.filterbar-search')).toBe(name)
  })

  it('a share opens those counted; its percentage changes with a document only', async () => {
    const share = '.ratio:has-text("县委工作部门")'
    await page.click(`${share} .link >> nth=0`)
    await page.waitForSelector('.filterbar-title:has-text("县委工作部门年度考核")')
    await page.waitForSelector('.filterbar .chip:has-text("优秀")')
    await page.click('[aria-label*="修改县委工作部门"] >> nth=0')
    await page.waitForSelector('[role=dialog] >> text=需核实')
    await page.fill('[role=dialog] input >> nth=0', '25')
    await page.click('[role=dialog] >> text=保存')
    await page.waitForSelector('.notice:has-text("还没有填批准文件")')
    await page.fill('[role=dialog] input >> nth=1', '县公务员局〔2025〕1号')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${share}:has-text("25%")`)
    await page.click('[aria-label*="修改县委工作部门"] >> nth=0')
    await page.waitForFunction(() => document.querySelectorAll<HTMLInputElement>('[role=dialog] input')[1]?.value === '县公务员局〔2025〕1号')
  })

  it('exports and prints the year under its title', async () => {
    await page.click('text=导出汇总表')
    await page.waitForSelector('.notice:has-text("2025年度考核结果汇总表.xlsx")')
    expect(await page.innerText('.notices')).toMatch(/未填等次的 [\d,]+ 人不在表里/)
    await page.click('text=打印汇总表')
    await page.waitForSelector('h1:has-text("2025年度考核结果汇总表")')
    await page.waitForSelector('.print-page')
  })

  it('opens as a list of those shown, with what they are by, that is printed and leads to its people', async () => {
    const people = await missing()
    await page.click('text=列成名单')
    await page.waitForSelector('.listing h1:has-text("2025年度考核未填等次的人员")')
    await page.waitForSelector('.listing .vgrid-row [role=gridcell]')
    await page.waitForSelector(`.listing .count:text-matches("^${people.toLocaleString('zh-CN')} ")`)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.assess [role=gridcell]')
    await page.click('.assess-count:has-text("受限")')
    await page.waitForFunction(() => document.querySelector('.assess-count[aria-pressed=true]')?.textContent?.includes('受限'))
    await page.click('text=列成名单')
    await page.waitForSelector('.listing h1:has-text("2025年度考核等次受限的人员")')
    expect(await page.innerText('.listing-foot')).toMatch(/条|办法|规定/)
    const name = await page.innerText('.listing .vgrid-row[aria-rowindex="2"] [aria-colindex="2"]')
    await page.click('.listing .vgrid-row[aria-rowindex="2"] [aria-colindex="2"]')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`.dossier-head >> text=${name}`)
  })
})
