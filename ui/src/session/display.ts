import { reactive, watch } from 'vue'

export type Theme = 'light' | 'dark' | 'contrast'
export type Size = 'normal' | 'large' | 'huge'
export const SIZES: { size: Size; label: string; row: number }[] = [
  { size: 'normal', label: '标准', row: 30 },
  { size: 'large', label: '大字', row: 36 },
  { size: 'huge', label: '特大', row: 42 },
]
export const THEMES: { theme: Theme; label: string }[] = [
  { theme: 'light', label: '浅色' },
  { theme: 'dark', label: '深色' },
  { theme: 'contrast', label: '高对比' },
]

const kept = localStorage.getItem('antou.display')
/** How the window looks to this person at this desk. */
export const display = reactive<{ theme: Theme; size: Size }>({
  theme: 'light',
  size: 'normal',
  ...(kept ? (JSON.parse(kept) as object) : {}),
})

/** In fewer letters than this side by side, the panes beside a list stand one above the other. */
const NARROW = 76
watch(
  display,
  () => {
    document.documentElement.dataset.theme = display.theme
    document.documentElement.dataset.size = display.size
    localStorage.setItem('antou.display', JSON.stringify(display))
    measure()
  },
  { immediate: true },
)

function measure(): void {
  const letter = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--text-size')) || 14
  document.documentElement.dataset.room = window.innerWidth < NARROW * letter ? 'narrow' : 'wide'
}
window.addEventListener('resize', measure)

export function rowHeight(): number {
  return SIZES.find(({ size }) => size === display.size)?.row ?? 30
}
/** Ctrl+加号, Ctrl+减号. */
export function resize(steps: number): void {
  const at = SIZES.findIndex(({ size }) => size === display.size)
  display.size = SIZES[Math.max(0, Math.min(SIZES.length - 1, at + steps))]!.size
}
