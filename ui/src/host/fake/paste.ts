import type { AnswerOf, ImportColumn } from '../../api/contract'
import { fromTable } from '../../components/grid/clipboard'
import { DeskFailure } from '../doorway'
import { itemOf } from './dictionary'
import { compareAll, type StoredImport } from './import'
import { noChoices } from './review'
import type { World } from './world'

/** A block without headings at a place of the grid: the people there stand in front, as their numbers. */
export function openPaste(world: World, id: number, text: string, columns: string[], people: number[]): StoredImport {
  const cells = fromTable(text)
  if (cells.length === 0) throw new DeskFailure({ code: 'paste.empty', message: '剪贴板里没有表格内容', hint: '请先在 WPS 或 Excel 里复制' })
  const rows = cells.map((row, at) => {
    const values = people[at] ? world.person(people[at]).values : {}
    return [values.name ?? '', values.id_number ?? '', ...row]
  })
  const paths = ['person.name', 'person.id_number', ...columns.map((code) => (code.includes('.') ? code : `person.${code}`))]
  const width = Math.max(...rows.map((row) => row.length))
  const mapped = paths.slice(0, width).map((path, index): ImportColumn => {
    const item = itemOf(path)?.item ?? null
    return { index, letter: String.fromCharCode(65 + index), header: item?.label ?? '（不导入）', item: item ? path : null, label: item?.label ?? null, which: null, status: item ? 'matched' : 'ignored', candidates: [], samples: [], question: null, left_out: false, settled: false, can_split: false, steps: [] }
  })
  const stored: StoredImport = { id, sheets: [{ file: '粘贴的内容', rows, columns: mapped }], rows: [], unread: [], choices: noChoices(), profile: { used: null, foundBy: null, remember: null } }
  compareAll(world, stored)
  return stored
}

export function selectPeople(world: World, text: string): AnswerOf<'select_people'> {
  const seen = new Set<number>()
  const lines = fromTable(text).map((row) => row.join(' ').trim()).filter((line) => line && line !== '姓名')
  return {
    lines: lines.map((line) => {
      const found = world.people.filter((person) => !person.gone && (person.name === line || person.values.id_number === line))
      const shown = found.map(({ id, name, values }) => ({ person: id, name, birth: (values.birth ?? '').replace('-', '.'), id_number: values.id_number ?? '' }))
      const [only] = shown
      if (shown.length !== 1 || !only) return { text: line, person: null, reason: shown.length ? `库里有 ${shown.length} 位可能的人，请选一位` : `库里没有“${line}”`, candidates: shown.slice(0, 5) }
      const reason = seen.has(only.person) ? '上面已经有了' : ''
      seen.add(only.person)
      return { text: line, person: only, reason, candidates: [] }
    }),
  }
}
