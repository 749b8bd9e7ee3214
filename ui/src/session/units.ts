import type { CodeRow, Unit } from '../api/contract'

/** Units to pick from, by name or pinyin initials like any code. */
export const unitRows = (units: Unit[] | null): CodeRow[] => (units ?? []).map(({ id, name, initials }) => ({ code: String(id), label: name, initials }))

/** Whether a unit is meant by what is typed to find one. */
export function isCalled({ name, initials }: Pick<Unit, 'name' | 'initials'>, wanted: string): boolean {
  return name.includes(wanted) || initials.startsWith(wanted.toLowerCase())
}
