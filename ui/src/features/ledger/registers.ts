import { computed } from 'vue'
import type { InformationSet, Item } from '../../api/contract'
import { dictionary } from '../../session/status'

/** Ledgers stand together as a clerk's year does; within a group they keep the order of the dictionary. */
const GROUPS: { label: string; sets: string[] }[] = [
  { label: '任职与经历', sets: ['post', 'proposal', 'rank', 'resume', 'education', 'qualification', 'practice'] },
  { label: '考核与奖惩', sets: ['assessment', 'quarterly', 'unit_assessment', 'award'] },
  { label: '审查与监督', sets: ['review', 'review_subject', 'agency_reply', 'matters', 'matters_check', 'pledge', 'talk', 'certified'] },
  { label: '培养', sets: ['training', 'mentoring', 'reserve', 'cultivation', 'party_step'] },
  { label: '档案', sets: ['material', 'archive_loan', 'archive_transfer'] },
]
const OTHERS = '其他'

export interface RegisterGroup {
  label: string
  sets: InformationSet[]
}

/** Every set owned by a person or a unit is a ledger. */
export function groupsOf(sets: InformationSet[], wanted = ''): RegisterGroup[] {
  const owned = sets.filter(({ owner, label }) => owner !== 'none' && label.includes(wanted))
  const groupOf = ({ code }: InformationSet) => GROUPS.find(({ sets }) => sets.includes(code))?.label ?? OTHERS
  return [...GROUPS.map(({ label }) => label), OTHERS]
    .map((label) => ({ label, sets: owned.filter((set) => groupOf(set) === label) }))
    .filter(({ sets }) => sets.length > 0)
}
export const registers = computed(() => groupsOf(dictionary.value.sets).flatMap(({ sets }) => sets))

export function titleOf({ label }: InformationSet): string {
  return `${label}台账`
}

/** Items a ledger lists. Pictures have no text; protected ones are opened in the dossier. */
export function listedItems(set: InformationSet): Item[] {
  const items = set.items.filter(({ kind, protected: hidden }) => kind !== 'blob' && !(hidden || set.protected))
  const isLong = ({ kind, wide }: Item) => kind === 'long' || wide
  return [...items.filter((item) => !isLong(item)), ...items.filter(isLong)]
}
export function protectedItems(set: InformationSet): Item[] {
  return set.items.filter((item) => item.protected || set.protected)
}

/** The year of a row: its 年度, or the date it must have, or the first it may have. */
export function yearItem(set: InformationSet): Item | null {
  const dates = set.items.filter(({ kind }) => kind === 'date')
  return set.items.find(({ kind }) => kind === 'year') ?? dates.find(({ required }) => required) ?? dates[0] ?? null
}
