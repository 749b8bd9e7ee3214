import { beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
const total = async () => Number(/([\d,]+) 条/.exec((await desk.page.textContent('.filterbar .count')) ?? '')?.[1]?.replace(/,/g, ''))
const until = (count: string) => desk.page.waitForFunction((text) => document.querySelector('.filterbar .count')?.textContent?.includes(text), count)
const cell = (row: number, column: string) =>
  desk.page.evaluate(([row, column]) => {
    const heads = [...document.querySelectorAll('[role=columnheader]')]
    const at = heads.find((head) => head.textContent?.startsWith(column as string))?.getAttribute('aria-colindex')
    const own = document.querySelector(`[aria-rowindex="${Number(row) + 1}"] [aria-colindex="${at}"]`)?.cloneNode(true) as Element | undefined
    own?.querySelector('.veto-mark')?.remove()
    return own?.textContent ?? ''
  }, [row, column] as const)
/** Walks to a column of the row the frame is in. */
async function goTo(column: string): Promise<void> {
  const { page } = desk
  await page.keyboard.press('Home')
  for (let step = 0; step < 30; step++) {
    const at = await page.getAttribute('[role=grid]', 'aria-activedescendant')
    const heading = await page.evaluate((index) => document.querySelector(`[role=columnheader][aria-colindex="${index}"]`)?.textContent, Number(at?.split('-')[2]) + 1)
    if (heading?.startsWith(column)) return
    await page.keyboard.press('ArrowRight')
  }
  throw new Error(`no column ${column}`)
}
async function openLedger(set: string, opening: object = {}): Promise<void> {
  desk = await openDesk({ path: `/ledger/${set}`, people: 400, ...opening })
  await desk.page.waitForSelector('[role=gridcell]')
}

describe('leafing through ledgers', () => {
  it('one is found by typing its name in the palette, and is narrowed by year, unit and word', async () => {
    desk = await openDesk({ people: 400 })
    const { page } = desk
    await page.waitForSelector('[role=gridcell]')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('年度考核台账')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.filterbar-title:has-text("年度考核台账")')
    await page.waitForSelector('[role=gridcell]')
    const all = await total()
    await page.click('.chip:has-text("2024年")')
    await page.waitForFunction(() => document.querySelector('.chip[aria-pressed=true]')?.textContent === '2024年')
    await page.waitForFunction((count) => !document.querySelector('.filterbar .count')?.textContent?.includes(`${count} 条`), all.toLocaleString('zh-CN'))
    expect(await cell(1, '年度')).toBe('2024')
    await page.click('.chip:has-text("2023年")')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('2023'))
    expect(await page.locator('.chip[aria-pressed=true]').count(), 'one year at a time').toBe(1)
    await page.click('.units-node:has-text("县委组织部")')
    await page.waitForSelector('.filterbar-title:has-text("县委组织部")')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('没有这个字')
    await page.click('text=清除全部条件')
    await page.waitForSelector('[role=gridcell]')
  })

  it('the registers are walked with the arrows and filtered by typing', async () => {
    await openLedger('post')
    const { page } = desk
    await page.fill('[aria-label=查找台账]', '培训')
    expect(await page.locator('.register').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.filterbar-title:has-text("教育培训台账")')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid')
    await page.fill('[aria-label=查找台账]', '')
    await page.focus('.register[aria-current=true]')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('.filterbar-title:has-text("导师结对台账")')
    await page.waitForSelector('.roster-list[aria-label="导师结对台账"] [role=gridcell]')
  })

  it('columns and order are remembered for each ledger', async () => {
    await openLedger('training')
    const { page } = desk
    await page.click('[role=columnheader]:has-text("姓名")')
    await page.keyboard.press('Control+l')
    await page.check('[role=dialog] label:text-is("性别") input')
    await page.click('[role=dialog] >> text=完成')
    await page.reload()
    await page.waitForSelector('[role=columnheader]:has-text("拼音↑")')
    await page.waitForSelector('[role=gridcell]')
    expect(await page.evaluate(() => localStorage.getItem('antou.ledger.training'))).toContain('"sex":true')
    await page.evaluate(() => (location.hash = '#/ledger/award'))
    await page.waitForSelector('.filterbar-title:has-text("奖惩台账")')
    expect(await page.locator('[role=columnheader]:has-text("拼音")').count(), 'the other has its own').toBe(0)
  })

  it('what is protected is not listed, and said to be', async () => {
    desk = await openDesk({ path: '/ledger/matters', people: 400 })
    const { page } = desk
    await page.waitForSelector('.ledger-locked')
    expect(await page.textContent('.ledger-locked')).toContain('报告内容')
    await page.keyboard.press('Control+l')
    expect(await page.locator('[role=dialog] label:has-text("报告内容")').count()).toBe(0)
    expect(await page.locator('.register:has-text("谈话") .lock').count()).toBe(1)
  })
})

describe('working in a ledger', () => {
  beforeEach(() => openLedger('training'))

  it('a code is picked by its initials, a month is read, the row stays, and undo takes it back', async () => {
    const { page } = desk
    await goTo('培训方式')
    const [before, name] = [await cell(1, '培训方式'), await cell(1, '姓名')]
    await page.keyboard.press('F4')
    await page.waitForFunction(() => document.activeElement?.classList.contains('grid-editor'))
    await page.keyboard.type('wl')
    expect(await page.locator('.code-choice.at').textContent()).toContain('网络')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('网络'))
    expect(await cell(1, '姓名'), 'the row stays where it is').toBe(name)
    await page.keyboard.press('ArrowUp')
    await goTo('结束时间')
    await page.keyboard.type('202607')
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('2026.07'))
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('202613')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice:has-text("月份 13 不存在")')
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.notice:has-text("已撤销")')
    await page.keyboard.press('Control+z')
    await page.waitForFunction((text) => !document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('网络') && document.querySelector('[aria-rowindex="2"]')?.textContent?.includes(text), before)
  })

  it('the space bar lists every code, the arrows choose, Escape leaves the cell as it was', async () => {
    const { page } = desk
    await page.keyboard.press('F4')
    await goTo('培训类别')
    const before = await cell(1, '培训类别')
    await page.keyboard.press('Space')
    expect(await page.locator('.code-choice').count()).toBeGreaterThan(3)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    expect(await page.locator('.code-list').count()).toBe(0)
    expect(await cell(1, '培训类别')).toBe(before)
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    const wanted = await page.locator('.code-choice.at span').nth(1).textContent()
    await page.keyboard.press('Enter')
    await page.waitForFunction((text) => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes(text), wanted!)
  })

  it('what was typed is written where it was typed, also when another cell is clicked before it is settled', async () => {
    const { page } = desk
    await page.keyboard.press('F4')
    await goTo('班次')
    const below = await cell(2, '班次')
    await page.keyboard.type('Python')
    await page.click('[aria-rowindex="3"] [role=gridcell]:nth-child(4)')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('Python'))
    expect(await cell(2, '班次'), 'the cell clicked is as it was').toBe(below)
  })

  it('an input method is not disturbed: half-typed letters are neither taken nor narrowed by', async () => {
    const { page } = desk
    const input = await desk.context.newCDPSession(page)
    await page.keyboard.press('F4')
    await goTo('培训方式')
    const before = await cell(1, '培训方式')
    await input.send('Input.imeSetComposition', { text: 'wangluo', selectionStart: 7, selectionEnd: 7 })
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 })
    expect(await page.inputValue('.grid-editor')).toBe('wangluo')
    expect(await page.locator('.code-choice').count(), 'not narrowed yet').toBeGreaterThan(3)
    await input.send('Input.insertText', { text: '网络' })
    await page.waitForFunction(() => document.querySelectorAll('.code-choice').length === 1)
    await page.waitForTimeout(80)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('网络'))
    expect(await cell(1, '培训方式')).not.toBe(before)
  })

  it('a row is added to somebody found by initials, and another with the same words', async () => {
    const { page } = desk
    const all = await total()
    const [first, second] = [await cell(1, '姓名'), await cell(2, '姓名')]
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '人员')
    await page.keyboard.type(first)
    await page.waitForSelector('.person-list .code-choice')
    expect(await page.textContent('.person-list'), 'told apart by birth and unit').toMatch(/\d{4}\.\d\d/)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '班次')
    await page.keyboard.type('网络安全培训班')
    await page.fill('[role=dialog] [aria-label=开始时间]', '202606')
    await page.click('text=保存，再加一人')
    await page.waitForSelector(`.notice:has-text("已为${first}增加教育培训")`)
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '人员')
    expect(await page.inputValue('[role=dialog] [aria-label=班次]'), 'the words stay').toBe('网络安全培训班')
    await page.keyboard.type(second)
    await page.waitForSelector('.person-list .code-choice')
    await page.keyboard.press('Enter')
    await page.click('[role=dialog] >> button:text-is("保存")')
    await until(`${all + 2} 条`)
    await page.keyboard.press('Control+z')
    await until(`${all + 1} 条`)
  })

  it('rows are deleted after being shown, and brought back together', async () => {
    const { page } = desk
    const all = await total()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Delete')
    await page.waitForSelector('[role=dialog]:has-text("删除 3 条教育培训")')
    await page.waitForFunction(() => document.activeElement?.textContent === '删除')
    await page.keyboard.press('Enter')
    await until(`${all - 3} 条`)
    await page.click('.notice >> text=撤销')
    await until(`${all} 条`)
  })

  it('Enter opens the person at this section, and back leads to the same row', async () => {
    const { page } = desk
    await page.keyboard.press('ArrowDown')
    const name = await cell(2, '姓名')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier-head h1')
    expect(await page.textContent('.dossier-head h1')).toBe(name)
    expect(await page.textContent('.setnav-item[aria-current=true]')).toContain('教育培训')
    await page.keyboard.press('F8')
    await page.waitForFunction((before) => document.querySelector('.dossier-head h1')?.textContent !== before, name)
    expect(await page.textContent('.setnav-item[aria-current=true]'), 'the same section of the next').toContain('教育培训')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.filterbar-title:has-text("教育培训台账")')
    expect(await page.textContent('.statusbar')).toMatch(/第 3 \/ [\d,]+ 条/)
  })

  it('marked people, and the people of a narrowed ledger, are opened in the roster', async () => {
    const { page } = desk
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.click('text=在花名册看标记的 2 人')
    await page.waitForFunction(() => document.querySelector('.filterbar .count')?.textContent?.includes('2 人'))
    await page.click('.chip:has-text("已标记（2 人）")')
    await page.waitForFunction(() => document.querySelector('.filterbar .count')?.textContent?.includes('400 人'))
    await page.click('.statusbar >> text=标记 2 人')
    await page.click('.rail >> text=台账')
    await page.fill('.filterbar-search', '双溪乡')
    await page.waitForFunction(() => !document.querySelector('.filterbar .count')?.textContent?.includes('400'))
    const rows = await total()
    await page.click('text=在花名册看这些人')
    await page.waitForFunction((count) => document.querySelector('.filterbar .count')?.textContent?.includes(`${count} 人`), rows)
  })

  it('is exported with the number when it is to come back, and printed as it will be', async () => {
    const { page } = desk
    await page.keyboard.press('Control+e')
    await page.check('[role=dialog] input[type=checkbox]')
    await page.click('text=选择位置并导出')
    await page.waitForSelector('.notice:has-text("已导出 400 条")')
    await page.keyboard.press('Control+p')
    await page.waitForSelector('.print-page')
    expect(await page.textContent('.edit-head .tag')).toContain('A4 横向')
    await page.keyboard.press('Control+p')
    await page.waitForSelector('.notice:has-text("已送到打印机")')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.filterbar-title:has-text("教育培训台账")')
  })

  it('a block is pasted into the rows after being shown', async () => {
    const { page } = desk
    await page.keyboard.press('F4')
    await goTo('天数')
    await page.evaluate(() => navigator.clipboard.writeText('12\t96\r\n5\t40'))
    await page.keyboard.press('Control+v')
    await page.waitForSelector('text=粘贴预览')
    await page.click('[role=dialog] >> button:has-text("写入")')
    await page.waitForSelector('text=已粘贴 2 行')
    await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('1296'))
    await page.click('.notice >> text=撤销粘贴')
    await page.waitForFunction(() => !document.querySelector('[aria-rowindex="2"]')?.textContent?.includes('1296'))
  })
})

describe('a ledger of units', () => {
  it('is edited and added to without a person', async () => {
    await openLedger('unit_assessment')
    const { page } = desk
    const all = await total()
    await page.keyboard.press('F4')
    await goTo('考核等次')
    const wanted = (await cell(1, '考核等次')) === '优秀' ? '良好' : '优秀'
    await page.keyboard.type(wanted)
    await page.keyboard.press('Enter')
    await page.waitForFunction((text) => document.querySelector('[aria-rowindex="2"]')?.textContent?.includes(text), wanted)
    await goTo('负责人')
    await page.keyboard.type('没有这个人')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice:has-text("库里没有“没有这个人”")')
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '机构')
    await page.keyboard.type('县财政局')
    await page.keyboard.press('Enter')
    await page.keyboard.type('2026')
    await page.click('[role=dialog] >> button:text-is("保存")')
    await until(`${all + 1} 条`)
  })
})
