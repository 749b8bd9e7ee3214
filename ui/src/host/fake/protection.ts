import type { AnswerOf, RequestOf, Why } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { itemOf, setOf } from './dictionary'
import { dossierOf } from './dossier'
import type { World } from './world'

const SECONDS = 600

function rightPassword(world: World): string {
  return world.protectionPassword || world.password || 'demo'
}

/** 查阅口令 set, changed or taken away. */
export function setProtectionPassword(world: World, { proof, new: next }: RequestOf<'set_protection_password'>): void {
  if (proof !== rightPassword(world)) throw new DeskFailure({ code: 'vault.wrong_password', message: '口令不对。', hint: '请检查大小写和中英文输入状态。' })
  if (next && next === (world.password || 'demo')) throw new DeskFailure({ code: 'vault.same_password', message: '查阅口令不能与打开数据的口令相同，请另取一个。' })
  world.transact('system', world.protectionPassword ? (next ? '修改查阅口令' : '取消查阅口令') : '设置查阅口令', [])
  world.protectionPassword = next ?? ''
  world.status.vault!.has_protection_password = !!next
  world.hideAll()
}

/** Asks why, and for the password. */
function permit(world: World, { reason, password }: Why): void {
  if (!reason.trim()) throw new DeskFailure({ code: 'reason.missing', message: '查看受保护的内容要写明原因。', hint: '请填写原因，例如“查核组调阅”。' })
  if (password !== rightPassword(world)) throw new DeskFailure({ code: 'vault.wrong_password', message: '口令不对。', hint: '请检查大小写和中英文输入状态。' })
}

export function revealRows(world: World, { person, set, why }: RequestOf<'reveal'>): AnswerOf<'reveal'> {
  const { items, label } = setOf(set)
  const guarded = items.filter((item) => item.protected).map((item) => item.label)
  permit(world, why)
  world.transact('reveal', `查看 ${world.person(person).name} 的${label}（${guarded.join('、')}）：${why.reason.trim()}`, [])
  world.reveal(person, set, SECONDS)
  const section = dossierOf(world, person).sections.find((section) => section.set === set)
  return { rows: section?.rows ?? [], seconds: SECONDS }
}

/** Nothing protected goes into a file without a reason. */
export function mayExport(world: World, columns: string[], why: Why | null | undefined): void {
  const guarded = columns.map((column) => itemOf(column)?.item).filter((item) => item?.protected)
  if (guarded.length === 0) return
  const labels = guarded.map((item) => item!.label).join('、')
  if (!why) throw new DeskFailure({ code: 'reveal.needed', message: `“${labels}”受保护，没有写进文件。`, hint: '请去掉这些栏目；确需导出的，写明原因并核对口令。' })
  permit(world, why)
  world.transact('reveal', `导出受保护的内容（${labels}）：${why.reason.trim()}`, [])
}
