import { Channel, invoke } from '@tauri-apps/api/core'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import type { Progress } from '../api/contract'
import { failureOf, type Host, type Output } from './doorway'

let calls = 0

/** The window refuses in the same shape as the desk. */
async function spoken<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (thrown) {
    throw failureOf(thrown)
  }
}

/** The real desk, behind the window. */
export const tauriHost: Host = {
  async call(name, request, options = {}) {
    const onProgress = new Channel<Progress>()
    if (options.progress) onProgress.onmessage = options.progress
    const id = ++calls
    const cancel = () => void invoke('cancel', { id })
    options.signal?.addEventListener('abort', cancel)
    try {
      return await spoken(invoke<Output<typeof name>>('call', { id, name, request, onProgress }))
    } finally {
      options.signal?.removeEventListener('abort', cancel)
    }
  },
  filesGiven: () => invoke<string[]>('files_given'),
  pickFiles: (kinds) => invoke<string[]>('pick_files', { kinds }),
  pickSave: (name, kind) => invoke<string | null>('pick_save', { name, kind }),
  pickFolder: () => invoke<string | null>('pick_folder'),
  async openPath(path) {
    await spoken(invoke('open_path', { path }))
  },
  printPath: (path) => spoken(invoke<string>('print_path', { path })),
  async revealPath(path) {
    await spoken(invoke('reveal_path', { path }))
  },
  onFilesDropped(take) {
    const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') take(payload.paths)
    })
    return () => void listening.then((stop) => stop())
  },
}
