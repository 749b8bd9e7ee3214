import { type Dossier, type InformationSet, isError, isPicture, type Item, pathOf, type Section, type SetRow } from '../../api/contract'

export interface ShownSection {
  set: InformationSet
  rows: SetRow[]
  problems: number
  severity: 'error' | 'warning' | null
  attested: boolean
  /** everybody is expected to have something here, and there is neither a row nor an attestation */
  blank: boolean
  /** required items that are blank */
  missing: number
  /** seconds for which what is protected stays open; null while it is hidden */
  revealed: number | null
}

/** Every declared set, in its declared order, with what this person has in it. */
export function sectionsOf(sets: InformationSet[], dossier: Dossier | null): ShownSection[] {
  const known = new Map<string, Section>(dossier?.sections.map((section) => [section.set, section]))
  return sets.map((set) => {
    const section = known.get(set.code)
    const findings = dossier?.findings.filter(({ item }) => pathOf(item).set === set.code) ?? []
    return {
      set,
      rows: section?.rows ?? [],
      problems: section?.problems ?? findings.length,
      severity: findings.some(isError) ? 'error' : findings.length > 0 ? 'warning' : null,
      attested: section?.attested ?? false,
      blank: !!section?.expected && section.rows.length === 0 && !section.attested,
      missing: section?.missing ?? 0,
      revealed: section?.revealed ?? null,
    }
  })
}

/** Columns worth a place: those the declaration requires and those somebody filled. */
export function filledItems(set: InformationSet, rows: SetRow[]): Item[] {
  return set.items.filter((item) => !isPicture(item) && (item.required || rows.some((row) => row.cells[item.code]?.text)))
}

/** Items under the headings of the entry form; those without one stand under the name of the set. */
export function groupsOf(set: InformationSet): { label: string; items: Item[] }[] {
  const groups: { label: string; items: Item[] }[] = []
  for (const item of set.items) {
    if (isPicture(item)) continue
    const label = item.group ?? set.label
    const group = groups.find((group) => group.label === label)
    if (group) group.items.push(item)
    else groups.push({ label, items: [item] })
  }
  return groups
}

export function masked(text: string): string {
  return [...text].length > 8 ? `${text.slice(0, 3)}${'*'.repeat(6)}${text.slice(-2)}` : '*'.repeat([...text].length)
}

/** What a section still lacks, in a few words; empty when nothing. */
export function lackOf({ blank, missing }: Pick<ShownSection, 'blank' | 'missing'>): string {
  if (blank) return '还没有填，也没有确认“无此类情况”'
  return missing > 0 ? `${missing} 个必填项没有填` : ''
}

/** The section so many on from another; the last where there is none. */
export function sectionBeside(sections: ShownSection[], code: string, by: number): string {
  const at = sections.findIndex(({ set }) => set.code === code) + by
  return sections[Math.max(0, Math.min(sections.length - 1, at))]?.set.code ?? code
}
