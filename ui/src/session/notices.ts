import { shallowReactive } from 'vue'
import { failureOf } from '../host'

export interface Notice {
  id: number
  kind: 'done' | 'failed'
  message: string
  hint: string
  action?: { label: string; run: () => void }
  /** when it was said */
  at: number
}
/** An act that can be taken back is offered for so long; what is only told goes sooner. */
const OFFERED = 12_000
const TOLD = 6_000
/** Whoever has read why something was refused has put it right by the time it is done. */
const READ = 2_000
/** What has just been done, or could not be. */
export const notices = shallowReactive<Notice[]>([])
let count = 0

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}
function put(notice: Omit<Notice, 'id' | 'at'>, milliseconds: number): void {
  const id = ++count
  notices.push({ ...notice, id, at: Date.now() })
  if (notices.length > 4) notices.shift()
  setTimeout(() => dismiss(id), milliseconds)
}
export function tell(message: string, hint = '', action?: Notice['action']): void {
  if (action) for (const { id } of notices.filter(({ kind, at }) => kind === 'failed' && Date.now() - at > READ)) dismiss(id)
  put({ kind: 'done', message, hint, action }, action ? OFFERED : TOLD)
}
export function complain(thrown: unknown): void {
  const failure = failureOf(thrown)
  if (failure.code === 'cancelled') return tell(failure.message)
  put({ kind: 'failed', message: failure.message, hint: failure.hint ?? '' }, 20_000)
}
/** Does it; when that fails, says so and gives nothing back. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (thrown) {
    complain(thrown)
    return undefined
  }
}
