import { describe, expect, it } from 'vitest'
import { datesOf, inYear, usualYear } from './dates'

describe('dates of a collection', () => {
  it('the year before is reported', () => {
    expect(usualYear('2026-01-15')).toBe(2025)
    expect(usualYear('2026-11-22')).toBe(2025)
  })
  it('short dates fall in the year the reports are collected in', () => {
    for (const text of ['0112', '1.12', '01-12', '1月12日', '１．１２']) expect(inYear(text, 2026), text).toBe('2026.01.12')
  })
  it('what is no short date stays as it was typed', () => {
    for (const text of ['2026.01.12', '1399', '', '今天', '13.45']) expect(inYear(text, 2026), text).toBe(text)
  })
  it('a pasted block gives a date and a name, in either order, without its heading', () => {
    expect(datesOf([['姓名', '交表时间'], ['张三', '2026.1.5'], ['0106', '李 四'], ['王五', '']])).toEqual([
      { name: '张三', date: '2026.1.5' },
      { name: '李四', date: '0106' },
      { name: '王五', date: '' },
    ])
    expect(datesOf([['2026-01-08'], ['2026-01-09']])).toEqual([{ name: '', date: '2026-01-08' }, { name: '', date: '2026-01-09' }])
  })
})
