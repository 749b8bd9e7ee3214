import type { QuickFilter } from '../list/conditions'

/** What is asked of a roster every day. */
export const QUICK_FILTERS: QuickFilter[] = [
  { id: 'serving', label: '在职', where: [{ column: 'status', op: '=', value: '在职' }] },
  { id: 'leading', label: '领导职务', where: [{ column: 'post.leading', op: '=', value: '是' }] },
  { id: 'young', label: '35岁以下', where: [{ column: 'age', op: '<=', value: '35' }] },
  { id: 'women', label: '女干部', where: [{ column: 'sex', op: '=', value: '女' }] },
  { id: 'minority', label: '少数民族', where: [{ column: 'ethnicity', op: '!=', value: '汉族' }, { column: 'ethnicity', op: 'filled', value: '' }] },
  { id: 'noparty', label: '非中共党员', where: [{ column: 'political_status', op: '!=', value: '中共党员' }] },
  { id: 'missing', label: '缺身份证号', where: [{ column: 'id_number', op: 'blank', value: '' }] },
  { id: 'lacking', label: '档案有缺填栏目', where: [{ column: 'sections_missing', op: '>', value: '0' }] },
]
