import { shallowRef } from 'vue'
import type { ImportDraft } from '../../api/contract'
import { call } from '../../host'
import { router } from '../../router'
import { working } from '../../session/busy'
import { attempt } from '../../session/notices'

/** An import another screen has opened and the import screen is to show. */
export const handed = shallowRef<ImportDraft | null>(null)

/** Files the window was started with, by a double click: the import screen opens them. */
export const given = shallowRef<string[]>([])

/** A block of cells copied in WPS or Excel, rather than a word. */
export function isBlock(text: string): boolean {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ''))
}
/** A block as the clipboard has it. The page is only ever read for its cells (merged ones, numbers, dates), never shown. */
export interface Block {
  text: string
  html: string
}
/** Shows what a pasted block would do, as an import: without headings it takes these columns for these people. */
export async function pasteBlock({ text, html }: Block, columns: string[], people: number[]): Promise<void> {
  const draft = await attempt(() => working('正在核对粘贴的内容', (options) => call('import_paste', { text, html: html || null, columns, people }, options)))
  if (!draft) return
  handed.value = draft
  await router.push('/import')
}
