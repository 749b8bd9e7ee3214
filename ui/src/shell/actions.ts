import { computed, nextTick } from 'vue'
import { call } from '../host'
import { router } from '../router'
import { display, resize } from '../session/display'
import { chosenPeople, current, marks } from '../session/marks'
import { settleDrafts } from '../session/drafts'
import { attempt, tell } from '../session/notices'
import { undoLast } from '../session/undo'
import { working } from '../session/busy'
import { registers, titleOf } from '../features/ledger/registers'
import { rosterAsks } from '../features/roster/asks'
import { palette } from './palette'

/** Something a clerk can do from anywhere: its name, its keys, what it does. */
export interface Action {
  id: string
  label: string
  keys?: string
  run: () => void
}

const go = (path: string) => () => void router.push(path)
const inRoster = (ask: () => void) => () => void router.push('/roster').then(ask)

export async function backup(): Promise<void> {
  const answer = await attempt(() => working('正在备份', () => call('backup', {}), false))
  if (answer) tell('已备份。', answer.file)
}
/** What is typed is in the vault before the key leaves memory; where that fails the vault stays open. */
export async function lock(): Promise<void> {
  await attempt(async () => {
    ;(document.activeElement as HTMLElement | null)?.blur()
    await nextTick()
    await settleDrafts()
    await call('lock', {})
  })
}
export function print(): void {
  const people = chosenPeople()
  if (people.length === 0) tell('先在花名册里选一个人，或按空格标记几个人。')
  else void router.push({ path: '/print', query: { people: people.join(',') } })
}

export const actions: Action[] = [
  { id: 'roster', label: '花名册', run: go('/roster') },
  { id: 'ledger', label: '台账', run: go('/ledger') },
  { id: 'assessment', label: '年度考核', run: go('/assessment') },
  { id: 'training', label: '教育培训学时', run: go('/training') },
  { id: 'classes', label: '培训班次（登记班次）', run: go('/training/classes') },
  { id: 'follow-up', label: '跟踪管理（应办事项、到期提醒）', run: go('/follow-up') },
  { id: 'due', label: '全部应办事项', run: go('/listing/due') },
  { id: 'scans', label: '批量挂接档案扫描件（文件夹或压缩包）', run: go('/scans') },
  { id: 'mentors', label: '导师带教情况', run: go('/listing/mentors') },
  { id: 'reviews', label: '政治审查', run: go('/reviews') },
  { id: 'joint', label: '联审（部门回复情况）', run: go('/reviews/joint') },
  { id: 'failed', label: '政治审查不合格（一票否决）', run: go('/reviews/failed') },
  { id: 'replies-overdue', label: '联审逾期未复名单', run: go('/listing/review_replies?only=overdue//') },
  { id: 'party', label: '发展党员', run: go('/reviews/party') },
  { id: 'party-overdue', label: '发展党员逾期事项名单', run: go('/listing/admissions?only=overdue') },
  { id: 'matters', label: '个人有关事项（集中报告）', run: go('/matters') },
  { id: 'matters-special', label: '个人有关事项变动与专项报告', run: go('/matters/special') },
  { id: 'matters-checks', label: '个人有关事项抽查核实（随机抽取）', run: go('/matters/checks') },
  { id: 'matters-scope', label: '个人有关事项报告范围', run: go('/matters/scope') },
  { id: 'add', label: '新增人员', keys: 'Ctrl+N', run: go('/people/new') },
  { id: 'open', label: '打开当前人员档案', run: () => current.value && void router.push(`/people/${current.value}`) },
  { id: 'form', label: '在任免审批表上填写当前人员', keys: 'F9', run: () => current.value && void router.push(`/people/${current.value}/form`) },
  { id: 'import', label: '从 Excel 导入', keys: 'Ctrl+I', run: go('/import') },
  { id: 'photos', label: '导入照片（文件夹或压缩包）', run: go('/photos') },
  { id: 'export', label: '导出当前花名册', keys: 'Ctrl+E', run: inRoster(() => (rosterAsks.export = true)) },
  { id: 'columns', label: '列设置', keys: 'Ctrl+L', run: inRoster(() => (rosterAsks.columns = true)) },
  { id: 'conditions', label: '组合条件', keys: 'Ctrl+G', run: inRoster(() => (rosterAsks.conditions = true)) },
  { id: 'select', label: '按名单选人', run: inRoster(() => (rosterAsks.select = '')) },
  { id: 'find', label: '找人', keys: 'Ctrl+F', run: inRoster(() => (rosterAsks.find = true)) },
  { id: 'print', label: '任免审批表预览', keys: 'Ctrl+P', run: print },
  { id: 'unmark', label: '清除全部标记', run: () => marks.clear() },
  { id: 'undo', label: '撤销上一次操作', keys: 'Ctrl+Z', run: () => void undoLast() },
  { id: 'history', label: '操作记录', run: go('/history') },
  { id: 'batches', label: '导入批次', run: go('/history/batches') },
  { id: 'backup', label: '立即备份', run: () => void backup() },
  { id: 'settings', label: '系统维护', run: go('/settings') },
  { id: 'units', label: '机构维护', run: go('/settings/units') },
  { id: 'password', label: '修改口令', run: go('/settings/password') },
  { id: 'protection', label: '查阅口令', run: go('/settings/protection') },
  { id: 'lock', label: '锁定', run: () => void lock() },
  { id: 'larger', label: '字号放大', keys: 'Ctrl++', run: () => resize(1) },
  { id: 'smaller', label: '字号缩小', keys: 'Ctrl+-', run: () => resize(-1) },
  { id: 'light', label: '浅色界面', run: () => (display.theme = 'light') },
  { id: 'dark', label: '深色界面', run: () => (display.theme = 'dark') },
  { id: 'contrast', label: '高对比界面', run: () => (display.theme = 'contrast') },
  { id: 'help', label: '帮助和快捷键', keys: 'F1', run: go('/help') },
  { id: 'palette', label: '查找命令或人员', keys: 'Ctrl+K', run: () => (palette.open = true) },
]

/** Every ledger by its name, once the dictionary is known. */
export const ledgerActions = computed<Action[]>(() => registers.value.map((set) => ({ id: `ledger-${set.code}`, label: titleOf(set), run: go(`/ledger/${set.code}`) })))

export const actionKeys = Object.fromEntries(
  actions.filter((action) => action.keys).map((action) => [action.keys!, action.run]),
)
