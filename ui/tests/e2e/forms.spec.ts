import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk

/** Lets files of these names fall onto the window. */
async function drop(names: string[]): Promise<void> {
  await desk.page.evaluate((dropped) => {
    const data = new DataTransfer()
    for (const name of dropped) data.items.add(new File(['x'], name))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
  }, names)
}

describe('任免审批表文件', () => {
  it('拖进几份：读不出来的单独列出，其余照常核对，位置写明是哪个文件', async () => {
    desk = await openDesk({ path: '/import' })
    await drop(['甘为霖.lrmx', '柳知远.lrm', '坏.lrmx'])
    const { page } = desk
    await page.getByText('1 个文件没有读出来').waitFor()
    expect(await page.locator('.import-unread').innerText()).toContain('坏.lrmx')
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/forms-1.png` })
    await page.getByRole('button', { name: '下一步：逐行核对' }).click()
    await page.getByText('甘为霖.lrmx').first().waitFor()
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/forms-2.png` })
  })

  it('几个人导出 lrmx：每人一个文件，文件名可以自己定', async () => {
    desk = await openDesk({ path: '/print?people=1,2,3' })
    const { page } = desk
    await page.getByLabel('每人一个文件的文件名').fill('{序号}{姓名}')
    await page.getByRole('button', { name: '导出 lrmx' }).click()
    await page.getByText('已生成 3 人的 lrmx 文件').waitFor()
  })
})
