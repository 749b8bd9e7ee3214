import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'

/** The keys of an event in the words of the help page: `Ctrl+Shift+K`, `Alt+1`, `F2`. */
export function combination(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  let key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  if (event.altKey && /^(Digit|Key)/.test(event.code)) key = event.code.replace(/^(Digit|Key)/, '')
  if (key === '=') key = '+'
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey && event.key.length > 1) parts.push('Shift')
  return [...parts, key].join('+')
}

/** A key that belongs to an unfinished composition is the input method's, never ours. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** Typing has its own undo. */
export function typingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.classList.contains('grid-editor')) return target.classList.contains('typing')
  return target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
}

export type KeyMap = Record<string, (event: KeyboardEvent) => void>
const stack: KeyMap[] = []

/** Keys of a screen while it is shown; the screen opened last has the first word, those of the whole window the last. */
export function useKeys(keys: KeyMap, ofWindow = false): void {
  const add = () => !stack.includes(keys) && (ofWindow ? stack.unshift(keys) : stack.push(keys))
  const remove = () => {
    const at = stack.indexOf(keys)
    if (at >= 0) stack.splice(at, 1)
  }
  onMounted(add)
  onActivated(add)
  onDeactivated(remove)
  onBeforeUnmount(remove)
}

/** What the web view would do by itself: reload (and lose what is being typed), find, print, view source. */
const BROWSER_KEYS = ['F3', 'F5', 'F7', 'Ctrl+F5', 'Ctrl+F', 'Ctrl+G', 'Ctrl+H', 'Ctrl+J', 'Ctrl+O', 'Ctrl+P', 'Ctrl+R', 'Ctrl+S', 'Ctrl+U', 'Ctrl++', 'Ctrl+-']

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || composing(event)) return
  const keys = combination(event)
  if (BROWSER_KEYS.includes(keys)) event.preventDefault()
  if (event.target instanceof Element && event.target.closest('[role=dialog]')) return
  if (keys === 'Ctrl+Z' && typingIn(event.target)) return
  for (let at = stack.length - 1; at >= 0; at--) {
    const act = stack[at]![keys]
    if (!act) continue
    event.preventDefault()
    act(event)
    return
  }
}
