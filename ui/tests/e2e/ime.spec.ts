import { beforeEach, describe, expect, it } from 'vitest'
import type { CDPSession } from 'playwright-core'
import { type Desk, openDesk } from './desk'

let desk: Desk
let input: CDPSession

/** What an input method does: letters under composition, Enter to the method, then the committed text. */
async function compose(letters: string): Promise<void> {
  for (let at = 1; at <= letters.length; at++) {
    await input.send('Input.imeSetComposition', { text: letters.slice(0, at), selectionStart: at, selectionEnd: at })
  }
}
/** The Enter that ends a composition, as Chromium reports it: key code 229. */
const enterOfMethod = () => input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 })
const commit = (text: string) => input.send('Input.insertText', { text })
const focused = () => desk.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

describe('the input method in the entry form', () => {
  beforeEach(async () => {
    desk = await openDesk({ path: '/people/3/edit' })
    input = await desk.context.newCDPSession(desk.page)
    await desk.page.waitForSelector('[aria-label=曾用名]')
  })

  it('Enter while composing stays, a real Enter goes on', async () => {
    await desk.page.focus('[aria-label=曾用名]')
    await compose('zhangsan')
    await enterOfMethod()
    expect(await focused(), 'still in the field').toBe('曾用名')
    await commit('张三')
    await desk.page.waitForTimeout(80)
    expect(await desk.page.inputValue('[aria-label=曾用名]')).toBe('张三')
    await desk.page.keyboard.press('Enter')
    expect(await focused(), 'the next field').toBe('性别')
    await desk.page.keyboard.press('Shift+Enter')
    expect(await focused(), 'and back').toBe('曾用名')
  })

  it('an open list is filtered by what was composed and Enter picks once', async () => {
    await desk.page.focus('[aria-label=民族]')
    await compose('huizu')
    await enterOfMethod()
    expect(await focused()).toBe('民族')
    await commit('回')
    await desk.page.waitForTimeout(80)
    await desk.page.keyboard.press('Enter')
    expect(await desk.page.inputValue('[aria-label=民族]')).toBe('回族')
    expect(await focused(), 'picked and on to the next').toBe('籍贯')
  })
})

describe('the input method in the table', () => {
  beforeEach(async () => {
    desk = await openDesk({ path: '/roster' })
    input = await desk.context.newCDPSession(desk.page)
    await desk.page.waitForSelector('[role=gridcell]')
    await desk.page.keyboard.press('F4')
    await desk.page.waitForSelector('.grid-editor')
  })

  it('the first composed letter is not lost', async () => {
    await desk.page.waitForFunction(() => document.activeElement?.classList.contains('grid-editor'))
    await compose('zhangsanfeng')
    expect(await desk.page.getAttribute('.grid-editor', 'class'), 'the field shows as soon as one composes').toContain('typing')
    await enterOfMethod()
    await commit('张三丰')
    await desk.page.waitForTimeout(80)
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForFunction(() => [...document.querySelectorAll('[role=gridcell]')].some((cell) => cell.textContent === '张三丰'))
    await desk.page.keyboard.press('Control+z')
    await desk.page.waitForFunction(() => ![...document.querySelectorAll('[role=gridcell]')].some((cell) => cell.textContent === '张三丰'))
  })

  it('the first typed letter is not lost either', async () => {
    await desk.page.waitForFunction(() => document.activeElement?.classList.contains('grid-editor'))
    await desk.page.keyboard.type('Li')
    expect(await desk.page.inputValue('.grid-editor')).toBe('Li')
    await desk.page.keyboard.press('Escape')
    expect(await desk.page.getAttribute('.grid-editor', 'class'), 'given up').not.toContain('typing')
  })
})

describe('the input method in the search box', () => {
  it('half-typed letters are not searched and not disturbed', async () => {
    desk = await openDesk()
    input = await desk.context.newCDPSession(desk.page)
    await desk.page.waitForSelector('[role=gridcell]')
    await desk.page.focus('.filterbar-search')
    await compose('caizheng')
    await desk.page.waitForTimeout(300)
    expect(await desk.page.inputValue('.filterbar-search'), 'composition untouched').toBe('caizheng')
    expect(await desk.page.textContent('.filterbar .count'), 'nothing asked yet').toContain('3,000 人')
    await commit('财政局')
    await desk.page.waitForFunction(() => !document.querySelector('.filterbar .count')?.textContent?.includes('3,000'))
    expect(await desk.page.inputValue('.filterbar-search')).toBe('财政局')
  })
})
