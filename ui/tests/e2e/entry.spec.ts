import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
async function open(path: string): Promise<void> {
  desk = await openDesk({ path, people: 60 })
  page = desk.page
}
const picture = async (name: string) => {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` })
}

describe('简历 as text and rows', () => {
  it('each follows the other, breaks are marked with their months, and both are saved as one', async () => {
    await open('/people/3/edit/resume')
    await page.waitForFunction(() => (document.querySelector('#resume-text') as HTMLTextAreaElement | null)?.value.includes('--'))
    const before = await page.inputValue('#resume-text')
    const rows = await page.locator('.resume-sides tbody tr:not(.resume-mark)').count()
    await page.fill('#resume-text', `1980.01--1980.03  某厂工人\n${before}`)
    await page.waitForFunction((count) => document.querySelectorAll('.resume-sides tbody tr:not(.resume-mark)').length === count + 1, rows)
    await page.waitForSelector('.resume-mark.gap')
    expect(await page.innerText('.resume-mark.gap >> nth=0')).toMatch(/断开\s+\d+ 个月/)
    await picture('resume-sides')
    await page.locator('.resume-sides td.text textarea').first().fill('某厂学徒')
    await page.waitForFunction(() => (document.querySelector('#resume-text') as HTMLTextAreaElement).value.includes('某厂学徒'))
    await page.fill('#resume-text', `不是一段\n${before}`)
    await page.waitForSelector('#resume-unread .bad')
    expect(await page.locator('.resume-sides tbody tr:not(.resume-mark)').count(), 'the rows wait').toBe(rows + 1)
    await page.fill('#resume-text', before)
    await page.waitForFunction((count) => document.querySelectorAll('.resume-sides tbody tr:not(.resume-mark)').length === count, rows)
  })

  it('is made anew when asked, looked at beside the old one, and taken only then', async () => {
    await open('/people/3/edit/resume')
    await page.waitForFunction(() => (document.querySelector('#resume-text') as HTMLTextAreaElement | null)?.value.includes('--'))
    const before = await page.inputValue('#resume-text')
    await page.click('text=按职务、学历重新生成')
    await page.waitForSelector('.resume-made')
    await picture('resume-made')
    expect(await page.innerText('.resume-made section >> nth=0')).toContain(before.split('\n')[0]!.slice(0, 7))
    await page.click('[role=dialog] >> button:text-is("采用")')
    await page.waitForFunction((text) => (document.querySelector('#resume-text') as HTMLTextAreaElement).value !== text, before)
    await page.waitForSelector('.edit-foot:has-text("未保存")')
  })
})

describe('one item of many rows', () => {
  it('is replaced in a list after being shown, in one step that is undone', async () => {
    await open('/roster')
    await page.waitForSelector('[role=gridcell]')
    await page.keyboard.press('Control+h')
    await page.waitForSelector('#batch-item')
    await page.selectOption('#batch-item', 'health')
    await page.fill('#batch-find', '健康')
    await page.fill('[role=dialog] input[placeholder="不填就是删去"]', '良好')
    await page.waitForSelector('.batch-seen:has-text("将修改")')
    await picture('batch-replace')
    const text = await page.innerText('.batch-seen')
    const refused = text.includes('不能这样改')
    expect(refused || /将修改 \d+ 条/.test(text)).toBe(true)
    await page.check('[role=dialog] input[value=put]')
    await page.fill('#batch-value', '一般')
    await page.keyboard.press('Enter')
    const goes = page.locator('[role=dialog] .button.main')
    await page.waitForFunction(() => /修改 \d+ 条/.test(document.querySelector('[role=dialog] .button.main')?.textContent ?? ''))
    await goes.click()
    await page.waitForSelector('.notice:has-text("已修改")')
    await page.click('.notice .button:has-text("撤销")')
    await page.waitForSelector('.notice:has-text("已撤销")')
  })

  it('is changed for a chosen block of a ledger', async () => {
    await open('/ledger/training')
    await page.waitForSelector('[role=gridcell]')
    await page.keyboard.press('Shift+ArrowDown')
    await page.click('.commands >> text=批量修改')
    await page.waitForSelector('[role=dialog]:has-text("选中的 2 条")')
  })
})

describe('what a dossier still lacks', () => {
  it('is counted for the person and at each section, and opens the section', async () => {
    await open('/people/5')
    await page.waitForSelector('.dossier-lacks')
    await picture('dossier-lacks')
    await page.click('.dossier-lacks button >> nth=0')
    expect(await page.textContent('.setnav-item[aria-current=true]')).toContain('缺')
  })
})

describe('a list walked from a dossier', () => {
  it('says where one stands, by keys too', async () => {
    await open('/roster')
    await page.waitForSelector('[role=gridcell]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.step-person:has-text("1 / 60")')
    await page.keyboard.press('PageDown')
    await page.waitForSelector('.step-person:has-text("2 / 60")')
    await page.keyboard.press('PageUp')
    await page.waitForSelector('.step-person:has-text("1 / 60")')
  })
})
