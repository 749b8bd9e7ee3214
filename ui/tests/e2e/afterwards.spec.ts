import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
/** Screens are looked at when a folder for pictures is named. */
async function picture(name: string): Promise<void> {
  if (process.env.PICTURES) await desk.page.screenshot({ path: `${process.env.PICTURES}/${name}.png` })
}

async function importRoster(): Promise<void> {
  desk = await openDesk({ path: '/import' })
  await desk.page.click('text=选择文件')
  await desk.page.click('text=下一步')
  await desk.page.click('text=确认写入')
  await desk.page.waitForSelector('text=导入完成')
}

describe('a file opened by a double click', () => {
  it('is looked at as soon as the desk is open, and only once', async () => {
    desk = await openDesk({ given: 'D:\\表\\张三.lrmx' })
    const { page } = desk
    await page.waitForSelector('text=下一步：逐行核对')
    expect(page.url()).toMatch(/#\/import$/)
    await picture('given')
    await page.click('text=放弃这次导入')
    await page.evaluate(() => (location.hash = '#/roster'))
    await page.waitForSelector('.steps', { state: 'detached' })
    expect(page.url()).toMatch(/#\/roster$/)
  })
})

describe('an import afterwards', () => {
  it('is listed with its file, opens to its people, and is taken back as a whole', async () => {
    await importRoster()
    const { page } = desk
    await page.evaluate(() => (location.hash = '#/history/batches'))
    await page.click('button:has-text("干部花名册.xlsx")')
    await page.waitForSelector('.batch tbody tr')
    expect(await page.textContent('.batch-file')).toMatch(/SM3 校验值\s*[0-9a-f]{64}/)
    await picture('batch')
    await page.click('button:has-text("更新的人")')
    await page.waitForFunction(() => document.querySelectorAll('.batch .tag.ok').length === 0)
    const name = await page.textContent('.batch-name a')
    await page.click('.batch-name a')
    await page.waitForSelector('.dossier-head h1')
    expect(await page.textContent('.dossier-head h1')).toBe(name)
    await page.goBack()
    await page.click('.history-acts button')
    await page.waitForSelector('text=可以整批撤销')
    await page.click('button:has-text("撤销整批")')
    await page.waitForSelector('.tag:has-text("已撤销")')
  })
  it('keeps what was edited since, after naming it', async () => {
    await importRoster()
    const { page } = desk
    await page.evaluate(() => (location.hash = '#/history/batches'))
    await page.click('button:has-text("干部花名册.xlsx")')
    await page.click('button:has-text("更新的人")')
    await page.waitForFunction(() => document.querySelectorAll('.batch .tag.ok').length === 0)
    await page.click('.batch-name a')
    await page.click('.dossier-acts >> text=编辑')
    await page.fill('[aria-label=籍贯]', '江东安平')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已保存')
    await page.evaluate(() => (location.hash = '#/history/batches'))
    await page.click('.history-acts button')
    await page.waitForSelector('.undo-kept tbody tr')
    await picture('undo')
    await page.click('text=撤销其余，保留后来改过的')
    await page.waitForSelector('text=保留了后来改过的 1 处')
  })
  it('of a file with the same content says so before anything is written', async () => {
    await importRoster()
    const { page } = desk
    await page.click('button:has-text("再导入")')
    await page.click('text=选择文件')
    await page.waitForSelector('.import-earlier')
    await picture('earlier')
    await page.click('text=看那一批')
    await page.waitForSelector('.batch tbody tr')
  })
})

describe('photos', () => {
  it('of a folder are looked at, settled where asked, taken in and undone', async () => {
    desk = await openDesk({ path: '/photos' })
    const { page } = desk
    await page.click('text=选择文件夹')
    await page.waitForSelector('.photo-card')
    await picture('photos-asked')
    await page.click('.photo-card-choice .button >> nth=0')
    await page.waitForFunction(() => document.querySelectorAll('.photo-card').length === 1)
    await page.fill('[aria-label=找人]', '王')
    await page.click('.person-picker li >> nth=0')
    await page.waitForSelector('.import-count[aria-pressed=true]:has-text("全部")')
    await picture('photos-all')
    await page.click('button:has-text("确认导入")')
    await page.waitForSelector('text=照片已导入')
    await page.click('text=撤销这次导入')
    await page.waitForSelector('text=照片恢复到导入前')
  })
  it('of one dossier are cut by hand, with keys too, and removed again', async () => {
    desk = await openDesk({ path: '/people/3' })
    const { page } = desk
    await page.click('button.dossier-photo')
    await page.click('text=选择照片')
    await page.waitForSelector('.photo-cut-box')
    await page.locator('input[type=range]').fill('60')
    await page.focus('.photo-cut-box')
    const before = await page.evaluate(() => document.querySelector<HTMLElement>('.photo-cut-box')!.style.left)
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.querySelector<HTMLElement>('.photo-cut-box')!.style.left)).not.toBe(before)
    await picture('photo-cut')
    await page.click('text=保存照片')
    await page.waitForSelector('button.dossier-photo img')
    await page.click('button.dossier-photo')
    await page.click('text=删除照片')
    await page.waitForSelector('button.dossier-photo:has-text("录入")')
  })
})

describe('a list of names', () => {
  it('becomes a selection in its order, asking where names are shared', async () => {
    desk = await openDesk({ path: '/roster' })
    const { page } = desk
    await page.waitForSelector('[role=gridcell]')
    const names = (await page.locator('.vgrid-row .vgrid-cell:nth-child(2)').allTextContents()).slice(0, 5)
    await page.click('button:has-text("按名单选人")')
    await page.fill('[aria-label=名单]', [...names].reverse().concat('没有这个人').join('\n'))
    await page.click('[role=dialog] >> button:has-text("找人")')
    await page.waitForSelector('.select-lines tbody tr')
    for (let left = 5; left > 0 && (await page.locator('.select-choice > .button').count()) > 0; left--) await page.click('.select-choice > .button >> nth=0')
    await picture('select')
    await page.click('button:has-text("列出并标记这")')
    await page.waitForSelector('.chip:has-text("名单")')
    await page.waitForFunction((first) => document.querySelector('.vgrid-row .vgrid-cell:nth-child(2)')?.textContent === first, [...new Set([...names].reverse())][0])
    await page.click('.chip:has-text("名单")')
    await page.waitForFunction(() => document.querySelector('.filterbar .count')?.textContent?.includes('3,000'))
  })
})

describe('a list that goes out to be checked', () => {
  it('is asked for where lists are exported', async () => {
    desk = await openDesk({ path: '/roster' })
    const { page } = desk
    await page.click('.commands >> text=导出')
    await page.check('label:has-text("下发核对") input')
    await page.waitForTimeout(400)
    await picture('check')
    await page.click('text=选择位置并导出')
    await page.waitForSelector('text=已导出')
  })
})
