import { describe, expect, it } from 'vitest'
import type { Dictionary } from '../../api/contract'
import declared from '../../api/generated/dictionary.json'
import { writerOf, yearChips } from './ledger'
import { groupsOf, listedItems, protectedItems, yearItem } from './registers'

const { sets } = declared as Dictionary
const setOf = (code: string) => sets.find((set) => set.code === code)!

describe('the registers', () => {
  it('are every set somebody owns, each once', () => {
    const listed = groupsOf(sets).flatMap((group) => group.sets.map(({ code }) => code))
    const owned = sets.filter(({ owner }) => owner !== 'none').map(({ code }) => code)
    expect([...listed].sort()).toEqual([...owned].sort())
  })
  it('are found by a part of their name', () => {
    expect(groupsOf(sets, '考核').flatMap((group) => group.sets.map(({ label }) => label))).toEqual(expect.arrayContaining(['年度考核', '平时考核']))
    expect(groupsOf(sets, '没有这本')).toEqual([])
  })
  it('list no picture and nothing protected, long texts last', () => {
    for (const set of sets) {
      const items = listedItems(set)
      expect(items.some((item) => item.kind === 'blob' || item.protected), set.code).toBe(false)
      const long = items.map((item) => item.kind === 'long' || item.wide)
      expect(long.lastIndexOf(false) < long.indexOf(true) || !long.includes(true), set.code).toBe(true)
    }
    expect(protectedItems(setOf('talk')).map(({ code }) => code)).toEqual(['content'])
  })
  it('know the year of their rows', () => {
    for (const [set, item] of [['assessment', 'year'], ['training', 'started'], ['award', 'decided'], ['family', 'birth'], ['slot', undefined]] as const) {
      expect(yearItem(setOf(set))?.code, set).toBe(item)
    }
    expect(yearChips(setOf('training'), '2026-06-30').map(({ label, where }) => `${label} ${where[0]!.column}${where[0]!.op}${where[0]!.value}`)).toEqual([
      '2026年 training.started=2026', '2025年 training.started=2025', '2024年 training.started=2024', '2023年 training.started=2023', '2022年 training.started=2022',
      '更早 training.started<2022',
    ])
    expect(yearChips(setOf('slot'), '2026-06-30')).toEqual([])
  })
})

describe('writing in a register', () => {
  const writer = writerOf(setOf('training'))
  it('writes the row, not its person', () => {
    for (const [column, written] of [['training.hours', true], ['training.kind', true], ['name', false], ['post.unit', false], ['training.nothing', false]] as const) {
      expect(writer.refusal(column) === '', column).toBe(written)
    }
    expect(writerOf(setOf('agency_reply')).refusal('agency_reply.review'), 'which review it answers').not.toBe('')
  })
  it('shows what was kept, and the person as before', async () => {
    const row = { id: 7, person: 3, cells: ['张三', '40', '任职培训'], columns: ['name', 'training.hours', 'training.kind'] }
    const saved = { id: 7, cells: { hours: { text: '48.5', raw: '48.5', hidden: false } } }
    const [fresh] = await writer.fresh([{ row, saved }], ['name', 'training.kind', 'training.hours', 'age'])
    expect(fresh?.cells, 'a cleared cell is blank, a column not asked for before too').toEqual(['张三', '', '48.5', ''])
  })
})
