import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
async function open(path: string, opening: Parameters<typeof openDesk>[0] = {}): Promise<void> {
  desk = await openDesk({ path, people: 400, ...opening })
  page = desk.page
}
const SMALL = { width: 1024, height: 768, size: 'huge' }
/** What stands out of the window, of those one has to be able to press. */
const outside = (selector: string) =>
  page.locator(selector).evaluateAll((found) => found.flatMap((own) => {
    const { left, right, top, bottom } = own.getBoundingClientRect()
    return right - left > 0 && (left < -1 || top < -1 || right > window.innerWidth + 1 || bottom > window.innerHeight + 1) ? own.textContent : []
  }))

describe('large letters in a small window', () => {
  for (const path of ['/roster', '/ledger/training', '/assessment', '/training', '/training/classes', '/reviews', '/reviews/joint', '/matters', '/matters/checks', '/follow-up', '/people/1/edit', '/people/1/form', '/print?people=1']) {
    it(`${path}: everything that is pressed is in sight`, async () => {
      await open(path, SMALL)
      await page.waitForSelector('.commands, .edit-head')
      await page.waitForTimeout(300)
      expect(await outside('.commands > *, .edit-head button, .edit-head a, .statusbar-act, .tabs a')).toEqual([])
    })
  }
  for (const path of ['/assessment', '/training', '/reviews', '/matters', '/follow-up']) {
    it(`${path}: the list has more room than what stands beside it`, async () => {
      await open(path, SMALL)
      await page.waitForSelector('.roster-list')
      const wide = async (selector: string) => (await page.locator(selector).first().boundingBox())!.width
      expect(await wide('.roster-list')).toBeGreaterThan(1.4 * (await wide('.roster-units')))
    })
  }
  it('跟踪管理: every column of the table is in sight', async () => {
    await open('/follow-up', SMALL)
    await page.waitForSelector('.follow-table td .link')
    expect(await page.locator('.follow-scroll').evaluate((own) => own.scrollWidth - own.clientWidth)).toBe(0)
    expect(await outside('.follow-table :is(th, td)[class=number], .follow-table td:last-child a')).toEqual([])
  })
  it('names and dates stand on one line', async () => {
    await open('/matters/special', SMALL)
    await page.waitForSelector('.matters-part td.name')
    const lines = await page.locator('.matters-part td:is(.name, .date)').evaluateAll((found) => found.flatMap((own) => {
      const text = document.createTreeWalker(own, NodeFilter.SHOW_TEXT).nextNode()
      const range = document.createRange()
      if (text) range.selectNodeContents(text)
      return text ? range.getClientRects().length : []
    }))
    expect(lines.length).toBeGreaterThan(6)
    expect(Math.max(...lines)).toBe(1)
  })
  it('a dialog has the same letters, and keeps its buttons in sight when it is taller than the window', async () => {
    await open('/matters/checks', SMALL)
    await page.click('text=随机抽取…')
    await page.waitForSelector('#matters-draw')
    await page.waitForTimeout(400)
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('#matters-draw')!).fontSize)).toBe('19px')
    expect(await outside('.el-dialog__footer button')).toEqual([])
  })
})

describe('what is told while a dialog stands open', () => {
  for (const size of ['normal', 'huge']) {
    it(`lies over none of its buttons and fields (${size})`, async () => {
      await open('/training', { size })
      await page.waitForSelector('.training [role=gridcell]')
      await page.keyboard.press('Control+n')
      await page.waitForSelector('.training-register')
      await page.click('text=粘贴名单')
      await page.fill('[aria-label=参训名单]', '张三')
      await page.keyboard.press('Control+s')
      await page.keyboard.press('Control+s')
      await page.waitForSelector('.notice.failed')
      await page.waitForTimeout(300)
      const covered = await page.evaluate(() => {
        const notices = [...document.querySelectorAll('.notice')].map((own) => own.getBoundingClientRect())
        return [...document.querySelectorAll('.el-dialog button, .el-dialog input, .el-dialog textarea')].flatMap((own) => {
          const { left, right, top, bottom, width } = own.getBoundingClientRect()
          return width > 0 && notices.some((notice) => left < notice.right && right > notice.left && top < notice.bottom && bottom > notice.top) ? (own.textContent || own.className) : []
        })
      })
      expect(covered).toEqual([])
      expect(await outside('.el-dialog__footer button')).toEqual([])
    })
  }
})

describe('a new vault', () => {
  const BEGINNINGS = [
    { path: '/assessment', says: '按 1—6 填等次' },
    { path: '/training', says: '登记班次' },
    { path: '/reviews', says: '启动审查' },
    { path: '/reviews/party', says: '递交入党申请书' },
    { path: '/matters', says: '县处级副职以上的自动列为应报告的人' },
    { path: '/follow-up', says: '到期和没有办的自动列在这里' },
  ]
  for (const { path, says } of BEGINNINGS) {
    it(`${path} says how to begin`, async () => {
      await open(path, { people: 0 })
      const empty = page.locator('.empty:has-text("档案库里还没有人员")')
      await empty.waitFor()
      expect(await empty.innerText()).toContain(says)
      await empty.locator('text=从 Excel 导入').click()
      await page.waitForSelector('.import')
    })
  }
})
