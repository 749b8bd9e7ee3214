import { reactive, ref } from 'vue'

/** People ticked in a list: what printing and exporting several works on. */
export const marks = reactive(new Set<number>())
/** The person a list stands on. */
export const current = ref<number | null>(null)
/** What the status line says about the list in sight. */
export const listLine = reactive({ noun: '人', total: 0, elapsed: 0, row: 0, block: '' })

export function toggleMarks(people: number[]): void {
  const all = people.every((person) => marks.has(person))
  for (const person of people) {
    if (all) marks.delete(person)
    else marks.add(person)
  }
}
/** The marked people, else the one the list stands on. */
export function chosenPeople(): number[] {
  if (marks.size > 0) return [...marks]
  return current.value === null ? [] : [current.value]
}
