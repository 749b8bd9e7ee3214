import { reactive } from 'vue'
import { router } from '../../router'
import type { Chosen } from '../list/listing'

/** What other parts of the window ask the roster to do when it is next shown. */
export const rosterAsks = reactive({
  find: false,
  columns: false,
  conditions: false,
  export: false,
  /** a list of names to select by; empty to type one */
  select: null as string | null,
  unit: null as number | null,
  people: null as Chosen | null,
})

/** Every number opens its people: they are listed in the roster, in the order given. */
export function openPeople(label: string, people: number[]): void {
  rosterAsks.people = { label: `${label}（${people.length.toLocaleString('zh-CN')} 人）`, people }
  void router.push('/roster')
}
