import { type AnswerOf, type CodeRow, type ImportDecision, type ImportField, type RequestOf, type Who } from '../../api/contract'
import { DeskFailure } from '../doorway'
import { dictionary, itemOf } from './dictionary'
import type { StoredImport } from './import'
import type { World } from './world'

/** What the clerk decided about a waiting import. */
export interface Choices {
  people: Map<number, Who>
  fields: Map<string, boolean>
  alike: Map<string, boolean>
  blank: 'keep' | 'clear' | 'ask'
  spellings: Map<string, string>
  merges: Map<string, string>
  cells: Map<string, string>
}
export function noChoices(): Choices {
  return { people: new Map(), fields: new Map(), alike: new Map(), blank: 'keep', spellings: new Map(), merges: new Map(), cells: new Map() }
}
const fieldKey = ({ sheet, row, column, item }: ImportField) => [sheet, row, column, item].join('|')
const alikeKey = (item: string, clears: boolean) => `${item}|${clears}`
export const textKey = (item: string, text: string) => `${item}|${text.replace(/\s/g, '')}`
export const cellKey = (sheet: number, row: number, column: number) => [sheet, row, column].join('|')

/** What becomes of a field: the cell's own decision, else the one for all rows, else the file's value. */
export function choiceOf(choices: Choices, field: ImportField, clears: boolean): 'take' | 'keep' | 'ask' {
  const own = choices.fields.get(fieldKey(field)) ?? choices.alike.get(alikeKey(field.item, clears))
  if (own !== undefined) return own ? 'take' : 'keep'
  if (!clears || choices.blank === 'clear') return 'take'
  return choices.blank
}
function put<K, V>(map: Map<K, V>, key: K, value: V | null | undefined): void {
  if (value === null || value === undefined) map.delete(key)
  else map.set(key, value)
}
function tableOf(item: string): CodeRow[] {
  const table = itemOf(item)?.item.table
  return (table && dictionary.tables[table]?.rows) || []
}

export function decide(draft: StoredImport, decision: ImportDecision): void {
  const { choices } = draft
  if (decision.about === 'person') put(choices.people, decision.row, decision.who)
  else if (decision.about === 'field') put(choices.fields, fieldKey(decision.field), decision.take)
  else if (decision.about === 'alike') put(choices.alike, alikeKey(decision.item, decision.clears), decision.take)
  else if (decision.about === 'blank') choices.blank = decision.policy
  else if (decision.about === 'cell') put(choices.cells, cellKey(decision.sheet, decision.row, decision.column), decision.text)
  else if (decision.about === 'merge') for (const text of decision.written) put(choices.merges, textKey(decision.item, text), decision.to)
  else {
    const label = decision.code && tableOf(decision.item).find(({ code }) => code === decision.code)?.label
    put(choices.spellings, textKey(decision.item, decision.written), decision.code === '' ? '' : label)
  }
}

/** A row beside the people of its name. */
export function sideBySide(world: World, draft: StoredImport, number: number): AnswerOf<'import_compare'> {
  const row = draft.rows[number]
  if (!row) throw new DeskFailure({ code: 'not_found', message: '没有这一行', hint: '请刷新后再试' })
  const candidates = world.people.filter((person) => !person.gone && person.name === row.name).slice(0, 4)
  const columns = draft.sheets[row.sheet]!.columns.filter(({ item }) => item !== null)
  return {
    row: number,
    reason: row.reasons.join('；'),
    decided: draft.choices.people.get(number) ?? null,
    not_new: null,
    candidates: candidates.map((person) => ({ who: { who: 'person', person: person.id }, title: `库中：${person.name}` })),
    fields: columns.map((column) => {
      const own = row.cells[column.index] ?? ''
      const others = candidates.map((person) => world.cell(person, column.item!.replace('person.', '')))
      const filled = [own, ...others].filter(Boolean)
      return { label: column.label ?? column.header, row: own, candidates: others, differs: new Set(filled).size > 1 }
    }),
  }
}

/** Spellings no code table knows, with their counts. */
export function unknownSpellings(draft: StoredImport): AnswerOf<'import_spellings'> {
  const groups = new Map<string, AnswerOf<'import_spellings'>[number]>()
  const group = (item: string, written: string) => {
    const key = textKey(item, written)
    const known = groups.get(key)
    if (known) return known
    const codes = tableOf(item)
    const chosen = draft.choices.spellings.get(key)
    const made = {
      item, written, label: itemOf(item)?.item.label ?? item, count: 0,
      code: chosen === undefined ? null : (codes.find(({ label }) => label === chosen)?.code ?? ''), chosen: chosen ?? '',
      similar: codes.filter(({ label }) => [...written].some((character) => label.includes(character))).slice(0, 5).map(({ code, label }) => ({ item: code, label })),
    }
    groups.set(key, made)
    return made
  }
  for (const key of draft.choices.spellings.keys()) {
    const [item = '', written = ''] = key.split('|')
    group(item, written)
  }
  for (const row of draft.rows) for (const problem of row.problems) {
    const column = problem.code === 'code.unknown' && draft.sheets[row.sheet]!.columns.find(({ letter }) => problem.place === `花名册!${letter}${row.place.split('!')[1]}`)
    if (column && column.item) group(column.item, problem.read).count++
  }
  return [...groups.values()].sort((one, two) => two.count - one.count)
}

/** Texts of an item that differ by blanks only. */
export function nearValues(draft: StoredImport): AnswerOf<'import_near'> {
  const found: AnswerOf<'import_near'> = []
  for (const sheet of draft.sheets) for (const column of sheet.columns) {
    const item = column.item && itemOf(column.item)?.item
    if (!item || !['text', 'place', 'unit'].includes(item.kind) || column.item === 'person.name') continue
    const counts = new Map<string, Map<string, number>>()
    for (const row of sheet.rows) {
      const text = row[column.index] ?? ''
      const same = counts.get(text.replace(/\s/g, '')) ?? new Map<string, number>()
      counts.set(text.replace(/\s/g, ''), same.set(text, (same.get(text) ?? 0) + 1))
    }
    for (const [plain, texts] of counts) {
      if (plain === '' || texts.size < 2) continue
      const spellings = [...texts].map(([text, count]) => ({ text, count, in_vault: false })).sort((one, two) => two.count - one.count)
      found.push({ item: column.item!, label: item.label, spellings, proposed: spellings[0]!.text, merged: draft.choices.merges.get(textKey(column.item!, plain)) ?? null })
    }
  }
  return found
}

/** What one unit's files were settled by. */
export interface StoredProfile {
  columns: Map<string, string | null>
  spellings: Map<string, string>
  file: string
}

export function useProfile(draft: StoredImport, profiles: Map<string, StoredProfile>, name: string | null, foundBy: string): void {
  const profile = name === null ? null : profiles.get(name)
  draft.profile = { used: profile ? name : null, foundBy: profile ? foundBy : null, remember: profile ? name : null }
  draft.choices.spellings = new Map(profile?.spellings)
  for (const column of draft.sheets.flatMap((sheet) => sheet.columns)) {
    if (!profile?.columns.has(column.header)) Object.assign(column, column.fresh ?? {}, { settled: false })
    else settleColumn(column, profile.columns.get(column.header) ?? null)
  }
}
export function settleColumn(column: StoredImport['sheets'][number]['columns'][number], item: string | null): void {
  column.fresh ??= { item: column.item, label: column.label, status: column.status, question: column.question, left_out: column.left_out }
  Object.assign(column, { item, label: item ? (itemOf(item)?.item.label ?? null) : null, status: item ? 'matched' : 'ignored', settled: true, question: null, left_out: false })
}

export function renameProfile(profiles: Map<string, StoredProfile>, { name, to }: RequestOf<'rename_profile'>): void {
  const profile = profiles.get(name)
  if (!profile) throw new DeskFailure({ code: 'profile.unknown', message: `没有名为“${name}”的导入方案`, hint: '' })
  if (name !== to && profiles.has(to)) throw new DeskFailure({ code: 'profile.taken', message: `已有名为“${to}”的导入方案`, hint: '请另取一个名称' })
  profiles.delete(name)
  profiles.set(to.trim(), profile)
}
