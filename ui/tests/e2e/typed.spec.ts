import { describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk'

let desk: Desk
let page: Desk['page']
async function open(path: string): Promise<void> {
  desk = await openDesk({ path, people: 400 })
  page = desk.page
  await page.waitForSelector('.commands, .edit-head, .parts')
}
/** As the idle clock does it: whatever stands open, the vault is locked over it. */
async function lockAndUnlock(): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('.statusbar-act:last-of-type')!.click())
  await page.waitForSelector('.unlock-note')
  expect(await page.locator('[role=dialog]').count(), 'nothing stands open over a locked vault').toBe(0)
  expect(await page.innerText('.start-form'), 'the demonstration tells its password').toContain('演示数据的口令是 demo')
  await page.fill('input[type=password]', 'demo')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.notice:has-text("上次有未保存的内容")')
}
const goOn = () => page.click('.notice >> text=去看')
const dialog = (title: string) => page.waitForSelector(`[role=dialog]:has-text("${title}")`)
async function pick(within: string, name: string): Promise<void> {
  await page.fill(`${within} input[role=combobox]`, name)
  await page.waitForSelector('[role=option]')
  await page.keyboard.press('Enter')
}
/** Whoever stands first in the roster of the invented desk. */
const SOMEBODY = 'z'

/** One decision about one field of an import has been taken. */
async function decidedImport(): Promise<void> {
  desk = await openDesk({ path: '/import', people: 400 })
  page = desk.page
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('选择文件'))
  await page.keyboard.press('Enter')
  await page.waitForSelector('.import-columns')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.vgrid-row')
  await page.waitForFunction(() => document.activeElement?.closest('.vgrid') !== null)
  await page.keyboard.press('2')
  await page.waitForSelector('.import-pick')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.classList.contains('import-pick'))
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=已作 1 处决定')
  await page.waitForSelector('.statusbar:has-text("未保存")')
}

interface Case {
  name: string
  path: string
  /** opens the dialog and types into it */
  type: () => Promise<void>
  title: string
  kept: () => Promise<void>
}
const CASES: Case[] = [
  {
    name: '登记班次', path: '/training', title: '登记班次',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('登记班次')
      await page.fill('[id$=-class_name]', '春季专题班')
      await pick('.training-people', SOMEBODY)
      await page.waitForSelector('.training-chosen li')
    },
    kept: async () => {
      expect(await page.inputValue('[id$=-class_name]')).toBe('春季专题班')
      expect(await page.locator('.training-chosen li').count()).toBe(1)
    },
  },
  {
    name: '启动审查', path: '/reviews', title: '启动审查',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('启动审查')
      await page.fill('[id$=-purpose]', '换届考察')
      await page.click('text=粘贴名单')
      await page.fill('[aria-label=审查名单]', '张三\n李四')
    },
    kept: async () => {
      expect(await page.inputValue('[id$=-purpose]')).toBe('换届考察')
      expect(await page.inputValue('[aria-label=审查名单]')).toBe('张三\n李四')
    },
  },
  {
    name: '登记重点查核', path: '/matters/checks', title: '登记重点查核',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('登记重点查核')
      await pick('.matters-picked', SOMEBODY)
      await page.waitForSelector('.matters-picked .chip')
      await page.fill('#matters-checks label:has-text("批次") input', '春季提任')
    },
    kept: async () => {
      expect(await page.inputValue('#matters-checks label:has-text("批次") input')).toBe('春季提任')
      expect(await page.locator('.matters-picked .chip').count()).toBe(1)
    },
  },
  {
    name: '登记变动报告', path: '/matters/special', title: '登记报告',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('登记报告')
      await page.fill('#matters-special label:has-text("变动发生时间") input', '0512')
    },
    kept: async () => expect(await page.inputValue('#matters-special label:has-text("变动发生时间") input')).toBe('0512'),
  },
  {
    name: '登记部署', path: '/matters', title: '年度集中报告',
    type: async () => {
      await page.click('.commands >> text=/(登记|修改)部署/')
      await dialog('年度集中报告')
      await page.fill('#matters-round label:has-text("要求截止") input', '0118')
    },
    kept: async () => expect(await page.inputValue('#matters-round label:has-text("要求截止") input')).toBe('0118'),
  },
  {
    name: '单位规定', path: '/matters/scope', title: '增加单位规定',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('增加单位规定')
      await page.waitForSelector('#matters-scope-unit option', { state: 'attached' })
      await page.click('[role=dialog] .chip:has-text("科级干部")')
    },
    kept: async () => expect(await page.inputValue('[role=dialog] [id$=-levels]')).toContain('乡科级正职'),
  },
  {
    name: '随机抽取', path: '/matters/checks', title: '随机抽取',
    type: async () => {
      await page.click('text=随机抽取…')
      await page.waitForSelector('#matters-draw')
      await page.fill('#matters-draw label:has-text("监督人") input', '王监督')
    },
    kept: async () => {
      await page.waitForSelector('#matters-draw')
      expect(await page.inputValue('#matters-draw label:has-text("监督人") input')).toBe('王监督')
    },
  },
  {
    name: '批量修改', path: '/roster', title: '批量修改标记的 1 人',
    type: async () => {
      await page.waitForSelector('.vgrid-row.current')
      await page.keyboard.press('Space')
      await page.click('.commands >> text=查找替换')
      await dialog('批量修改标记的 1 人')
      await page.selectOption('#batch-item', { label: '籍贯' })
      await page.fill('#batch-find', '江东')
    },
    kept: async () => {
      expect(await page.inputValue('#batch-find')).toBe('江东')
      expect(await page.locator('#batch-item option:checked').textContent()).toBe('籍贯')
      await page.waitForSelector('.batch-seen:has-text("将修改")')
    },
  },
  {
    name: '组合条件', path: '/ledger/education', title: '组合条件',
    type: async () => {
      await page.waitForSelector('.vgrid-row.current')
      await page.keyboard.press('Control+g')
      await dialog('组合条件')
      await page.fill('[role=dialog] [aria-label=值]', '大学')
    },
    kept: async () => expect(await page.inputValue('[role=dialog] [aria-label=值]')).toBe('大学'),
  },
  {
    name: '导出', path: '/roster', title: '导出花名册',
    type: async () => {
      await page.waitForSelector('.vgrid-row.current')
      await page.click('.commands >> text=导出')
      await dialog('导出花名册')
      await page.fill('[role=dialog] label:has-text("表头标题") input', '离任审计名册')
    },
    kept: async () => expect(await page.inputValue('[role=dialog] label:has-text("表头标题") input')).toBe('离任审计名册'),
  },
  {
    name: '机构', path: '/settings/units', title: '机构改名',
    type: async () => {
      await page.click('.unit-tree .unit-line >> nth=0')
      await page.click('button:text-is("改名")')
      await page.fill('#unit-form input', '新的名称')
    },
    kept: async () => expect(await page.inputValue('#unit-form input')).toBe('新的名称'),
  },
  {
    name: '删除此人', path: '/people/3/edit', title: '删除',
    type: async () => {
      await page.click('text=删除此人')
      await page.fill('#delete-person input', '重复录入')
    },
    kept: async () => expect(await page.inputValue('#delete-person input')).toBe('重复录入'),
  },
  {
    name: '删除审查', path: '/reviews', title: '删除这次审查',
    type: async () => {
      await page.waitForSelector('.reviews .vgrid-row [role=gridcell]')
      await page.keyboard.press('Enter')
      await page.click('.commands >> text=删除…')
      await page.fill('[role=dialog] .must + input', '登记错了')
    },
    kept: async () => expect(await page.inputValue('[role=dialog] .must + input')).toBe('登记错了'),
  },
  {
    name: '档案借阅', path: '/ledger/archive_loan', title: '增加',
    type: async () => {
      await page.keyboard.press('Control+n')
      await dialog('增加')
      await page.waitForSelector('[role=dialog] input:focus')
      await page.fill('[role=dialog] .gridform input >> nth=0', '调研需要')
    },
    kept: async () => {
      await page.waitForSelector('[role=dialog] input:focus')
      expect(await page.inputValue('[role=dialog] .gridform input >> nth=0')).toBe('调研需要')
    },
  },
]

describe('what is typed in a dialog outlives the lock', () => {
  for (const { name, path, type, title, kept } of CASES) {
    it(`${name}: is back in its dialog, and gone with the dialog`, async () => {
      await open(path)
      await type()
      await lockAndUnlock()
      await goOn()
      await dialog(title)
      await kept()
      await page.click(name === '登记班次' || name === '启动审查' ? 'text=清空重填' : name === '组合条件' ? '[role=dialog] [aria-label^=Close], [role=dialog] .el-dialog__headerbtn' : name === '删除审查' ? '[role=dialog]:visible >> text=不删' : '[role=dialog]:visible >> text=取消')
      await page.waitForFunction(() => !document.querySelector('.statusbar')?.textContent?.includes('未保存'))
    })
  }

  it('signing of pledges: who was left out is still left out', async () => {
    await open('/follow-up')
    await page.click('.follow-name:has-text("承诺")')
    await page.click('button:has-text("登记签订")')
    await page.waitForSelector('.follow-people input')
    await page.locator('.follow-people input').nth(0).click()
    const chosen = await page.textContent('[role=dialog] [aria-live=polite]')
    await lockAndUnlock()
    await goOn()
    await page.click('.follow-name:has-text("承诺")')
    await page.waitForSelector('.follow-people input')
    await page.waitForFunction((said) => document.querySelector('[role=dialog] [aria-live=polite]')?.textContent === said, chosen)
    expect(await page.locator('.follow-people input').nth(0).isChecked()).toBe(false)
  })

  it('an import in hand: what was answered is answered again, until it is written or given up', async () => {
    await decidedImport()
    await lockAndUnlock()
    await goOn()
    await page.waitForSelector('.notice:has-text("接着上次没做完的核对")')
    await page.waitForSelector('text=已作 1 处决定')
    await page.waitForFunction(() => document.activeElement?.closest('.vgrid') !== null)
    // whoever goes away comes back to it
    await page.keyboard.press('Alt+1')
    await page.evaluate(() => (location.hash = '#/roster'))
    await page.waitForSelector('.roster .vgrid-row')
    await page.waitForSelector('.statusbar:has-text("未保存")')
    await page.evaluate(() => (location.hash = '#/import'))
    await page.waitForSelector('.import-unfinished:has-text("已答 1 处")')
    await page.click('.import-unfinished button:text-is("接着做")')
    await page.waitForSelector('text=已作 1 处决定')
    await page.waitForFunction(() => document.activeElement?.closest('.vgrid') !== null)
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('text=导入完成')
    await page.waitForFunction(() => !document.querySelector('.statusbar')?.textContent?.includes('未保存'))
    await page.click('text=看这一批的人')
    await page.waitForSelector('.history')
  })

  it('an import given up is given up with its answers', async () => {
    await decidedImport()
    await page.click('text=放弃这次导入')
    await page.waitForFunction(() => !document.querySelector('.statusbar')?.textContent?.includes('未保存'))
    expect(await page.locator('.import-unfinished').count()).toBe(0)
  })
})
