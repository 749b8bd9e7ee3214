/** What a command made stale: `people`, `units`, `person:12`, `history`, `vault`; `*` is everything. */
export type Tag = string

const listeners = new Set<(changed: Tag[]) => void>()

export function onChanged(listen: (changed: Tag[]) => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

export function announce(changed: Tag[]): void {
  for (const listen of [...listeners]) listen(changed)
}

/** A screen of one person also goes stale when all people did. */
export function touches(changed: Tag[], tags: Tag[]): boolean {
  return changed.some((tag) => tag === '*' || tags.some((mine) => mine === tag || mine.startsWith(`${tag}:`)))
}
