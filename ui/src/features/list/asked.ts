import { computed, ref, shallowRef, watch } from 'vue'
import { PagedList } from '../../components/grid/pages'
import { single } from '../../components/grid/selection'
import { onChanged } from '../../host'
import { touches } from '../../host/changes'
import { complain } from '../../session/notices'
import { opened, status } from '../../session/status'
import { walking } from './walking'

/** What makes one list different from another. */
interface Source<Question extends object, View> {
  /** what it is narrowed to */
  question: () => Question
  page: (asked: Question & { offset: number; limit: number }) => Promise<View>
  /** what an answer says besides its rows */
  took?: (view: View) => void
  /** what else is read once the list has been asked anew */
  after?: () => Promise<void>
  /** another vault, or none: nothing of the last one may stay */
  forget: () => void
  /** while this is so, news is waited for elsewhere */
  busy?: () => boolean
  /** the column the frame stands in at first */
  column?: number
}

/** A long list of people behind one question: asked while it is in sight, kept while one looks at a dossier. */
export function askedList<Question extends object, View extends { total: number; rows: object[] }>(source: Source<Question, View>) {
  const question = computed(source.question)
  const narrowed = computed(() => JSON.stringify(question.value))
  const answered = ref(false)
  const elapsed = ref(0)
  const begin = () => single(0, source.column ?? 1)
  const selection = shallowRef(begin())
  const rows = new PagedList<View['rows'][number]>(async (offset, limit) => {
    const asked = question.value
    const begun = performance.now()
    const view = await source.page({ ...asked, offset, limit })
    // an answer to a question nobody asks any more is not shown
    if (JSON.stringify(asked) === narrowed.value) {
      source.took?.(view)
      answered.value = true
      elapsed.value = performance.now() - begun
    }
    return view
  })

  async function ask(): Promise<void> {
    if (!opened.value) return rows.clear()
    try {
      await rows.reset()
      await source.after?.()
    } catch (thrown) {
      complain(thrown)
    }
  }
  const inSight = ref(false)
  /** Elsewhere nothing is asked. */
  function look(on: boolean): void {
    inSight.value = on
    if (on) void ask()
  }
  watch(narrowed, () => inSight.value && void ask())
  onChanged((changed) => touches(changed, ['people', 'units', 'settings']) && inSight.value && !source.busy?.() && void ask())
  watch([opened, () => status.value?.vault?.dir], () => {
    source.forget()
    answered.value = false
    rows.clear()
    selection.value = begin()
  })
  return { question, narrowed, rows, total: rows.total, answered, elapsed, selection, inSight, ask, look, ...walking(rows, selection) }
}
