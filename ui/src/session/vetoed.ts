import { computed, ref, watch } from 'vue'
import { call, onChanged } from '../host'
import { touches } from '../host/changes'
import { opened } from './status'

const known = ref<Map<number, string>>(new Map())
/** People with a negative political review in force, and what it was: they are marked wherever they are listed. */
export const vetoed = computed(() => known.value)

async function read(): Promise<void> {
  if (!opened.value) return void (known.value = new Map())
  try {
    const found = await call('vetoed', {})
    known.value = new Map(found.map(({ person, what }) => [person, what]))
  } catch {
    // a mark that could not be read is no news of its own: whatever is done next says why
    known.value = new Map()
  }
}
/** Begins to follow who is vetoed; called once by the frame. */
export function followVetoed(): void {
  watch(opened, () => void read(), { immediate: true })
  onChanged((changed) => touches(changed, ['people']) && void read())
}
