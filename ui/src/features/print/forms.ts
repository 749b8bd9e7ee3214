import { computed } from 'vue'
import { useQuery } from '../../host'

/** The forms about a row of a set; about a person for the empty set. */
export function useForms(set: () => string) {
  const { data } = useQuery('forms', () => ({}))
  return computed(() => (data.value ?? []).filter((form) => form.set === set()))
}
