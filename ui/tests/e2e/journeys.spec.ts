import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
const PASSWORD = 'Antou#2026desk'

async function create(): Promise<void> {
  desk = await openDesk({ demo: false, path: '/start' })
  const { page } = desk
  await page.click('text=新建档案库')
  await page.fill('.start-form input >> nth=0', '示例县委组织部')
  await page.fill('.start-form input >> nth=1', '张三')
  await page.click('text=选择文件夹')
  await page.fill('input[type=password] >> nth=0', PASSWORD)
  await page.fill('input[type=password] >> nth=1', PASSWORD)
  await page.click('button:has-text("建立")')
  await page.waitForSelector('.recovery-code')
}

describe('a new vault', () => {
  it('shows the recovery code once, then the three ways on', async () => {
    await create()
    expect(await desk.page.isDisabled('text=开始使用'), 'not before the code is kept').toBe(true)
    await desk.page.check('input[type=checkbox]')
    await desk.page.click('text=开始使用')
    await desk.page.waitForSelector('text=从 Excel 导入')
    expect(await desk.page.locator('.start-way').count()).toBe(3)
  })
  it('takes people from a workbook', async () => {
    await create()
    await desk.page.check('input[type=checkbox]')
    await desk.page.click('text=开始使用')
    await desk.page.click('.start-way:has-text("从 Excel 导入")')
    await desk.page.click('text=选择文件')
    await desk.page.click('text=下一步')
    await desk.page.click('text=确认写入')
    await desk.page.waitForSelector('text=导入完成')
    await desk.page.click('text=回花名册')
    await desk.page.waitForSelector('[role=gridcell]')
  })
})

describe('locking', () => {
  it('asks for the password, makes one wait after wrong ones, and opens with the recovery code', async () => {
    await create()
    await desk.page.check('input[type=checkbox]')
    await desk.page.click('text=开始使用')
    await desk.page.click('.statusbar >> text=锁定')
    for (let attempt = 0; attempt < 3; attempt++) {
      await desk.page.fill('input[type=password]', 'wrong')
      await desk.page.keyboard.press('Enter')
      await desk.page.waitForFunction(() => document.querySelector('.unlock-note')?.textContent !== '')
    }
    expect(await desk.page.textContent('.unlock-note')).toMatch(/请等 \d 秒再试/)
    await desk.page.waitForFunction(() => !document.querySelector<HTMLInputElement>('input[type=password]')?.disabled, null, { timeout: 20_000 })
    await desk.page.click('text=忘记口令')
    await desk.page.fill('[placeholder^=建库时]', 'K7MP-2XQ9')
    await desk.page.fill('input[type=password]', 'New#2026desk')
    await desk.page.click('text=重设口令并打开')
    await desk.page.waitForSelector('.empty-vault')
  })
})

describe('a dossier', () => {
  it('is edited by keys only: values are read, problems told, changes saved and told in its history', async () => {
    desk = await openDesk({ path: '/people/3/edit' })
    const { page } = desk
    await page.focus('[aria-label=出生年月]')
    await page.keyboard.type('198503')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[aria-label=出生年月]')?.value === '1985.03')
    await page.focus('[aria-label=入党时间]')
    await page.keyboard.type('200013')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.cell-problem:has-text("月份 13 不存在")')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('.notice:has-text("没有存下来")')
    await page.fill('[aria-label=入党时间]', '2005')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已保存')
    await page.click('text=修改记录')
    await page.waitForSelector('.side >> text=出生年月')
    expect(await page.textContent('.side')).toContain('1985.03')
  })
  it('picks codes with space and initials, and goes on', async () => {
    desk = await openDesk({ path: '/people/3/edit' })
    const { page } = desk
    await page.focus('[aria-label=健康状况]')
    await page.keyboard.press('Space')
    await page.waitForSelector('[role=listbox]')
    await page.keyboard.type('yb')
    await page.keyboard.press('Enter')
    expect(await page.inputValue('[aria-label=健康状况]')).toBe('一般')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('婚姻状况')
    await page.keyboard.press('F4')
    await page.keyboard.type('yh')
    await page.keyboard.press('Escape')
    expect(await page.inputValue('[aria-label=婚姻状况]'), 'Escape puts it back').toBe('')
  })
  it('gains and loses rows, and keeps unsaved work while one looks elsewhere', async () => {
    desk = await openDesk({ path: '/people/3/edit/rank' })
    const { page } = desk
    await page.click('text=增加一条')
    await page.keyboard.type('二级主任科员')
    await page.keyboard.press('Enter')
    await page.keyboard.type('2024.6')
    await page.keyboard.press('Tab')
    await page.click('text=返回花名册')
    await page.waitForSelector('[role=gridcell]')
    await page.evaluate(() => (location.hash = '#/people/3/edit/rank'))
    await page.waitForSelector('text=改动 2 处，未保存')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已保存')
    await page.click('[aria-label="删除第 2 条"]')
    await page.keyboard.press('Control+s')
    await page.waitForFunction(() => document.querySelector('.edit-group .count')?.textContent?.includes('1 条'))
  })
  it('is added from nothing', async () => {
    desk = await openDesk({ path: '/people/new' })
    const { page } = desk
    await page.fill('[aria-label=姓名]', '欧阳新')
    await page.fill('[aria-label=出生年月]', '1990.01')
    await page.keyboard.press('Alt+s')
    await page.waitForSelector('text=已保存欧阳新的档案')
    await page.waitForFunction(() => /people\/\d+\/edit/.test(location.hash))
  })
  it('shows sections with Alt and numbers and masks what is protected', async () => {
    desk = await openDesk({ path: '/people/3' })
    const { page } = desk
    await page.waitForSelector('.facts')
    expect(await page.textContent('.facts'), 'identity number masked').toMatch(/990\*{6}/)
    await page.click('.facts >> text=显示')
    expect(await page.textContent('.facts')).toMatch(/990101\d{11}[\dX]/)
    const at = (await page.locator('.setnav-item').allTextContents()).findIndex((label) => label.startsWith('简历'))
    await page.keyboard.press(`Alt+${at + 1}`)
    await page.waitForSelector('.dossier-body >> text=经历')
  })
})

describe('an import', () => {
  it('maps, previews row by row, writes, and is undone in one press', async () => {
    desk = await openDesk({ path: '/import', people: 2000 })
    const { page } = desk
    await page.click('text=选择文件')
    await page.waitForSelector('.import-columns')
    await page.focus('[aria-label="L列 备用字段 导入为"]')
    await page.keyboard.type('曾用名')
    await page.keyboard.press('Enter')
    await page.waitForSelector('tr:has-text("备用字段") >> text=已对应')
    await page.click('text=下一步')
    const sum = await page.evaluate(() => {
      const numbers = [...document.querySelectorAll('.import-count b')].map((count) => Number(count.textContent?.replace(/,/g, '')))
      return numbers.slice(1).reduce((sum, count) => sum + count, 0) - numbers[0]!
    })
    expect(sum, 'every row has exactly one outcome').toBe(0)
    await page.click('.import-count:has-text("更新")')
    await page.waitForSelector('.import-detail >> text=逐项选用')
    await page.click('.import-count:has-text("待处理")')
    await page.waitForSelector('.import-problems')
    await page.click('text=确认写入')
    await page.waitForSelector('text=导入完成')
    await page.click('text=撤销这次导入')
    await page.waitForSelector('.notice:has-text("已撤销")')
  })
  it('can be cancelled while reading', async () => {
    desk = await openDesk({ path: '/import', people: 2000 })
    await desk.page.waitForSelector('text=把文件拖到这里')
    await desk.page.evaluate(() => {
      const data = new DataTransfer()
      for (let at = 0; at < 30; at++) data.items.add(new File([''], `花名册${at}.xlsx`))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    })
    await desk.page.waitForSelector('.curtain')
    await desk.page.click('.curtain >> text=取消')
    await desk.page.waitForSelector('text=已取消')
    await desk.page.waitForSelector('text=把文件拖到这里')
  })
})

describe('printing', () => {
  it('shows pages as pictures, follows the options, warns, and writes one file for all', async () => {
    desk = await openDesk({ path: '/print?people=3,5' })
    const { page } = desk
    await page.waitForFunction(() => document.querySelectorAll('.print-page').length === 4)
    const first = await page.getAttribute('.print-page >> nth=0', 'src')
    expect(first).toMatch(/^blob:/)
    expect(await page.evaluate(() => (document.querySelector('.print-page') as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    await page.click('text=仿宋')
    await page.waitForFunction((before) => document.querySelector('.print-page')?.getAttribute('src') !== before, first)
    await page.waitForSelector('text=打印前请看')
    await page.click('text=导出 PDF')
    await page.waitForSelector('text=已生成 2 人、4 页')
  })
})

describe('everywhere', () => {
  it('the palette finds commands and people', async () => {
    desk = await openDesk({ path: '/history' })
    await desk.page.keyboard.press('Control+k')
    await desk.page.keyboard.type('机构维护')
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForSelector('h1:has-text("机构维护")')
    await desk.page.keyboard.press('Control+k')
    await desk.page.keyboard.type('马振娟')
    await desk.page.waitForSelector('.palette-choice:has-text("马振娟")')
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForSelector('.dossier-head >> text=马振娟')
  })
  it('the as-of date changes ages and is shown with the list', async () => {
    desk = await openDesk()
    await desk.page.fill('[aria-label=基准日]', '2036.6.30')
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForSelector('.filterbar >> text=截至 2036.06.30')
  })
  it('units are added, renamed and moved', async () => {
    desk = await openDesk({ path: '/settings/units' })
    const { page } = desk
    await page.click('.el-tree-node__content:has-text("群团机关")')
    await page.click('button:has-text("增加“群团机关”的下级")')
    await page.fill('#unit-form input', '县文联')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => !document.querySelector('#unit-form'))
    await page.click('.el-tree-node__expand-icon >> nth=3')
    await page.click('.el-tree-node__content:has-text("县文联")')
    await page.click('button:has-text("改名")')
    await page.fill('#unit-form input', '县文学艺术界联合会')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.el-tree-node__content:has-text("县文学艺术界联合会")')
  })
  it('history lists what was done and takes it back', async () => {
    desk = await openDesk({ path: '/people/3/edit' })
    const { page } = desk
    await page.fill('[aria-label=曾用名]', '马小娟')
    await page.keyboard.press('Control+s')
    await page.waitForSelector('text=已保存')
    await page.click('.rail >> text=操作记录')
    await page.click('.link:has-text("修改 马振娟 的")')
    await page.waitForSelector('td:has-text("马小娟")')
    await page.click('button:has-text("撤销")')
    await page.waitForSelector('.notice:has-text("已撤销")')
  })
  it('help has the keys and the dictionary of the declarations', async () => {
    desk = await openDesk()
    await desk.page.keyboard.press('F1')
    await desk.page.waitForSelector('text=从手头的 Excel 开始')
    await desk.page.click('text=信息项字典')
    await desk.page.fill('[aria-label=查找信息项]', '考核结论')
    await desk.page.waitForSelector('td:has-text("优秀、称职")')
  })
  it('backup and verification answer in words', async () => {
    desk = await openDesk({ path: '/settings/backup' })
    await desk.page.click('text=立即备份')
    await desk.page.waitForSelector('.notice:has-text("已备份")')
    await desk.page.click('text=开始校验')
    await desk.page.waitForSelector('text=完好')
  })
})
