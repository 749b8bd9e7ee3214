import { beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
const cell = (key: string) => `[id="cell-${key}"]`
const kept = () => page.waitForFunction(() => document.querySelector('.notice.done')?.textContent?.includes('已保存'))

describe('the form as an editor', () => {
  beforeEach(async () => {
    desk = await openDesk({ path: '/roster', people: 60 })
    page = desk.page
    await page.waitForSelector('[role=gridcell]')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F9')
    await page.waitForSelector(cell('name'))
  })

  it('is walked by Tab, what is typed is set on the page and saved in one step, and undone', async () => {
    await page.focus(cell('birthplace'))
    const picture = await page.getAttribute('.form-page img', 'src')
    await page.fill(cell('birthplace'), '江东安平')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('cell-party_joined')
    await page.waitForSelector('.tag:has-text("改动 1 格")')
    await page.waitForFunction((before) => document.querySelector('.form-page img')?.getAttribute('src') !== before, picture)
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/form-editor.png` })
    await page.keyboard.press('Control+s')
    await kept()
    await page.click('.notice .button:has-text("撤销")')
    await page.waitForFunction(() => (document.querySelector('[id="cell-birthplace"]') as HTMLInputElement).value !== '江东安平')
  })

  it('keeps a text that is not read whole, marks its line and names the cell', async () => {
    const before = await page.inputValue(cell('resume'))
    await page.fill(cell('resume'), `${before}\n某年起在某局`)
    await page.waitForSelector('.form-cell.refused')
    expect(await page.innerText('.form-side')).toContain('某年起在某局')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice.failed:has-text("简历没有保存")')
    expect(await page.inputValue(cell('resume'))).toContain('某年起在某局')
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/form-refused.png` })
  })

  it('says how full a cell is', async () => {
    await page.focus(cell('resume'))
    expect(await page.innerText('.form-side')).toMatch(/\d+ 行，14 磅，还可写 \d+ 行/)
    await page.fill(cell('resume'), Array.from({ length: 60 }, (_, at) => `${1950 + at}.01--${1951 + at}.01  云岭区财政局科员`).join('\n'))
    await page.waitForSelector('.form-cell.over')
    expect(await page.innerText('.form-side')).toContain('放不下')
  })

  it('walks the list it was opened from, and what was typed waits with its person', async () => {
    const name = await page.inputValue(cell('name'))
    expect(await page.innerText('.step-person')).toContain('2 / 60')
    await page.fill(cell('native_place'), '江东安平')
    await page.keyboard.press('PageDown')
    await page.waitForFunction((before) => (document.querySelector('[id="cell-name"]') as HTMLInputElement | null)?.value !== before, name)
    expect(await page.innerText('.step-person')).toContain('3 / 60')
    await page.waitForSelector('.statusbar-act:has-text("1 处有未保存的录入")')
    await page.keyboard.press('PageUp')
    await page.waitForFunction((before) => (document.querySelector('[id="cell-name"]') as HTMLInputElement | null)?.value === before, name)
    expect(await page.inputValue(cell('native_place'))).toBe('江东安平')
  })

  it('a lock loses nothing that was typed', async () => {
    await page.fill(cell('native_place'), '江东安平')
    await page.click('.statusbar-act:has-text("锁定")')
    await page.waitForSelector('input[type=password]')
    await page.fill('input[type=password]', 'demo')
    await page.keyboard.press('Enter')
    await page.click('.notice:has-text("上次有未保存的内容") .button:has-text("去看")')
    await page.waitForSelector(cell('native_place'))
    expect(await page.inputValue(cell('native_place'))).toBe('江东安平')
  })
})
