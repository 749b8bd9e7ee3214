import { shallowRef, watch } from 'vue'
import type { ListColumn } from '../../api/contract'
import { call } from '../../host'
import { marks } from '../../session/marks'
import { itemAt, status } from '../../session/status'
import type { CellWriter } from '../list/cells'
import { everywhere, makeListing } from '../list/listing'
import { QUICK_FILTERS } from './quick'

/** The columns a roster begins with; everything else is a tick away. */
const FIRST_COLUMNS = [
  'name', 'sex', 'birth', 'age', 'post.unit', 'post.title', 'post.level', 'rank.rank', 'post.started', 'ethnicity', 'native_place',
  'political_status', 'party_joined', 'work_started', 'education[全日制].level', 'education[在职].level', 'health', 'staff_kind', 'status', 'retirement',
]
const COMPUTED = ['age']
const everyone = { text: '', subunits: true, conditions: [], sort: [] }

/** Only items of the main set stand in one row of the person; the others are edited in the dossier. */
const writer: CellWriter = {
  refusal: (column) => (COMPUTED.includes(column) ? '自动计算' : column.includes('.') || !itemAt(column) ? '在档案里改' : ''),
  save: async (changes) => (await call('save_rows', { rows: changes.map(({ row: { id }, values }) => ({ set: 'person', person: id, row: id, values, deleted: false })) })).rows,
  async fresh(saved, columns) {
    if (saved.length === 0) return []
    const only = saved.map(({ row }) => row.id)
    const { rows } = await call('people', { ...everyone, columns, only, offset: 0, limit: only.length })
    return rows.map((row) => ({ ...row, person: row.id, columns }))
  },
}

/** Columns that lists of people can show. */
export const listColumns = shallowRef<ListColumn[]>([])
export async function loadColumns(): Promise<void> {
  if (listColumns.value.length === 0) listColumns.value = await call('list_columns', {})
}

export const roster = makeListing({
  noun: '人',
  remember: 'antou.roster',
  pinned: 'name',
  columns: listColumns,
  usual: () => FIRST_COLUMNS,
  // the usual order of a unit: 职务层次, then 姓氏笔画
  sorting: [{ id: 'level', desc: false }, { id: 'strokes', desc: false }],
  asked: 'post.title',
  chips: () => QUICK_FILTERS,
  place: everywhere(),
  reads: ['people'],
  writer,
  async page(wanted, offset, limit) {
    const only = wanted.only?.slice(offset, offset + limit)
    const page = await call('people', { ...wanted, only, offset, limit })
    return { ...page, total: wanted.only?.length ?? page.total, rows: page.rows.map((row) => ({ ...row, person: row.id })) }
  },
})
watch(
  () => status.value?.vault?.dir,
  () => marks.clear(),
)
