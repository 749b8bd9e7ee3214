import { describe, expect, it } from 'vitest'
import { choicesOf, digitOf, entered, gradeAt, inOwnWords, isAgainst, isOfOthers, labelOf, planOf, sentenceOf, usualYear } from './grades'
import { lineOf, PUBLIC, TABLE } from './invented'


describe('the year usually assessed', () => {
  it.each([['2026-06-30', 2025], ['2026-07-01', 2026], ['2026-01-05', 2025], ['2025-12-31', 2025]])('as of %s is %i', (asOf, year) => {
    expect(usualYear(asOf)).toBe(year)
  })
})

describe('digits', () => {
  it.each([['1', 1], ['6', 6], ['３', 3], ['7', null], ['0', null], ['12', null], ['', null], ['c', null]])('%s is %s', (text, digit) => {
    expect(digitOf(text)).toBe(digit)
  })
  it('are places in the words of the person', () => {
    expect([gradeAt(lineOf(), 2), gradeAt(lineOf({}, PUBLIC), 2), gradeAt(lineOf(), 5)]).toEqual(['2', '2B', '5'])
    expect(choicesOf(lineOf({}, PUBLIC), TABLE)[1], 'picked by the digit, the words, the initials').toEqual({ code: '2', label: '合格', initials: 'hg' })
  })
})

describe('a grade', () => {
  it('is against what limits the person, or in the words of others', () => {
    const limited = lineOf({}, undefined, ['1'])
    expect([isAgainst(limited, '1'), isAgainst(limited, '2'), isAgainst(limited, '')]).toEqual([true, false, false])
    expect([isOfOthers(lineOf(), '2B'), isAgainst(lineOf(), '2B'), isOfOthers(lineOf(), '')]).toEqual([true, true, false])
    expect([inOwnWords(lineOf(), '2B'), inOwnWords(lineOf({}, PUBLIC), '4'), inOwnWords(lineOf(), '5')]).toEqual(['2', '4B', '5'])
  })
  it('is shown at once, with its conflict; taken away, its reason goes too', () => {
    const limited = lineOf({ reason: '试用期' }, undefined, ['1'])
    expect(entered(limited, { grade: '1' })).toMatchObject({ grade: '1', conflict: true, reason: '试用期' })
    expect(entered(limited, { grade: '' })).toMatchObject({ grade: null, conflict: false, reason: '' })
    expect(entered(limited, { grade: '5', reason: '病假过半年' })).toMatchObject({ grade: '5', reason: '病假过半年' })
  })
  it('keeps its label also when it is in the words of others', () => {
    expect([labelOf(lineOf(), '2B', TABLE), labelOf(lineOf(), null, TABLE)]).toEqual(['合格', ''])
  })
  it('says why, where it is written and what is not certain', () => {
    expect(sentenceOf(lineOf({}, undefined, ['1']))).toBe('不得评为优秀：2025.03 受政务警告（《公务员考核规定》第二十九条），需核实条款号')
  })
})

describe('what is asked before', () => {
  const [free, limited, filled] = [lineOf(), lineOf({ person: 2 }, undefined, ['1']), lineOf({ person: 3, grade: '2' })]
  it('is what stands against a limit', () => {
    const plan = planOf([free, limited].map((line) => ({ line, grade: '1' })))
    expect([plan.entries.length, plan.against.map(({ line }) => line.person)]).toEqual([2, [2]])
  })
  it('is what would be replaced when many are filled, not when one corrects one', () => {
    expect(planOf([free, filled].map((line) => ({ line, grade: '1' }))).replaced.map(({ line }) => line.person)).toEqual([3])
    expect(planOf([{ line: filled, grade: '1' }]).replaced).toEqual([])
  })
  it('is nothing when nothing changes', () => {
    expect(planOf([{ line: filled, grade: '2' }])).toEqual({ entries: [], against: [], replaced: [] })
    expect(planOf([{ line: filled, grade: '2', reason: '新原因' }]).entries).toHaveLength(1)
  })
  it('does not ask again about a grade that stands already', () => {
    const known = lineOf({ grade: '1' }, undefined, ['1'])
    expect(planOf([{ line: known, grade: '1', reason: '经批准' }]).against).toEqual([])
  })
})
