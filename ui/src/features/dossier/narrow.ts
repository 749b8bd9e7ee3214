import { onBeforeUnmount, type Ref, ref, watch } from 'vue'

/** Below this many characters two columns of facts no longer read well. */
const CHARACTERS = 40

/** Whether an element is narrow, measured in its own characters; container queries are missing in older web views. */
export function useNarrow(element: Ref<HTMLElement | null>): Ref<boolean> {
  const narrow = ref(false)
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return
    const character = parseFloat(getComputedStyle(entry.target).fontSize)
    narrow.value = entry.contentRect.width < CHARACTERS * character * 0.8
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  })
  onBeforeUnmount(() => observer.disconnect())
  return narrow
}
