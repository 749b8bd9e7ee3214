import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
const text = async (selector: string) => ((await page.textContent(selector)) ?? '').replace(/\s+/g, ' ')
const onLine = (row: number) => page.waitForFunction((at) => new RegExp(`第 ${at} / [\\d,]+ `).test(document.querySelector('.statusbar')?.textContent ?? ''), row)
const placed = (at: number, total: string) => page.waitForSelector(`.step-person .count:text-is("${at} / ${total}")`)

const LISTS = [
  { name: '花名册', path: '/roster' },
  { name: '台账', path: '/ledger/education' },
  { name: '年度考核', path: '/assessment' },
  { name: '教育培训', path: '/training' },
  { name: '个人有关事项', path: '/matters' },
  { name: '名单', path: '/listing/training_hours?year=2026&set=training' },
  { name: '到期名单', path: '/listing/due' },
]

describe('a dossier goes along the list it was opened from', () => {
  for (const { name, path } of LISTS) {
    it(`${name}: says which of how many, walks with PageDown and F7, and comes back to the line`, async () => {
      desk = await openDesk({ path, people: 400 })
      page = desk.page
      await page.waitForSelector('.vgrid-row [role=gridcell]:nth-child(2):not(:text-is("…"))')
      await onLine(1)
      const total = /第 1 \/ ([\d,]+) /.exec(await text('.statusbar'))![1]!
      await page.keyboard.press('Enter')
      await page.waitForSelector('.dossier-head h1')
      await placed(1, total)
      const first = await text('.dossier-head h1')
      await page.keyboard.press('PageDown')
      await page.waitForFunction((before) => (document.querySelector('.dossier-head h1')?.textContent ?? '').replace(/\s+/g, ' ') !== before, first)
      const at = Number((await text('.step-person .count')).split(' / ')[0])
      expect(at, 'the line of the next person').toBeGreaterThan(1)
      await onLine(at)
      await page.keyboard.press('F7')
      await page.waitForFunction((before) => (document.querySelector('.dossier-head h1')?.textContent ?? '').replace(/\s+/g, ' ') === before, first)
      await page.keyboard.press('F8')
      await placed(at, total)
      await page.keyboard.press('Escape')
      await page.waitForSelector('.vgrid-row.current')
      await onLine(at)
      expect(await page.getAttribute('.vgrid-row.current', 'aria-rowindex'), 'the frame is where one left off').toBe(String(at + 1))
    })
  }

  it('a computed list stays searched while one looks at its people, and Escape leads on to where it was opened', async () => {
    desk = await openDesk({ path: '/training', people: 400 })
    page = desk.page
    await page.waitForSelector('.training [role=gridcell]')
    await page.click('text=学时表：')
    await page.waitForSelector('.listing .vgrid-row')
    const all = await text('.filterbar .count')
    await page.fill('[aria-label=在名单里查找]', '财政')
    await page.waitForFunction((before) => document.querySelector('.filterbar .count')?.textContent !== before, all)
    const found = await text('.filterbar .count')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.dossier-head h1')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.listing .vgrid-row')
    expect([await page.inputValue('[aria-label=在名单里查找]'), await text('.filterbar .count')]).toEqual(['财政', found])
    await page.keyboard.press('Escape')
    await page.waitForSelector('.training [role=gridcell]')
    await page.click('text=学时表：')
    await page.waitForSelector('.listing .vgrid-row')
    expect(await page.inputValue('[aria-label=在名单里查找]'), 'opened anew it is whole').toBe('')
  })
})

const RECORDS = [
  { name: '在办的审查', path: '/reviews', page: '/reviews/of/' },
  { name: '联审', path: '/reviews/joint', page: '/reviews/of/' },
  { name: '发展党员', path: '/reviews/party', page: '/reviews/party/' },
]
describe('a page of one row goes along its list like a dossier', () => {
  for (const { name, path, page: at } of RECORDS) {
    it(`${name}: says which of how many, walks with PageDown and F7, and comes back to the line`, async () => {
      desk = await openDesk({ path, people: 400 })
      page = desk.page
      await page.waitForSelector('.vgrid-row [role=gridcell]:nth-child(2):not(:text-is("…"))')
      await onLine(1)
      const total = /第 1 \/ ([\d,]+) /.exec(await text('.statusbar'))![1]!
      expect(Number(total.replace(',', '')), 'somewhere to go').toBeGreaterThan(1)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.hash.includes(at))
      await placed(1, total)
      const first = page.url()
      await page.keyboard.press('PageDown')
      await page.waitForURL((url) => url.hash.includes(at) && url.href !== first)
      await placed(2, total)
      await page.keyboard.press('F7')
      await page.waitForURL(first)
      await page.keyboard.press('F8')
      await placed(2, total)
      await page.keyboard.press('Escape')
      await page.waitForSelector('.vgrid-row.current')
      await onLine(2)
    })
  }
})
