import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
async function open(path: string): Promise<void> {
  desk = await openDesk({ path, people: 400 })
  page = desk.page
}
const focused = (within: string) => page.waitForFunction((selector) => document.activeElement?.closest(selector) !== null, within)
const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

describe('the keyboard alone', () => {
  it('a page of one review has the keys at once, goes from row to row, and has them again after a dialog', async () => {
    await open('/reviews')
    await page.waitForSelector('.reviews .vgrid-row [role=gridcell]')
    await page.keyboard.press('Enter')
    await focused('.review-body')
    await page.focus('.review-acts button >> nth=0')
    const first = await label()
    await page.keyboard.press('ArrowDown')
    expect(await label()).not.toBe(first)
    expect(await label()).toMatch(/^填写.+的核查情况$/)
    await page.keyboard.press('ArrowUp')
    expect(await label()).toBe(first)
    await page.keyboard.press('Enter')
    await focused('[role=dialog]')
    await page.keyboard.press('Escape')
    await focused('.review-body')
    expect(await label(), 'where one was').toBe(first)
    await page.focus('.review-acts button[aria-label^=去掉] >> nth=0')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice:has-text("已去掉")')
    await focused('.review-body')
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.notice:has-text("已撤销")')
  })

  it('跟踪管理 begins in its first part; no line of another list is told; the sum of what is open opens it', async () => {
    await open('/roster')
    await page.waitForSelector('.statusbar:has-text("第 1 /")')
    await page.evaluate(() => ((document.activeElement as HTMLElement).blur(), (location.hash = '#/follow-up')))
    await page.waitForFunction(() => document.activeElement?.classList.contains('follow-name'))
    expect(await page.innerText('.statusbar')).not.toContain('第 ')
    await page.keyboard.press('ArrowDown')
    expect(await page.textContent('.training-side')).toContain('承诺')
    const sum = await page.innerText('.follow-table tfoot .number:nth-of-type(4), .follow-table tfoot td:nth-child(5)')
    await page.click('a[aria-label^="合计在办"]')
    await page.waitForSelector('.listing h1:has-text("在办")')
    expect((await page.innerText('.listing .count')).startsWith(sum)).toBe(true)
  })

  it('a unit is picked by its initials and the row is kept with Ctrl+S', async () => {
    await open('/ledger/unit_assessment')
    await page.waitForSelector('.filterbar .count')
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-unit'))
    await page.keyboard.type('xwzzb')
    await page.waitForSelector('[role=option]:has-text("县委组织部")')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-year'))
    await page.keyboard.type('2021')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-grade'))
    await page.keyboard.type('hg')
    await page.waitForSelector('[role=option]')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("已增加科室")')
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.notice:has-text("已撤销")')
  })

  it('units are found by initials in the tree and the palette', async () => {
    await open('/roster')
    await page.waitForSelector('.roster-units [role=treeitem]')
    await page.fill('[aria-label=查找机构]', 'xwzzb')
    await page.waitForSelector('.roster-units [role=treeitem]:has-text("县委组织部")')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('xwzzb')
    await page.waitForSelector('[role=option]:has-text("县委组织部"):has-text("机构")')
  })

  const FIRST = [
    { path: '/matters/special', keys: 'Control+n', title: '登记报告' },
    { path: '/matters/checks', press: '随机抽取…', title: '随机抽取' },
    { path: '/people/3/edit', press: '删除此人…', title: '删除' },
    { path: '/roster', press: '组合条件…', title: '组合条件' },
    { path: '/roster', press: '导出', title: '导出花名册' },
  ]
  for (const { path, keys, press, title } of FIRST) {
    it(`${title}: the first field of the dialog has the cursor`, async () => {
      await open(path)
      await page.waitForSelector('.commands, .edit-head')
      await page.waitForTimeout(300)
      if (keys) await page.keyboard.press(keys)
      else await page.click(`button:has-text("${press}")`)
      await page.waitForSelector(`[role=dialog]:has-text("${title}")`)
      await page.waitForFunction(() => document.activeElement?.matches('[role=dialog] .el-dialog__body :is(input, select, textarea)'))
    })
  }

  it('the buttons of a tall dialog lie at its foot, also while something is told', async () => {
    await open('/matters/checks')
    await page.setViewportSize({ width: 1024, height: 620 })
    await page.keyboard.press('Control+n')
    await page.waitForSelector('[role=dialog]:has-text("登记重点查核")')
    await page.evaluate(() => document.documentElement.style.setProperty('--notices', '90px'))
    await page.keyboard.press('Escape')
    await page.click('text=随机抽取…')
    await page.waitForSelector('#matters-draw')
    await page.evaluate(() => document.documentElement.style.setProperty('--notices', '90px'))
    await page.waitForTimeout(400)
    const below = await page.evaluate(() => {
      const foot = [...document.querySelectorAll('.el-dialog__footer')].at(-1)!.getBoundingClientRect()
      return window.innerHeight - foot.bottom
    })
    expect(below).toBeLessThan(24)
  })

  it('the editor: Ctrl+N adds a row, Alt with the arrows goes through the sections, and the cursor stays where one saves', async () => {
    await open('/people/3/edit/education')
    await page.waitForFunction(() => document.activeElement?.classList.contains('cell-field'))
    const rows = () => page.locator('.rowcard').count()
    const before = await rows()
    await page.keyboard.press('Control+n')
    await page.waitForFunction((count) => document.querySelectorAll('.rowcard').length === count + 1, before)
    await page.waitForFunction(() => document.activeElement?.closest('.rowcard')?.textContent?.includes('新增'))
    await page.focus('.rowcard:has-text("新增") .button.danger')
    await page.keyboard.press('Enter')
    await page.waitForFunction((count) => document.querySelectorAll('.rowcard').length === count, before)
    await page.waitForFunction(() => document.activeElement?.classList.contains('cell-field'))
    const school = page.locator('.rowcard >> nth=0').locator('input[id$=-school]')
    await school.fill('云江师范学院')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("已保存")')
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-school'))
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("没有改动")')
    await page.waitForFunction(() => document.activeElement?.id.endsWith('-school'))
    const label = () => page.innerText('.setnav-item[aria-current=true] span:not(.dot) >> nth=0')
    const here = await label()
    await page.keyboard.press('Alt+ArrowDown')
    await page.waitForFunction((was) => document.querySelector('.setnav-item[aria-current=true]')?.textContent?.includes(was) === false, here)
    await page.keyboard.press('Alt+ArrowUp')
    await page.waitForFunction((was) => document.querySelector('.setnav-item[aria-current=true]')?.textContent?.includes(was), here)
  })
})
