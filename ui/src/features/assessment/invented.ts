import type { Line } from './grades'

/** People and grades for the tests of this folder. */
export const TABLE = [['1', '优秀', 'yx'], ['2', '称职', 'cz'], ['3', '基本称职', 'jbcz'], ['4', '不称职', 'bcz'], ['2B', '合格', 'hg'], ['3B', '基本合格', 'jbhg'], ['4B', '不合格', 'bhg'], ['5', '不定等次', 'bddc'], ['6', '未参加', 'wcj']]
  .map(([code = '', label = '', initials = '']) => ({ code, label, initials }))
const RULE = { id: 'KH-15', title: '受警告处分当年', effect: '', citation: '《公务员考核规定》第二十九条', verify: '条款号' }

export function lineOf(more: Partial<Line> = {}, codes = ['1', '2', '3', '4', '5', '6'], forbidden: string[] = []): Line {
  const grades = codes.map((code) => ({ code, label: TABLE.find((row) => row.code === code)!.label, allowed: !forbidden.includes(code) }))
  const limits = forbidden.length > 0 ? [{ kind: 'not_excellent', label: '不得评为优秀', why: '2025.03 受政务警告', rule: RULE }] : []
  return { year: 2025, person: 1, name: '甲一', unit: '', title: '', staff_kind: '公务员', grade: null, reason: '', grades, before: [], lights: [], limits, conflict: false, consequences: [], ...more }
}
export const PUBLIC = ['1', '2B', '3B', '4B', '5', '6']
