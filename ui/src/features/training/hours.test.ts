import { describe, expect, it } from 'vitest'
import { amount, type Learner, owedOf, percent, ruleOf, shortage, textOf } from './hours'

const RULE = { id: 'PX-02', title: '年度培训量', effect: '每年累计不少于十二天或者九十学时。', citation: '《干部教育培训工作条例》', verify: '条款号' }
const learner = (more: Partial<Learner> = {}): Learner => ({
  person: 1, name: '甲一', unit: '县财政局', title: '科长', level: '乡科级正职', classes: 1, hours: 62.5, days: 8, online_hours: 50, five_years: 102.5, period: 62.5,
  owed: { hours: 90, days: 12, years: 1, missing: 27.5, missing_in_period: null, rule: RULE }, complete_by: { by: '2027.03', rule: RULE }, ...more,
})

describe('the hours of a year', () => {
  it('are written as they were earned, nothing for none', () => {
    expect([62.5, 120, 0, 31.26].map(amount)).toEqual(['62.5', '120', '', '31.3'])
    expect([percent(3, 4), percent(0, 0)]).toEqual(['75.0%', '—'])
  })
  it('say what is owed, how much is missing and where it is written', () => {
    expect(owedOf(learner())).toBe('每年90学时或12天')
    expect(shortage(learner())).toBe('当年 62.5 学时，还差 27.5 学时')
    expect(ruleOf(learner())).toContain('需核实：条款号')
    const five = learner({ owed: { hours: 550, days: null, years: 5, missing: 447.5, missing_in_period: 487.5, rule: { ...RULE, verify: null } } })
    expect([owedOf(five), shortage(five)]).toEqual(['5年550学时', '五年累计 102.5 学时，还差 447.5 学时'])
    expect(ruleOf(five)).not.toContain('需核实')
  })
  it('say nothing is owed rather than that it is done', () => {
    const unknown = learner({ owed: null, complete_by: null })
    expect([owedOf(unknown), shortage(unknown), textOf(unknown, 'missing')]).toEqual(['', '', ''])
    expect(ruleOf(unknown)).toContain('没有登记')
    const done = learner({ hours: 20, owed: { ...learner().owed!, missing: null } })
    expect([shortage(done), textOf(done, 'missing')], 'twelve days were enough').toEqual(['当年 20 学时，已达到', ''])
  })
})
