import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openDesk, type Opening } from './desk'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Screen {
  name: string
  opening: Opening
  act?: (page: Page) => Promise<unknown>
}
const toImport = async (page: Page) => {
  await page.click('text=选择文件')
  await page.waitForSelector('.import-columns')
}
const SCREENS: Screen[] = [
  { name: '开始', opening: { demo: false, path: '/start' } },
  { name: '新建', opening: { demo: false, path: '/start' }, act: (page) => page.click('text=新建档案库') },
  { name: '解锁', opening: {}, act: (page) => page.click('.statusbar >> text=锁定') },
  { name: '花名册', opening: {} },
  { name: '花名册与档案栏', opening: {}, act: (page) => page.click('text=展开档案栏') },
  { name: '表格编辑', opening: {}, act: (page) => page.keyboard.press('F4') },
  { name: '列设置', opening: {}, act: (page) => page.keyboard.press('Control+l') },
  { name: '组合条件', opening: {}, act: (page) => page.keyboard.press('Control+g') },
  { name: '台账', opening: { path: '/ledger/training' } },
  { name: '受保护的台账', opening: { path: '/ledger/talk' } },
  { name: '台账编辑', opening: { path: '/ledger/training' }, act: async (page) => {
    await page.keyboard.press('F4')
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
  } },
  { name: '台账增加', opening: { path: '/ledger/training' }, act: async (page) => {
    await page.waitForSelector('.ledger .vgrid-row')
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '人员')
    await page.keyboard.type('w')
  } },
  { name: '台账打印', opening: { path: '/ledger/training' }, act: async (page) => {
    await page.keyboard.press('Control+p')
    await page.waitForSelector('.print-page')
  } },
  { name: '命令面板', opening: {}, act: (page) => page.keyboard.press('Control+k') },
  { name: '档案', opening: { path: '/people/3' }, act: (page) => page.click('summary') },
  { name: '简历', opening: { path: '/people/3' }, act: (page) => page.click('.setnav >> text=简历') },
  { name: '编辑', opening: { path: '/people/3/edit' }, act: async (page) => {
    await page.fill('[aria-label=入党时间]', '200013')
    await page.focus('[aria-label=民族]')
    await page.keyboard.press('Space')
  } },
  { name: '审批表填写', opening: { path: '/people/3/form' }, act: (page) => page.waitForSelector('[id="cell-name"]') },
  { name: '简历对照', opening: { path: '/people/3/edit/resume' }, act: async (page) => {
    await page.waitForFunction(() => (document.querySelector('#resume-text') as HTMLTextAreaElement | null)?.value.includes('--'))
  } },
  { name: '重新生成简历', opening: { path: '/people/3/edit/resume' }, act: async (page) => {
    await page.click('text=按职务、学历重新生成')
    await page.waitForSelector('.resume-made')
  } },
  { name: '查找替换', opening: {}, act: async (page) => {
    await page.keyboard.press('Control+h')
    await page.waitForSelector('#batch-item')
    await page.selectOption('#batch-item', 'native_place')
    await page.fill('#batch-find', '省')
    await page.waitForSelector('.batch-seen table')
  } },
  { name: '未保存的内容', opening: { path: '/people/3/form' }, act: async (page) => {
    await page.fill('[id="cell-native_place"]', '江东')
    await page.click('.statusbar-act:has-text("未保存的录入")')
    await page.waitForSelector('.drafts')
  } },
  { name: '编辑职级', opening: { path: '/people/3/edit/rank' } },
  { name: '跟踪管理', opening: { path: '/follow-up' }, act: (page) => page.waitForSelector('.follow-table') },
  { name: '后备库结构', opening: { path: '/follow-up' }, act: (page) => page.click('.follow-name:has-text("后备干部")') },
  { name: '登记签订', opening: { path: '/follow-up', people: 400 }, act: async (page) => {
    await page.click('.follow-name:has-text("廉洁承诺")')
    await page.click('.follow-acts .button')
    await page.waitForSelector('.follow-people label')
  } },
  { name: '批量扫描件', opening: { path: '/scans' }, act: async (page) => {
    await page.click('text=选择文件夹')
    await page.waitForSelector('.scans-rows')
  } },
  { name: '档案目录', opening: { path: '/people/9?set=material' } },
  { name: '应办名单', opening: { path: '/listing/due' } },
  { name: '档案里的应办', opening: { path: '/people/9' }, act: (page) => page.click('.dossier-due summary') },
  { name: '导入', opening: { path: '/import' } },
  { name: '列对应', opening: { path: '/import' }, act: toImport },
  { name: '逐行核对', opening: { path: '/import' }, act: async (page) => {
    await toImport(page)
    await page.click('text=下一步')
    await page.click('.import-count:has-text("待处理")')
    await page.waitForSelector('.import-problems')
  } },
  { name: '教育培训学时', opening: { path: '/training' }, act: (page) => page.click('.chip:has-text("还差的")') },
  { name: '政治审查', opening: { path: '/reviews' } },
  { name: '联审', opening: { path: '/reviews/joint' } },
  { name: '发展党员', opening: { path: '/reviews/party' } },
  { name: '一次审查', opening: { path: '/reviews/failed' }, act: async (page) => {
    await page.waitForSelector('.reviews [role=gridcell]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.review-veto')
  } },
  { name: '发展党员时间线', opening: { path: '/reviews/party' }, act: async (page) => {
    await page.waitForSelector('.reviews [role=gridcell]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.admission-steps')
  } },
  { name: '发联审', opening: { path: '/reviews' }, act: async (page) => {
    await page.waitForSelector('.reviews [role=gridcell]')
    await page.click('text=发联审')
    await page.waitForSelector('.review-agencies')
  } },
  { name: '教育培训班次', opening: { path: '/training/classes' } },
  { name: '登记班次', opening: { path: '/training' }, act: async (page) => {
    await page.waitForSelector('.training [role=gridcell]')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+n')
    await page.click('text=加入标记的 1 人')
    await page.click('[role=dialog] >> text=粘贴名单')
    await page.fill('[aria-label=参训名单]', '没有这个人')
    await page.click('text=找人并加入')
    await page.waitForSelector('.select-lines')
  } },
  { name: '个人有关事项', opening: { path: '/matters' } },
  { name: '个人有关事项部署', opening: { path: '/matters' }, act: async (page) => {
    await page.click('.commands >> text=登记部署')
    await page.waitForSelector('[role=dialog]:has-text("单位可以要求提前")')
  } },
  { name: '变动与专项', opening: { path: '/matters/special' } },
  { name: '抽查核实', opening: { path: '/matters/checks' } },
  { name: '随机抽取', opening: { path: '/matters/checks' }, act: async (page) => {
    await page.click('text=随机抽取…')
    await page.waitForSelector('[role=dialog]:has-text("抽取并登记之后才显示")')
  } },
  { name: '报告范围', opening: { path: '/matters/scope' } },
  { name: '单位规定', opening: { path: '/matters/scope' }, act: async (page) => {
    await page.click('text=增加单位规定')
    await page.waitForSelector('[role=dialog] .gridform')
  } },
  { name: '受保护的内容', opening: { path: '/people/1?set=matters' }, act: async (page) => {
    await page.waitForSelector('.dossier-title')
  } },
  { name: '年度考核', opening: { path: '/assessment' } },
  { name: '年度考核提示', opening: { path: '/assessment' }, act: async (page) => {
    await page.click('.assess-count:has-text("受限")')
    await page.waitForSelector('.vgrid-row .tag.warn')
    await page.click('.vgrid-row[aria-rowindex="2"] [aria-colindex="3"]')
    for (let step = 0; step < 5; step++) await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('1')
    await page.waitForSelector('.ask-person')
  } },
  { name: '年度考核粘贴', opening: { path: '/assessment' }, act: async (page) => {
    await page.waitForSelector('[role=gridcell] .grade')
    await page.evaluate(() => navigator.clipboard.writeText('优良\r\n优秀\r\n未参加'))
    await page.keyboard.press('Control+v')
    await page.waitForSelector('[role=dialog] >> text=看不懂 1 人')
  } },
  { name: '优秀比例', opening: { path: '/assessment' }, act: async (page) => {
    await page.click('[aria-label$="的优秀比例"] >> nth=0')
    await page.waitForSelector('[role=dialog] >> text=批准文件')
  } },
  { name: '审批表', opening: { path: '/print?people=3' } },
  { name: '操作记录', opening: { path: '/history' } },
  { name: '备份', opening: { path: '/settings' } },
  { name: '并排核对', opening: { path: '/import' }, act: async (page) => {
    await toImport(page)
    await page.click('text=下一步')
    await page.click('.import-count:has-text("待处理")')
    await page.click('text=并排核对是谁')
    await page.waitForSelector('.person-answers button')
  } },
  { name: '代码写法', opening: { path: '/import' }, act: async (page) => {
    await toImport(page)
    await page.click('text=下一步')
    await page.click('text=代码写法…')
    await page.waitForSelector('.spellings')
  } },
  { name: '相近的写法', opening: { path: '/import' }, act: async (page) => {
    await toImport(page)
    await page.click('text=下一步')
    await page.click('text=相近的写法…')
    await page.waitForSelector('.near button')
  } },
  { name: '导入方案', opening: { path: '/settings/profiles' } },
  { name: '机构维护', opening: { path: '/settings/units' } },
  { name: '口令', opening: { path: '/settings/password' } },
  { name: '查阅口令', opening: { path: '/settings/protection' } },
  { name: '帮助', opening: { path: '/help' } },
  { name: '快捷键', opening: { path: '/help/keys' } },
  { name: '信息项字典', opening: { path: '/help/dictionary' } },
]

describe.each(['light', 'dark', 'contrast'])('%s', (theme) => {
  it.each(SCREENS)('$name is open to everyone', async ({ opening, act }) => {
    const desk = await openDesk({ people: 400, theme, ...opening })
    await desk.page.waitForTimeout(250)
    await act?.(desk.page)
    await desk.page.waitForTimeout(350)
    await desk.page.evaluate(AXE)
    const found = await desk.page.evaluate(async () => {
      const axe = (window as unknown as { axe: { run: () => Promise<{ passes: unknown[]; violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe
      const { passes, violations } = await axe.run()
      if (passes.length < 8) throw new Error('nothing was looked at')
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html, failureSummary }) => `${html.slice(0, 160)} — ${failureSummary.slice(0, 200)}`).join(' | ')}`)
    })
    expect(found).toEqual([])
    expect(desk.complaints).toEqual([])
    await desk.close()
  })
})
