import { shallowRef } from 'vue'
import type { AnswerOf, Commands } from '../../api/contract'
import { call, type CallOptions } from '../../host'
import { router } from '../../router'

/** A list whose printed pages are looked at: how they are set under a title, and how they become a file. */
export interface AskedPages {
  title: string
  set: (title: string, options: CallOptions) => Promise<AnswerOf<'preview_ledger'>>
  write: (title: string, to: string, options: CallOptions) => Promise<AnswerOf<'export_ledger'>>
}
export const askedPages = shallowRef<AskedPages | null>(null)

function show(asked: AskedPages): void {
  askedPages.value = asked
  void router.push('/print/list')
}
/** The rows of a set. */
export function showLedger({ query, title }: Commands['preview_ledger']['request']): void {
  show({
    title,
    set: (title, options) => call('preview_ledger', { query, title }, options),
    write: (title, to, options) => call('export_ledger', { query, title, to }, options),
  })
}
/** A computed list. */
export function showListing({ query, title }: Commands['preview_listing']['request']): void {
  show({
    title,
    set: (title, options) => call('preview_listing', { query, title }, options),
    write: (title, to, options) => call('export_listing', { query, title, to }, options),
  })
}
