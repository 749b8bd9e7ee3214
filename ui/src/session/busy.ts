import { reactive } from 'vue'
import type { Progress } from '../api/contract'
import type { CallOptions } from '../host'

/** Beyond this the window says that it is working. */
const PATIENCE = 300

export const busy = reactive<{ shown: boolean; label: string; progress: Progress | null; cancel: (() => void) | null }>({
  shown: false,
  label: '',
  progress: null,
  cancel: null,
})

/** Runs something long: a curtain with progress and a way out appears when it takes more than a moment. */
export async function working<T>(label: string, work: (options: CallOptions) => Promise<T>, cancellable = true): Promise<T> {
  const abort = new AbortController()
  const timer = setTimeout(() => (busy.shown = true), PATIENCE)
  Object.assign(busy, { label, progress: null, cancel: cancellable ? () => abort.abort() : null })
  try {
    return await work({ signal: abort.signal, progress: (progress) => (busy.progress = progress) })
  } finally {
    clearTimeout(timer)
    Object.assign(busy, { shown: false, progress: null, cancel: null })
  }
}
