import { describe, expect, it } from 'vitest'
import { certain, completed, lastPart, matching, toggled } from './codes'

const rows = [
  { code: '01', label: '汉族', initials: 'hz' },
  { code: '03', label: '回族', initials: 'hz' },
  { code: '10', label: '朝鲜族', initials: 'cxz' },
  { code: '20', label: '佤族', initials: 'wz' },
]
const labels = (typed: string) => matching(rows, typed).map(({ label }) => label)

describe('picking a code', () => {
  it('finds by words, initials and code', () => {
    expect(labels('回'), 'by a character').toEqual(['回族'])
    expect(labels('hz'), 'by initials').toEqual(['汉族', '回族'])
    expect(labels('HZ'), 'in capitals too').toEqual(['汉族', '回族'])
    expect(labels('10'), 'by code').toEqual(['朝鲜族'])
    expect(labels('x'), 'initials inside').toEqual(['朝鲜族'])
  })
  it('shows everything before anything is typed', () => {
    expect(labels(''), 'the whole table').toHaveLength(4)
  })
  it('takes only what is certainly meant', () => {
    expect(certain(rows, '汉族')?.code).toBe('01')
    expect(certain(rows, '03')?.label).toBe('回族')
    expect(certain(rows, 'hz'), 'two rows share these initials').toBeNull()
    expect(certain(rows, '汉'), 'never guessed').toBeNull()
  })
  it('completes the last of several, keeping those before', () => {
    for (const [typed, wanted, done] of [['', '', '党员'], ['dy', 'dy', '党员'], ['干部、dy', 'dy', '干部、党员'], ['干部、', '', '干部、党员'], ['党员、dy', 'dy', '党员']] as const) {
      expect([lastPart(typed), completed(typed, '党员')], typed).toEqual([wanted, done])
    }
  })
  it('adds and takes away one of several', () => {
    expect(toggled('党员', '干部')).toBe('党员、干部')
    expect(toggled('党员、干部', '党员')).toBe('干部')
    expect(toggled('', '党员')).toBe('党员')
  })
})
