import { reactive } from 'vue'
import type { Condition } from '../../api/contract'
import { router } from '../../router'

/** Rows counted elsewhere, opened here by what they have in common. */
interface AskedRows {
  set: string
  conditions: Condition[]
  unit: number | null
  unitName: string
}
export const ledgerAsks = reactive({ rows: null as AskedRows | null })

/** Every number opens its rows: the ledger lists those and no others. */
export function openRows(rows: AskedRows): void {
  ledgerAsks.rows = rows
  void router.push(`/ledger/${rows.set}`)
}
