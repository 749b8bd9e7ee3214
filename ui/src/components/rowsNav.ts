import type { Directive } from 'vue'

const ACTS = 'button:not(:disabled), a[href]'

/** The same act (or what stands in its place) in the next or previous row that has one. */
export function actBeside(page: Element, from: Element, by: number): HTMLElement | null {
  const row = from.closest('tr, li')
  if (!row) return null
  const column = from.closest('td, th') as HTMLTableCellElement | null
  const own = [...(column ?? row).querySelectorAll(ACTS)].indexOf(from)
  const rows = [...page.querySelectorAll('tr, li')]
  for (let at = rows.indexOf(row) + by; at >= 0 && at < rows.length; at += by) {
    const place = column ? (rows[at] as HTMLTableRowElement).cells?.[column.cellIndex] : rows[at]
    const acts = place ? [...place.querySelectorAll<HTMLElement>(ACTS)] : []
    const found = acts[Math.min(own, acts.length - 1)]
    if (found) return found
  }
  return null
}

/**
 * `v-rows-nav`: a page of tables under the keyboard. It has the focus as soon as it is there, up and down go from row to row,
 * and when the row one stood on is taken away the keys are still the page's.
 */
export const vRowsNav: Directive<HTMLElement> = {
  mounted(page) {
    if (document.activeElement === document.body) page.focus()
    page.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const from = event.target as HTMLElement
      if (!by || event.defaultPrevented || event.ctrlKey || event.altKey || !from.matches(ACTS)) return
      const next = actBeside(page, from, by)
      if (!next) return
      event.preventDefault()
      next.focus()
    })
    page.addEventListener('focusout', ({ target }) =>
      window.setTimeout(() => document.activeElement === document.body && page.isConnected && !(target as Element).isConnected && page.focus()),
    )
  },
}
