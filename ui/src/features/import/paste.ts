import { shallowRef } from 'vue'
import { router } from '../../router'
import { openImport } from './waiting'

/** Another screen has opened the import that waits, and the import screen is to show it. */
export const handed = shallowRef(false)

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
  if (!(await openImport({ command: 'import_paste', request: { text, html: html || null, columns, people } }))) return
  handed.value = true
  await router.push('/import')
}
