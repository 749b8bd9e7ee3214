import type { Directive } from 'vue'

/** After a composition ends WebKit still sends the Enter that ended it: that one is not ours either. */
const AFTER_COMPOSITION = 50
const FIELDS = 'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)'

function fieldsOf(form: Element): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => !field.closest('[hidden]') && field.tabIndex >= 0)
}

/** To the next (or, with -1, the previous) field; false when there is none. */
export function focusNext(from: HTMLElement, by = 1): boolean {
  const form = from.closest('[data-enter-nav]')
  if (!form) return false
  const fields = fieldsOf(form)
  const next = fields[fields.indexOf(from) + by]
  if (!next) return false
  next.focus()
  if (next instanceof HTMLInputElement) next.select()
  return true
}

interface Listening extends HTMLElement {
  enterNav?: { onLast: () => void; composedAt: number }
}

/** `v-enter-nav="save"`: Enter goes to the next field, Shift+Enter back, Enter in the last one does what is given. */
export const vEnterNav: Directive<Listening, () => void> = {
  mounted(form, { value }) {
    form.dataset.enterNav = ''
    form.enterNav = { onLast: value, composedAt: 0 }
    form.addEventListener('compositionend', () => (form.enterNav!.composedAt = Date.now()))
    form.addEventListener('keydown', (event) => {
      const field = event.target as HTMLElement
      if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.defaultPrevented) return
      if (event.isComposing || event.keyCode === 229) return
      if (Date.now() - form.enterNav!.composedAt < AFTER_COMPOSITION) return
      if (field.getAttribute('aria-expanded') === 'true' || field.matches('textarea, button, a')) return
      event.preventDefault()
      if (!focusNext(field, event.shiftKey ? -1 : 1) && !event.shiftKey) form.enterNav!.onLast()
    })
  },
  updated(form, { value }) {
    if (form.enterNav) form.enterNav.onLast = value
  },
}
