import type { FormWarning } from '../../api/contract'

/** What to look at before printing, person by person. */
export function warningsByPerson(warnings: FormWarning[]): { person: number; name: string; warnings: FormWarning[] }[] {
  const people = new Map<number, { person: number; name: string; warnings: FormWarning[] }>()
  for (const warning of warnings) {
    const entry = people.get(warning.person) ?? { person: warning.person, name: warning.name, warnings: [] }
    entry.warnings.push(warning)
    people.set(warning.person, entry)
  }
  return [...people.values()]
}
