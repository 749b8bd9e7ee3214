import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
/** Set PICTURES to a folder to look at every step. */
async function picture(name: string): Promise<void> {
  if (process.env.PICTURES) await desk.page.screenshot({ path: `${process.env.PICTURES}/${name}.png` })
}

async function openRoster(): Promise<Desk['page']> {
  const { page } = desk
  await page.click('text=选择文件')
  await page.waitForSelector('.import-columns')
  return page
}
async function toReview(): Promise<Desk['page']> {
  desk = await openDesk({ path: '/import', people: 2000 })
  const page = await openRoster()
  await page.click('text=下一步')
  await page.waitForSelector('.vgrid-row')
  return page
}

describe('the questions of an import', () => {
  it('are answered by digits, say what is left out, and are remembered for the next file', async () => {
    desk = await openDesk({ path: '/import', people: 2000 })
    const page = await openRoster()
    await page.waitForSelector('.question:has-text("手机")')
    expect(await page.textContent('.import-left-out')).toContain('手机')
    await picture('questions')
    await page.focus('.question button')
    await page.keyboard.press('1')
    await page.waitForSelector('text=表头都认出来了')
    expect(await page.locator('.import-left-out').count()).toBe(0)
    await page.check('text=写入后记住这些回答')
    await page.fill('[aria-label="方案名称"]', '水利局')
    await page.press('[aria-label="方案名称"]', 'Tab')
    await page.click('text=下一步')
    await page.click('text=确认写入')
    await page.waitForSelector('text=导入完成')
    await page.click('button:text-is("再导入")')
    await openRoster()
    await page.waitForSelector('text=已用导入方案“水利局”')
    await picture('profile-used')
    await page.waitForSelector('text=表头都认出来了')
    await page.click('text=这次不用')
    await page.waitForSelector('.question:has-text("手机")')
  })
  it('clean a column step by step', async () => {
    desk = await openDesk({ path: '/import', people: 2000 })
    const page = await openRoster()
    await page.click('[aria-label="整理籍贯这一栏"]')
    await page.fill('label:has-text("去掉结尾的") input', '省')
    await picture('cleaning')
    await page.click('text=照此整理')
    await page.waitForSelector('[aria-label="整理籍贯这一栏"]:has-text("1 步")')
  })
})

describe('the review of an import', () => {
  it('chooses field by field and for all rows, by mouse and by keyboard', async () => {
    const page = await toReview()
    await page.focus('.vgrid')
    await page.keyboard.press('2')
    await page.waitForSelector('.import-count[aria-pressed="true"]:has-text("更新")')
    await page.waitForSelector('.import-pick')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.classList.contains('import-pick'))
    const before = await page.textContent('.import-count:has-text("更新") b')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=已作 1 处决定')
    await page.click('.import-changes >> text=所有行')
    await page.waitForSelector('.import-tools .tag:has-text("所有行")')
    await picture('fields')
    expect(await page.textContent('.import-count:has-text("更新") b')).not.toBe(before)
    await page.click('.tag-close')
    await page.waitForFunction(() => !document.querySelector('.tag-close'))
  })
  it('clears by blank cells only when told to', async () => {
    const page = await toReview()
    const unchanged = await page.textContent('.import-count:has-text("更新") b')
    await page.selectOption('[aria-label="空白格怎么办"]', 'clear')
    await page.waitForFunction((before) => document.querySelectorAll('.import-count b')[2]?.textContent !== before, unchanged)
    await page.selectOption('[aria-label="空白格怎么办"]', 'keep')
    await page.waitForFunction((before) => document.querySelectorAll('.import-count b')[2]?.textContent === before, unchanged)
  })
  it('puts a row beside the people of its name and takes the answer by a digit', async () => {
    const page = await toReview()
    await page.click('.import-count:has-text("待处理")')
    await page.waitForSelector('text=并排核对是谁')
    await page.click('text=并排核对是谁')
    await page.waitForSelector('.person-answers button')
    await picture('side-by-side')
    const held = Number(await page.textContent('.import-count:has-text("待处理") b'))
    await page.keyboard.press('1')
    await page.waitForSelector('.person-answers', { state: 'detached' })
    await page.waitForFunction((before) => Number(document.querySelectorAll('.import-count b')[4]?.textContent) < before, held)
  })
  it('corrects a cell where it is flagged', async () => {
    const page = await toReview()
    await page.selectOption('[aria-label="问题种类"]', { index: 1 })
    await page.waitForSelector('.import-cell.import-doubt')
    await page.click('.import-cell.import-doubt')
    await picture('correction')
    await page.keyboard.type('200301')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=已作 1 处决定')
  })
  it('maps a spelling once for all rows and merges near-equal values when asked', async () => {
    const page = await toReview()
    await page.click('text=代码写法…')
    const field = page.locator('.spellings input').first()
    await field.focus()
    await picture('spellings')
    await page.keyboard.type('汉族')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.spellings td.number:has-text("0")')
    await page.click('text=完成')
    await page.click('text=相近的写法…')
    await page.waitForSelector('.near button')
    await page.click('.near button >> nth=0')
    await page.waitForSelector('.near button[aria-pressed="true"]')
    await picture('near')
  })
  it('reaches the last row by the keyboard', async () => {
    const page = await toReview()
    expect(await page.locator('.vgrid').getAttribute('aria-rowcount')).toBe('321')
    await page.focus('.vgrid')
    await page.keyboard.press('Control+End')
    await page.waitForSelector('.vgrid-cell:has-text("花名册!322")')
  })
})
