import { beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
beforeEach(async () => {
  desk = await openDesk({ path: '/follow-up', people: 400 })
  page = desk.page
  await page.waitForSelector('.follow-table')
})
const number = async (label: string) => Number(((await page.getAttribute(`a[aria-label^="${label}"]`, 'aria-label')) ?? '').replace(/.*\s(\d+) 项$/, '$1'))

describe('跟踪管理', () => {
  it('every number opens the list behind it, and the list opens its people', async () => {
    const overdue = await number('查借阅已逾期')
    expect(overdue).toBeGreaterThan(0)
    await page.click('a[aria-label^="查借阅已逾期"]')
    await page.waitForSelector('h1:has-text("查借阅（已逾期）")')
    await page.waitForSelector('.vgrid-row [role=gridcell]')
    expect(Number(/\d+/.exec(await page.innerText('.filterbar .count'))?.[0]), 'as many rows as were counted').toBe(overdue)
    expect(await page.innerText('.listing-foot'), 'with the rule').toMatch(/借阅期限一般不超过十五日[\s\S]*依据/)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier-head h1')
    expect(await page.textContent('.setnav-item[aria-current=true]'), 'opened where it stands').toContain('档案查借阅')
    await page.click('.setnav >> text=基本情况')
    await page.click('.dossier-due summary')
    expect(await page.innerText('.dossier-due')).toContain('档案借阅归还')
    await page.click('.dossier-due >> text=去看')
    expect(await page.textContent('.setnav-item[aria-current=true]')).toContain('档案查借阅')
  })

  it('the parts are walked by arrows; a number of a rule is set by the unit and taken back', async () => {
    await page.focus('.follow-name[aria-current=true]')
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
    await page.waitForSelector('.training-side h2:has-text("导师结对")')
    const [before, open] = [await number('导师结对已逾期'), await number('导师结对在办')]
    await page.fill('.follow-parameter input', '6')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.waitForSelector('.notice:has-text("现在是 6个月")')
    await page.waitForFunction((was) => !document.querySelector(`a[aria-label="导师结对已逾期 ${was} 项"]`), before)
    expect(await number('导师结对已逾期')).toBe(before + open)
    await page.click('.follow-parameter >> text=恢复')
    await page.waitForSelector(`a[aria-label="导师结对已逾期 ${before} 项"]`)
  })

  it('who has not signed is signed for at once, and undone', async () => {
    await page.click('.follow-name:has-text("廉洁承诺")')
    const missing = await number('廉洁承诺缺项或不符')
    await page.click('.follow-acts .button')
    await page.waitForSelector('.follow-people label')
    expect(await page.locator('.follow-people label').count()).toBe(missing)
    await page.locator('.follow-people input').first().uncheck()
    expect(await page.inputValue('[aria-label=签订时间]'), 'as a clerk writes it').toBe('2026.06.30')
    await page.fill('[aria-label=签订时间]', '20260301')
    await page.click(`[role=dialog] >> text=登记 ${missing - 1} 人`)
    await page.waitForSelector(`.notice:has-text("已为 ${missing - 1} 人登记 2026 年廉洁自律承诺书")`)
    await page.waitForSelector('a[aria-label="廉洁承诺缺项或不符 1 项"]')
    await page.click('.notice >> text=撤销')
    await page.waitForSelector(`a[aria-label="廉洁承诺缺项或不符 ${missing} 项"]`)
  })

  it('the pools of the reserve open their people', async () => {
    await page.click('.follow-name:has-text("后备干部")')
    await page.waitForSelector('[aria-label=后备库结构] table')
    const label = (await page.getAttribute('button[aria-label^="正科级在库"]', 'aria-label')) ?? ''
    await page.click('button[aria-label^="正科级在库"]')
    await page.waitForSelector(`.chip:has-text("后备正科级（${label.replace(/\D/g, '')} 人）")`)
  })
})

describe('the archive', () => {
  it('scans in bulk are looked at, kept and taken back; what failed says why', async () => {
    await page.click('.follow-name:has-text("档案目录")')
    await page.click('text=批量挂接扫描件')
    await page.click('text=选择文件夹')
    await page.waitForSelector('.import-count[aria-pressed=true]:has-text("没有挂接")')
    expect(await page.innerText('.scans-rows')).toContain('库里没有“张无名”')
    await page.click('text=确认挂接 6 份材料')
    await page.waitForSelector('.notice:has-text("已挂接 6 份材料的扫描件")')
    await page.click('.import-count:has-text("已挂接")')
    expect(await page.locator('.scans-rows tbody tr').count()).toBe(6)
    await page.click('.notice >> text=撤销')
    await page.waitForSelector('text=把放扫描件的文件夹')
  })

  it('the catalogue of a dossier is put in order and printed; a loan prints its permission', async () => {
    await page.evaluate(() => (location.hash = '#/people/9?set=material'))
    await page.waitForSelector('.setnav-item[aria-current=true]:has-text("档案材料目录")')
    await page.click('text=重排序号')
    await page.waitForSelector('.notice:has-text("目录的顺序和序号都对")')
    await page.click('text=打印干部人事档案目录')
    await page.waitForSelector('.print-page')
    await page.goBack()
    await page.click('.setnav >> text=档案查借阅')
    await page.click('.table a:has-text("打印")')
    await page.waitForSelector('.print-page')
  })
})
