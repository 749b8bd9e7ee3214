import { beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
async function open(path: string): Promise<void> {
  desk = await openDesk({ path, people: 400 })
  page = desk.page
  await page.waitForSelector('.reviews [role=gridcell]')
}
const cell = (row: number, column: number) => page.innerText(`.vgrid-row[aria-rowindex="${row + 1}"] [aria-colindex="${column}"]`)
const says = (row: number, column: number, text: string) =>
  page.waitForFunction(([at, of, wanted]) => document.querySelector(`.vgrid-row[aria-rowindex="${at}"] [aria-colindex="${of}"]`)?.textContent?.trim() === wanted, [row + 1, column, text] as const)
const count = async () => Number(((await page.textContent('.filterbar .count')) ?? '').replace(/\D/g, ''))

describe('reviews under way', () => {
  beforeEach(() => open('/reviews'))

  it('gates are filled by digits from gate to gate; a conclusion against them is asked about, entered and undone', async () => {
    const name = await cell(1, 2)
    await page.keyboard.type('1112')
    await says(1, 6, '不合格')
    await page.keyboard.type('1')
    await page.waitForSelector('.ask-before')
    expect(await page.innerText('.ask-before')).toMatch(new RegExp(`${name}：廉洁关不合格，结论却是合格[\\s\\S]*结论应为不合格`))
    // Enter pressed once too often enters nothing
    await page.waitForFunction(() => document.activeElement?.textContent === '不填')
    const before = await count()
    await page.click('[role=dialog] >> text=仍然填写')
    await page.waitForFunction((all) => document.querySelector('.filterbar .count')?.textContent?.startsWith(`${all - 1} `), before)
    await page.keyboard.press('Control+z')
    await page.waitForFunction((all) => document.querySelector('.filterbar .count')?.textContent?.startsWith(`${all} `), before)
  })

  it('numbers and batches narrow the list, and the list opens as one that is exported and printed', async () => {
    const all = await count()
    await page.click('.assess-count:has-text("回复逾期")')
    await page.waitForFunction((before) => !document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before} `), all)
    expect(await count()).toBe(Number(await page.innerText('.assess-count:has-text("回复逾期") b')))
    await page.keyboard.press('Escape')
    await page.click('.review-batch:has-text("2026年发展对象")')
    await page.waitForFunction(() => document.querySelector('.filterbar .count')?.textContent === '6 人次')
    expect(await page.innerText('.filterbar')).toContain('2026年发展对象')
  })

  it('a review is opened for picked and pasted people with their relatives, and taken back', async () => {
    const all = await count()
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '审查类别')
    await page.keyboard.type('专项')
    await page.keyboard.press('Enter')
    await page.fill('[role=dialog] [aria-label=开始时间]', '20260620')
    const names = [await cell(1, 2), await cell(4, 2)]
    await page.click('[role=dialog] >> text=粘贴名单')
    await page.fill('[aria-label=审查名单]', names.join('\n'))
    await page.click('text=找人并加入')
    await page.waitForSelector('.training-people legend:has-text("2")')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已为 2 人启动审查')
    await page.waitForFunction((before) => document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before + 2} `), all)
    await page.click('text=撤销 >> nth=0')
    await page.waitForFunction((before) => document.querySelector('.filterbar .count')?.textContent?.startsWith(`${before} `), all)
  })

  it('one review shows its subjects and replies; a reply before its letter is refused with a sentence', async () => {
    await page.keyboard.press('Enter')
    await page.waitForSelector('.review-head h1')
    expect(await page.locator('[aria-label=审查对象] tbody tr').count()).toBeGreaterThan(1)
    await page.locator('[aria-label=联审回复] tbody tr').first().locator('text=填写').click()
    await page.waitForSelector('[role=dialog] [aria-label=回复时间]')
    await page.fill('[role=dialog] [aria-label=回复时间]', '20260101')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=/回复时间.*早于发函时间.*请核对/')
    await page.keyboard.press('Escape')
    await page.locator('[aria-label=审查对象] tbody tr').first().locator('text=/扫描件/').click()
    await page.click('[role=dialog] >> text=选择文件')
    await page.waitForSelector('.scan-page img')
    await page.click('[role=dialog] >> text=删除扫描件')
    await page.waitForSelector('[role=dialog] >> text=还没有扫描件')
  })
})

describe('agencies', () => {
  it('are asked about those chosen, and every number opens its people', async () => {
    await open('/reviews')
    await page.click('text=发联审')
    await page.waitForSelector('.review-agencies')
    await page.check('.review-agencies label:has-text("法院") input')
    await page.click('text=选择文件夹并生成')
    await page.waitForSelector('[role=columnheader]:has-text("法院")')
    const late = page.locator('.training-units tbody tr').first().locator('a').nth(2)
    const shown = await late.innerText()
    await late.click()
    await page.waitForSelector('.listing .filterbar-title')
    expect(Number(shown)).toBeGreaterThan(0)
  })
})

describe('who has failed', () => {
  it('is listed with what it is by, marked in the roster, and corrected only with a reason', async () => {
    await open('/reviews/failed')
    expect(await count()).toBe(1)
    const name = await cell(1, 2)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.review-veto')
    expect(await page.innerText('.review-veto')).toMatch(/一票否决[\s\S]*A14/)
    await page.keyboard.press('F2')
    await page.waitForSelector('[role=dialog] [aria-label=审查结论]')
    await page.fill('[role=dialog] [aria-label=审查结论]', '合格')
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') !== '审查结论')
    await page.waitForTimeout(200)
    await page.click('[role=dialog] >> text=保存')
    await page.waitForSelector('text=还没有写明理由')
    await page.fill('#row-reason', '录入错误')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已更正')
    await page.waitForFunction(() => !document.querySelector('.review-veto'))
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.review-veto')
    await page.click('text=打开档案')
    await page.waitForSelector('.dossier-head .tag.danger:has-text("一票否决")')
    expect(await page.innerText('.dossier-head h1')).toBe(name)
  })
})

describe('the way into the party', () => {
  it('stages list their people; a step is entered on the timeline, the next one follows, undo takes it back', async () => {
    await open('/reviews/party')
    await page.click('[aria-label^="入党申请人逾期"]')
    await page.waitForFunction(() => document.querySelector('.filterbar .count')?.textContent === '1 人')
    await page.focus('.reviews [role=grid]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.admission-steps li.next')
    expect(await page.innerText('.admission-remarks')).toMatch(/逾期[\s\S]*派人谈话[\s\S]*需核实/)
    await page.click('.admission-steps li.next >> text=登记')
    await page.fill('[role=dialog] [aria-label=时间]', '20260625')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.admission-steps li.next:has-text("推荐和确定入党积极分子")')
    await page.keyboard.press('Control+z')
    await page.waitForSelector('.admission-steps li.next:has-text("党组织派人谈话")')
  })
})
