import { computed, reactive, ref } from 'vue'
import { call } from '../host'
import { complain } from './notices'

/** Something typed and not saved: where it was typed, and what. */
export interface PendingDraft {
  /** whose, for the list of what is not saved */
  label: string
  /** the screen on which it goes on */
  path: string
  value: unknown
}

/** So long after the last keystroke the vault has it. */
const PAUSE = 700

const pending = reactive(new Map<string, PendingDraft>())
const timers = new Map<string, number>()
let kept: string[] = []

/** What is typed and not saved, in the order in which it was begun. */
export const drafts = computed(() => [...pending].map(([name, draft]) => ({ name, ...draft })))
export function draftValue<T>(name: string): T | null {
  return (pending.get(name)?.value as T | undefined) ?? null
}

/** The name of a draft somebody goes back to: its dialog opens by itself. */
export const takingUp = ref<string | null>(null)

async function send(name: string): Promise<void> {
  clearTimeout(timers.get(name))
  timers.delete(name)
  const draft = pending.get(name)
  await call('keep_draft', { name, value: draft ? JSON.stringify(draft) : null })
  kept = draft ? [...kept.filter((own) => own !== name), name] : kept.filter((own) => own !== name)
}
function soon(name: string): void {
  clearTimeout(timers.get(name))
  timers.set(name, window.setTimeout(() => void send(name).catch(complain), PAUSE))
}

/** Keeps what has been typed, in the window at once and in the vault within moments. */
export function keepDraft(name: string, draft: PendingDraft): void {
  pending.set(name, draft)
  soon(name)
}
/** It was saved or given up. */
export function dropDraft(name: string): void {
  pending.delete(name)
  if (kept.includes(name) || timers.has(name)) soon(name)
}
const listeners = new Set<(name: string) => void>()
/** Tells whoever keeps the typed thing itself that its draft was given up elsewhere. */
export function onGivenUp(tell: (name: string) => void): void {
  listeners.add(tell)
}
export function giveUpDraft(name: string): void {
  dropDraft(name)
  for (const tell of listeners) tell(name)
}
/** Before the vault is closed: nothing typed waits any longer. */
export async function settleDrafts(): Promise<void> {
  for (const name of [...timers.keys()]) await send(name)
}
/** A closed vault leaves nothing typed in the window. */
export function forgetDrafts(): void {
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  pending.clear()
  takingUp.value = null
  kept = []
}
/** What was typed before the last lock, crash or power cut; answers how much that is. */
export async function loadDrafts(): Promise<number> {
  const found = await call('drafts', {})
  for (const { name, value } of found) {
    if (pending.has(name)) continue
    try {
      pending.set(name, JSON.parse(value) as PendingDraft)
    } catch {
      continue
    }
    kept.push(name)
  }
  return found.length
}
