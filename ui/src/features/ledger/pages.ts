import { shallowRef } from 'vue'
import type { Commands } from '../../api/contract'

/** The ledger whose printed pages are looked at. */
export const askedPages = shallowRef<Commands['preview_ledger']['request'] | null>(null)
