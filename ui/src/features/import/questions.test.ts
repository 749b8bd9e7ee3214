import { describe, expect, it } from 'vitest'
import type { ImportColumn } from '../../api/contract'
import { answersTo } from './questions'

const column = (over: Partial<ImportColumn>): ImportColumn => ({
  index: 0, letter: 'A', header: '学历', item: null, label: null, which: null, status: 'ambiguous', candidates: [], question: '?', left_out: true, settled: false, can_split: false, steps: [], samples: [], ...over,
})

describe('answers about a column', () => {
  it('offers the candidates, and leaving the column out last', () => {
    const answers = answersTo(column({ candidates: [{ item: 'education[全日制].level', label: '全日制学历' }] }))
    expect(answers.map(({ item }) => item)).toEqual(['education[全日制].level', null])
  })
  it('does not offer to leave out what is read anyway', () => {
    const answers = answersTo(column({ item: 'education.level', candidates: [{ item: 'education.level', label: '学历' }] }))
    expect(answers.map(({ item }) => item)).toEqual(['education.level'])
  })
  it('splits a unit and a title first', () => {
    const answers = answersTo(column({ item: 'post.title', label: '职务名称', can_split: true, candidates: [{ item: 'post.title', label: '职务·职务名称' }] }))
    expect(answers.map(({ split, label }) => [split ?? false, label])).toEqual([[true, '拆成单位和职务两项'], [false, '不拆，整句作为职务名称']])
  })
})
