/** What a command made stale, in the words of the command list: vault, people, units, history. */
export type Tag = string

const listeners = new Set<(changed: Tag[]) => void>()

export function onChanged(listen: (changed: Tag[]) => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

export function announce(changed: Tag[]): void {
  for (const listen of [...listeners]) listen(changed)
}

export function touches(changed: Tag[], tags: Tag[]): boolean {
  return changed.some((tag) => tags.includes(tag))
}
