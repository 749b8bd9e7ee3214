import { describe, expect, it } from 'vitest'
import { changesOf, pasteOf, telling } from './cells'
import { pressed } from './conditions'

const chip = (id: string, group?: string) => ({ id, label: id, where: [], group })
const problem = (severity: string, item: string) => ({ code: 'x', severity, item, message: `${severity} ${item}` })

describe('chips', () => {
  it('go on and off; of a group one is on', () => {
    const chips = [chip('2026', 'year'), chip('2025', 'year'), chip('women')]
    let on: string[] = []
    for (const [press, left] of [['2026', '2026'], ['women', '2026 women'], ['2025', 'women 2025'], ['2025', 'women'], ['women', '']] as const) {
      on = pressed(chips, on, press)
      expect(on.join(' '), press).toBe(left)
    }
  })
})

describe('what is said after a cell was written', () => {
  it('is about that cell, or what stopped the saving', () => {
    expect(telling({ problems: [problem('warning', 'training.organiser')] }, ['training.hours']), 'another cell is still blank').toBeUndefined()
    expect(telling({ problems: [problem('warning', 'training.hours')] }, ['training.hours'])?.severity).toBe('warning')
    expect(telling({ problems: [problem('warning', 'training.hours'), problem('error', 'training.started')] }, ['training.hours'])?.severity).toBe('error')
    expect(telling({ problems: [problem('info', 'training.hours')] }, ['training.hours'])).toBeUndefined()
  })
})

describe('a paste', () => {
  const rows = [1, 2].map((id) => ({ id, person: id, cells: [], columns: [] }))
  const refusal = (column: string) => (column === 'name' ? '在档案里改' : '')
  it('skips what is not written and what is beyond the end, and clears with a blank', () => {
    const paste = pasteOf([['张三', '40'], ['李四', ' '], ['王五', '8']], rows, ['name', 'hours'], 4, (column) => column, refusal)
    expect([paste.columns.map(({ skipped }) => skipped), paste.dropped]).toEqual([['在档案里改，跳过', ''], 1])
    expect(changesOf(paste).map(({ row, values }) => [row.id, values])).toEqual([[1, { hours: '40' }], [2, { hours: null }]])
  })
})
