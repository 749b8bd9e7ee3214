import { computed, onScopeDispose, type Ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { draftValue, dropDraft, keepDraft, takingUp } from './drafts'
import { opened } from './status'

/** What is typed in a form: how it is called among the drafts, what there is, and how it is put back. */
export interface Typed<T> {
  name: () => string
  label: () => string
  /** where it goes on; where one is, when left out */
  path?: () => string
  get: () => T
  put: (kept: T) => void
}

/**
 * What is typed in a dialog outlives a lock, a crash and a power cut; with the dialog it is given up.
 * Answers what is called once the dialog has been filled: what was typed before is then laid over it.
 */
export function useTyped<T>(open: Ref<boolean>, form: Typed<T>): () => void {
  const route = useRoute()
  /** as the dialog was filled; null until it has been */
  let first: string | null = null
  let name = ''
  const now = () => JSON.stringify(form.get())
  watch(now, (text) => {
    if (!open.value || first === null) return
    if (text === first) dropDraft(name)
    else keepDraft(name, { label: form.label(), path: form.path?.() ?? route.path, value: JSON.parse(text) as T })
  })
  watch(open, (shown) => {
    if (shown) return
    first = null
    // a vault being closed takes nothing with it
    if (name && opened.value) dropDraft(name)
  })
  openWhenAsked(form.name, open)
  return () => {
    first = now()
    name = form.name()
    const kept = draftValue<T>(name)
    if (kept !== null) form.put(kept)
  }
}

/** The same for a dialog that is open while it is about something: what that is stays along with what is typed. */
export function useTypedAbout<About, T>(about: Ref<About | null>, form: Omit<Typed<T>, 'name'> & { kind: string; key: (about: About) => string | number }): () => void {
  const open = computed({ get: () => about.value !== null, set: (shown) => shown || (about.value = null) })
  watch(
    takingUp,
    (name) => {
      const kept = name?.startsWith(`${form.kind}/`) ? draftValue<{ about: About }>(name) : null
      if (!kept) return
      takingUp.value = null
      about.value = kept.about
    },
    { immediate: true, flush: 'post' },
  )
  return useTyped<{ about: About | null; typed: T }>(open, {
    ...form,
    name: () => (about.value === null ? '' : `${form.kind}/${form.key(about.value)}`),
    get: () => ({ about: about.value, typed: form.get() }),
    put: ({ typed }) => form.put(typed),
  })
}

/** Whoever goes back to something typed finds its dialog open. */
export function openWhenAsked(name: () => string, open: Ref<boolean>): void {
  watch(
    () => takingUp.value !== null && takingUp.value === name(),
    (asked) => {
      if (!asked) return
      takingUp.value = null
      open.value = true
    },
    { immediate: true, flush: 'post' },
  )
}

/**
 * What is gathered in a form that outlives its dialog. Null is nothing typed.
 * A closed vault leaves it blank; the vault opened again, or a draft taken up, puts it back.
 */
export function keepTyped<T>(form: Typed<T | null> & { path: () => string }): void {
  const name = form.name()
  const stops = [
    watch(
      () => JSON.stringify(form.get()),
      (text) => {
        const value = JSON.parse(text) as T | null
        if (value === null) dropDraft(name)
        else if (opened.value) keepDraft(name, { label: form.label(), path: form.path(), value })
      },
    ),
    watch(
      () => draftValue(name) !== null,
      (kept) => {
        if (kept === (form.get() === null)) form.put(draftValue<T>(name))
      },
      { immediate: true },
    ),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()), true)
}
