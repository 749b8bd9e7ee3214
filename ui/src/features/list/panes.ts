/** F6 goes round the panes of a screen. */
export function nextPane(screen: HTMLElement | null): void {
  const panes = [...(screen?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])]
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(at + 1) % panes.length]
  next?.querySelector<HTMLElement>('[data-pane-focus], [role=grid], [role=tree], button')?.focus()
}
