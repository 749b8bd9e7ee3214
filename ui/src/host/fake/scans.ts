import type { AnswerOf, RequestOf, ScanAt } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { setOf } from './dictionary'
import type { World } from './world'

/** Scans of the invented desk: a page with lines, two of them when a PDF was picked. */
const PDF = 'pdf'

function sheet(page: number): string {
  const lines = Array.from({ length: 18 }, (_, at) => `<rect x="60" y="${140 + at * 34}" width="${360 + ((at * 53 + page * 31) % 120)}" height="8" fill="#9aa4b2"/>`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842"><rect width="595" height="842" fill="#fff"/><text x="297" y="90" font-size="24" text-anchor="middle">虚构的扫描件 第 ${page + 1} 页</text>${lines.join('')}</svg>`
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}

function change(world: World, { set, row, item }: ScanAt, value: string | null) {
  const owner = world.ownerOf(set, row)
  const before = world.rows(owner, set).find(({ id }) => id === row)?.values ?? {}
  const after = { ...before }
  if (value) after[item] = value
  else delete after[item]
  const kind = setOf(set).items.find(({ code }) => code === item)
  const what = value ? (before[item] ? '更换' : '附上') : '删除'
  const label = `${what}${owner.name}的${setOf(set).label}${kind?.label ?? ''}`
  return { op: world.transact('edit', label, [{ person: owner.id, set, row, before: { ...before }, after }]).op }
}

export function attachScan(world: World, { file, ...at }: RequestOf<'scan_attach'>): AnswerOf<'scan_attach'> {
  return change(world, at, file.toLowerCase().endsWith('.pdf') ? PDF : 'jpg')
}
export function removeScan(world: World, at: RequestOf<'scan_remove'>): AnswerOf<'scan_remove'> {
  return change(world, at, null)
}
export function viewScan(world: World, { set, row, item, page = 0 }: RequestOf<'scan_view'>): AnswerOf<'scan_view'> {
  const kept = world.rows(world.ownerOf(set, row), set).find(({ id }) => id === row)?.values[item]
  if (!kept) throw new DeskFailure({ code: 'not_found', message: '这一条没有扫描件', hint: '请刷新后再试' })
  return { picture: sheet(page), pages: kept === PDF ? 2 : 1, extension: kept, bytes: 284_672 }
}
