import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk, startBrowser, stopBrowser } from './desk'

beforeAll(startBrowser)
afterAll(stopBrowser)

let desk: Desk
let page: Desk['page']
afterEach(async () => {
  expect(desk.complaints, 'no policy violation, no uncaught error').toEqual([])
  await desk.close()
})
async function open(path: string): Promise<void> {
  desk = await openDesk({ path, people: 400 })
  page = desk.page
  await page.waitForSelector('.training [role=gridcell]')
}
const shown = async () => Number(((await page.textContent('.filterbar .count')) ?? '').replace(/\D/g, ''))
const listed = (count: string) => page.waitForFunction((text) => document.querySelector('.filterbar .count')?.textContent === text, count)

describe('the hours of a year', () => {
  beforeEach(() => open('/training'))

  it('chips and numbers list who is short, and the roster shows them', async () => {
    expect(await page.inputValue('[aria-label=年度]')).toBe('2026')
    const all = await shown()
    await page.click('.chip:has-text("还差的")')
    await page.waitForFunction((before) => !document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before} `), all)
    const short = await shown()
    expect(short).toBeLessThan(all)
    expect(await page.innerText('.training-units .whole'), 'the same number beside it').toContain(String(short))
    expect(await page.innerText('[aria-label=当前人员]'), 'with the rule').toMatch(/还差[\s\S]*依据：[\s\S]*需核实/)
    await page.keyboard.press('Escape')
    await listed(`${all} 人`)
    await page.locator('.training-units tbody tr').nth(1).locator('button').nth(1).click()
    await page.waitForSelector('.chip[aria-pressed=true]:has-text("全年未参训")')
    await page.waitForFunction((before) => !document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before} `), all)
    const none = await shown()
    await page.click('text=在花名册看这些人')
    await page.waitForFunction((count) => document.querySelector('.filterbar .count')?.textContent?.includes(`${count} 人`), none)
  })

  it('somebody is found by initials, and everybody is back with Escape', async () => {
    const all = await shown()
    const name = (await page.textContent('.vgrid-row [role=gridcell]:nth-child(2)'))!.trim()
    await page.keyboard.press('Control+f')
    await page.keyboard.type(name)
    await page.waitForFunction((before) => !document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before} `), all)
    expect(await page.textContent('.vgrid-row [role=gridcell]:nth-child(2)')).toContain(name)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await listed(`${all} 人`)
  })

  it('another year is counted anew', async () => {
    await page.selectOption('[aria-label=年度]', '2025')
    await page.waitForSelector('[role=columnheader]:has-text("2025学时")')
    await page.waitForFunction(() => [...document.querySelectorAll('.training-units .whole td')].some((cell) => cell.textContent === '0.0%'))
  })

  it('Enter opens the training of the person, F8 goes on to the next, Escape comes back', async () => {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier-head h1')
    expect(await page.textContent('.setnav-item[aria-current=true]')).toContain('教育培训')
    const name = await page.textContent('.dossier-head h1')
    await page.keyboard.press('F8')
    await page.waitForFunction((before) => document.querySelector('.dossier-head h1')?.textContent !== before, name)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.training [role=gridcell]')
  })
})

describe('the classes of a year', () => {
  beforeEach(() => open('/training/classes'))

  it('are listed with who took part, and open their rows and their people', async () => {
    const row = '.vgrid-row[aria-rowindex="2"]'
    const [name, owners] = [await page.innerText(`${row} [aria-colindex="2"]`), await page.innerText(`${row} [aria-colindex="3"]`)]
    await page.click('text=在花名册看参训人员')
    await page.waitForSelector(`.chip:has-text("${name}（${owners} 人）")`)
    await page.goBack()
    await page.waitForSelector('.training [role=gridcell]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.filterbar-title:has-text("教育培训台账")')
    await page.waitForFunction((count) => document.querySelector('.filterbar .count')?.textContent?.startsWith(`${count} 条`), owners)
    expect(await page.innerText('.filterbar')).toContain(name)
  })

  it('a class is registered by the keyboard for picked, marked and pasted people; names in doubt are asked about; undo takes it back', async () => {
    const classes = await shown()
    await page.evaluate(() => (location.hash = '#/training'))
    await page.waitForSelector('[role=columnheader]:has-text("还差学时")')
    await page.waitForSelector('.training [role=gridcell]')
    const nameAt = (row: number) => page.innerText(`.vgrid-row[aria-rowindex="${row + 1}"] [aria-colindex="2"]`)
    const names = [await nameAt(1), await nameAt(4)]
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '班次')
    await page.keyboard.type('新任科级干部任职培训班')
    await page.fill('[role=dialog] [aria-label=开始时间]', '20260601')
    await page.fill('[role=dialog] [aria-label=学时]', '90')
    await page.click('[role=dialog] >> text=加入标记的 1 人')
    await page.waitForSelector(`.training-chosen:has-text("${names[0]}")`)
    await page.focus('[role=dialog] [aria-label=人员]')
    await page.keyboard.type(names[1]!)
    await page.waitForSelector('.person-list .code-choice')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.training-people legend:has-text("2 人")')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '人员' && (document.activeElement as HTMLInputElement).value === '')
    await page.click('[role=dialog] >> text=粘贴名单')
    await page.fill('[aria-label=参训名单]', '没有这个人\n')
    await page.click('text=找人并加入')
    await page.waitForSelector('[role=dialog] :text("库里没有“没有这个人”")')
    await page.click('[role=dialog] >> button:has-text("登记 2 人")')
    await page.waitForSelector('.notice:has-text("还有 1 行没有定下来")')
    await page.keyboard.press('Escape')
    await page.waitForSelector('[role=dialog]', { state: 'hidden' })
    await page.click('text=继续登记班次')
    expect(await page.inputValue('[role=dialog] [aria-label=班次]'), 'nothing typed is lost').toBe('新任科级干部任职培训班')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '人员')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("粘贴的名单还没有加入")')
    await page.fill('[aria-label=参训名单]', '')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("已为 2 人登记")')
    await page.click('.tabs >> text=班次')
    await listed(`${classes + 1} 个班次`)
    await page.click('.vgrid-row:has-text("新任科级干部任职培训班") [aria-colindex="2"]')
    await page.click('text=补登这个班次的人员')
    await page.waitForSelector('[role=dialog]:visible')
    await page.click('[role=dialog] >> text=加入标记的 1 人')
    await page.click('[role=dialog] >> button:has-text("登记 1 人")')
    await page.waitForSelector(`.notice:has-text("${names[0]}已经登记过这个班次")`)
    await page.keyboard.press('Control+z')
    await listed(`${classes} 个班次`)
  })
})

describe('the hours as a list', () => {
  it('opens what the chips show, is searched and sorted, printed, and comes back', async () => {
    await open('/training')
    await page.click('.chip:has-text("还差的")')
    await page.waitForSelector('.chip[aria-pressed=true]:has-text("还差的")')
    await page.click('text=学时表：排序、导出、打印')
    await page.waitForSelector('.listing [role=gridcell]')
    expect(await page.textContent('.listing h1')).toBe('2026年未达到学时的人员')
    const all = await page.textContent('.filterbar .count')
    expect(await page.innerText('[aria-label=说明和依据]')).toMatch(/不互相折算[\s\S]*依据：[\s\S]*需核实/)
    const name = await page.locator('[role=row] [role=gridcell]:nth-child(2)').first().innerText()
    await page.fill('[aria-label=在名单里查找]', name)
    await page.waitForFunction((before) => document.querySelector('.filterbar .count')?.textContent !== before, all)
    await page.fill('[aria-label=在名单里查找]', '')
    await listed(all!)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+p')
    await page.waitForSelector('.print-page')
    expect(await page.inputValue('.print textarea')).toBe('2026年未达到学时的人员')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.listing [role=gridcell]')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.training [role=gridcell]')
  })
})
