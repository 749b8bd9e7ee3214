import { reactive, watch } from 'vue'
import { router } from '../../router'
import { opened } from '../../session/status'
import type { Chosen } from '../list/listing'

const NOTHING = {
  find: false,
  columns: false,
  conditions: false,
  export: false,
  /** a list of names to select by; empty to type one */
  select: null as string | null,
  unit: null as number | null,
  people: null as Chosen | null,
}
/** What other parts of the window ask the roster to do when it is next shown. */
export const rosterAsks = reactive({ ...NOTHING })
// what stood open over it is not open over the next vault
watch(opened, (now) => now || Object.assign(rosterAsks, NOTHING))

/** Every number opens its people: they are listed in the roster, in the order given. */
export function openPeople(label: string, people: number[]): void {
  rosterAsks.people = { label: `${label}（${people.length.toLocaleString('zh-CN')} 人）`, people }
  void router.push('/roster')
}
