import { Channel, invoke } from '@tauri-apps/api/core'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import type { Progress } from '../api/contract'
import { failureOf, type Host, type Output } from './doorway'

let calls = 0

/** The real desk, behind the window. */
export const tauriHost: Host = {
  async call(name, request, options = {}) {
    const onProgress = new Channel<Progress>()
    if (options.progress) onProgress.onmessage = options.progress
    const id = ++calls
    const cancel = () => void invoke('cancel', { id })
    options.signal?.addEventListener('abort', cancel)
    try {
      return (await invoke('call', { id, name, request, onProgress })) as Output<typeof name>
    } catch (thrown) {
      throw failureOf(thrown)
    } finally {
      options.signal?.removeEventListener('abort', cancel)
    }
  },
  pickFiles: (kinds) => invoke<string[]>('pick_files', { kinds }),
  pickSave: (name, kind) => invoke<string | null>('pick_save', { name, kind }),
  pickFolder: () => invoke<string | null>('pick_folder'),
  openPath: (path) => invoke<void>('open_path', { path }),
  onFilesDropped(take) {
    const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') take(payload.paths)
    })
    return () => void listening.then((stop) => stop())
  },
}
