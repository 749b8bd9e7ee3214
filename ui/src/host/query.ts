import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { AnswerOf, CommandName, RequestOf } from '../api/contract'
import { tags } from '../api/generated/commands'
import { onChanged, touches } from './changes'
import { type DeskFailure, failureOf } from './doorway'
import { call } from './index'

export interface Query<T> {
  data: ShallowRef<T | null>
  failure: ShallowRef<DeskFailure | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Loads an answer, and loads it again whenever its request changes or a command changed what it reads.
 * An answer that arrives after a newer question was asked is dropped. A null request asks nothing.
 */
export function useQuery<K extends CommandName>(
  name: K,
  request: () => RequestOf<K> | null,
): Query<AnswerOf<K>> {
  const data: ShallowRef<AnswerOf<K> | null> = shallowRef(null)
  const failure: ShallowRef<DeskFailure | null> = shallowRef(null)
  const loading = ref(false)
  let asked = 0

  async function reload(): Promise<void> {
    const wanted = request()
    const mine = ++asked
    if (!wanted) {
      data.value = null
      loading.value = false
      return
    }
    loading.value = true
    try {
      const answer = await call(name, wanted)
      if (mine !== asked) return
      data.value = answer
      failure.value = null
    } catch (thrown) {
      if (mine !== asked) return
      data.value = null
      failure.value = failureOf(thrown)
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  watch(() => JSON.stringify(request()), reload, { immediate: true })
  onScopeDispose(onChanged((changed) => touches(changed, tags[name].reads) && void reload()))
  return { data, failure, loading, reload }
}
