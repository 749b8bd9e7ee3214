import { describe, expect, it } from 'vitest'
import { lineOf, PUBLIC } from './invented'
import { entriesOf, pasteOf, withoutHeading, wordsOf } from './paste'

const MEANINGS = new Map<string, string | null>([['优秀', '1'], ['称职', '2'], ['合格', '2B'], ['不定等次', '5'], ['优良', null], ['甲一', null], ['甲二', null], ['乙三', null], ['考核等次', null], ['2B', '2B']])
const people = [lineOf({ name: '甲一' }), lineOf({ person: 2, name: '甲二' }, PUBLIC), lineOf({ person: 3, name: '甲三', grade: '2' }), lineOf({ person: 4, name: '甲四' }, undefined, ['1'])]
const fates = (cells: string[][]) => pasteOf(cells, people, MEANINGS).lines.map(({ fate, grade }) => `${fate} ${grade}`)

describe('a pasted column of grades', () => {
  it('is read in words and digits, each in the words of the person', () => {
    expect(fates([['优秀'], ['称职'], ['称职'], ['2']])).toEqual(['written 1', 'others 2B', 'same 2', 'written 2'])
    expect(fates([['2B'], ['2'], ['５'], ['不定等次']]), 'codes, digits of the person, wide digits').toEqual(['others 2', 'written 2B', 'written 5', 'written 5'])
  })
  it('says what is not understood, what is empty, what is against a limit', () => {
    expect(fates([['优良'], [''], ['优秀'], ['优秀']])).toEqual(['unknown ', 'blank ', 'written 1', 'limited 1'])
  })
  it('enters nothing that is not understood, and what is limited only when wanted', () => {
    const { lines } = pasteOf([['优良'], [''], ['优秀'], ['优秀']], people, MEANINGS)
    expect(entriesOf(lines, false).map(({ line }) => line.person)).toEqual([3])
    expect(entriesOf(lines, true).map(({ line }) => line.person)).toEqual([3, 4])
  })
  it('with names beside it goes to nobody else', () => {
    const cells = [['1', '甲一', '称职'], ['2', '乙三', '合格'], ['3', '甲 三', '优秀']]
    expect(pasteOf(cells, people.slice(0, 3), MEANINGS).lines.map(({ fate, name }) => `${fate} ${name}`)).toEqual(['written 甲一', 'stranger 乙三', 'written 甲 三'])
  })
  it('loses its heading, but never a first grade', () => {
    expect(withoutHeading([['考核等次'], ['优秀']], MEANINGS)).toEqual({ cells: [['优秀']], heading: '考核等次' })
    expect(withoutHeading([['优秀'], ['称职']], MEANINGS).cells).toHaveLength(2)
  })
  it('says how much of it lies beyond the list', () => {
    expect(pasteOf([['优秀'], ['优秀'], ['优秀']], people.slice(0, 2), MEANINGS).dropped).toBe(1)
  })
  it('reads each word once', () => {
    expect(wordsOf([['优秀'], [' 优秀 '], ['2'], [''], ['优良']])).toEqual(['优秀', '优良'])
  })
})
