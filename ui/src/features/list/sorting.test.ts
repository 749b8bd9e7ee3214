import { describe, expect, it } from 'vitest'
import { nextSort, sortMarks } from './sorting'

describe('sorting by header', () => {
  it('turns through the ways of a column', () => {
    const steps = []
    let sorts: ReturnType<typeof nextSort> = []
    for (let step = 0; step < 5; step++) {
      sorts = nextSort(sorts, 'name', false)
      steps.push(sortMarks(sorts).name)
    }
    expect(steps, '拼音 both ways, 笔画 both ways, none').toEqual(['拼音↑', '拼音↓', '笔画↑', '笔画↓', undefined])
  })
  it('replaces without Shift', () => {
    const sorts = nextSort([{ column: 'level', descending: false }, { column: 'strokes', descending: false }], 'birth', false)
    expect(sorts).toEqual([{ column: 'birth', descending: false }])
  })
  it('adds a further key with Shift and numbers them', () => {
    const one = nextSort([], 'post.level', false)
    const two = nextSort(one, 'name', true)
    expect(two, '职务层次 by its own order, then 拼音').toEqual([{ column: 'level', descending: false }, { column: 'pinyin', descending: false }])
    expect(sortMarks(two)).toEqual({ 'post.level': '①↑', name: '②拼音↑' })
  })
  it('turns or drops one key among several with Shift', () => {
    const both = [{ column: 'level', descending: false }, { column: 'birth', descending: true }]
    expect(nextSort(both, 'post.level', true)[0], 'turned').toEqual({ column: 'level', descending: true })
    expect(nextSort(both, 'birth', true), 'dropped').toEqual([{ column: 'level', descending: false }])
  })
  it('keeps only the clicked one of several without Shift', () => {
    const both = [{ column: 'level', descending: false }, { column: 'birth', descending: true }]
    expect(nextSort(both, 'birth', false)).toEqual([{ column: 'birth', descending: false }])
  })
})
