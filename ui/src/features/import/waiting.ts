import { computed, shallowRef } from 'vue'
import type { CleaningStep, ImportDecision, ImportDraft } from '../../api/contract'
import { call, type CallOptions } from '../../host'
import { working } from '../../session/busy'
import { attempt } from '../../session/notices'

/** The import that waits for the clerk; every answer brings it anew from the desk. */
export const draft = shallowRef<ImportDraft | null>(null)

/** Columns nobody has answered for: their values are left out. */
export const leftOut = computed(() => draft.value?.sheets.flatMap((sheet) => sheet.columns.filter((column) => column.left_out)) ?? [])


async function answer(ask: (id: number, options: CallOptions) => Promise<ImportDraft>): Promise<boolean> {
  const own = draft.value
  if (!own) return false
  const answered = await attempt(() => working('正在重新核对', (options) => ask(own.import, options)))
  if (answered && draft.value?.import === own.import) draft.value = answered
  return answered !== undefined
}

export const map = (sheet: number, column: number, item: string | null) => answer((id, options) => call('import_map', { import: id, sheet, column, item }, options))
export const clean = (sheet: number, column: number, steps: CleaningStep[]) => answer((id, options) => call('import_clean', { import: id, sheet, column, steps }, options))
export const decide = (decision: ImportDecision) => answer((id, options) => call('import_decide', { import: id, decision }, options))
export const useProfile = (name: string | null) => answer((id, options) => call('import_profile', { import: id, name }, options))
export const remember = (name: string | null) => answer((id, options) => call('import_remember', { import: id, name }, options))
