import { onBeforeUnmount, onMounted } from 'vue'

export const IDLE_MINUTES = 10

/** Calls once when nobody has touched the keyboard or the mouse for that long. */
export function useIdle(rest: () => void, minutes = IDLE_MINUTES): void {
  const signs = ['keydown', 'mousedown', 'mousemove', 'wheel']
  let last = Date.now()
  let timer = 0
  const touch = () => (last = Date.now())
  onMounted(() => {
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true })
    // the clock of a sleeping computer stands still, so the time is compared rather than counted
    timer = window.setInterval(() => Date.now() - last >= minutes * 60_000 && rest(), 5_000)
  })
  onBeforeUnmount(() => {
    for (const sign of signs) window.removeEventListener(sign, touch)
    clearInterval(timer)
  })
}
