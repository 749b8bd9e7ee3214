import type { AnswerOf, CommandName, RequestOf } from '../api/contract'
import { type CallOptions, failureOf, type Host } from './doorway'
import { announce } from './changes'

export { DeskFailure, failureOf, type CallOptions, type FileKind, type Host } from './doorway'
export { onChanged, type Tag } from './changes'
export { useQuery } from './query'

let chosen: Host | null = null

/** Chooses the host once, before the first screen: the window's desk, or the invented one in a plain browser. */
export async function connect(): Promise<void> {
  chosen =
    '__TAURI_INTERNALS__' in window ? (await import('./tauri')).tauriHost : (await import('./fake')).makeFakeHost()
}
/** Tests bring their own. */
export function connectTo(host: Host): void {
  chosen = host
}
function host(): Host {
  if (!chosen) throw new Error('connect() comes first')
  return chosen
}

/** Asks the desk, and tells every screen what has become stale. */
export async function call<K extends CommandName>(
  name: K,
  request: RequestOf<K>,
  options?: CallOptions,
): Promise<AnswerOf<K>> {
  try {
    const { value, changed } = await host().call(name, request, options)
    if (changed.length > 0) announce(changed)
    return value
  } catch (thrown) {
    throw failureOf(thrown)
  }
}

export const filesGiven: Host['filesGiven'] = () => host().filesGiven()
export const pickFiles: Host['pickFiles'] = (kinds) => host().pickFiles(kinds)
export const pickSave: Host['pickSave'] = (name, kind) => host().pickSave(name, kind)
export const pickFolder: Host['pickFolder'] = () => host().pickFolder()
export const openPath: Host['openPath'] = (path) => host().openPath(path)
export const printPath: Host['printPath'] = (path) => host().printPath(path)
export const revealPath: Host['revealPath'] = (path) => host().revealPath(path)
export const onFilesDropped: Host['onFilesDropped'] = (take) => host().onFilesDropped(take)
