import { describe, expect, it } from 'vitest'
import { BY, classesOf, conditionsOf, inYear, sheetOf } from './classes'

const group = (values: Record<string, string>, owners: number) => ({ rows: owners, owners, cells: BY.map((code) => values[code] ?? '') })

describe('the classes of a year', () => {
  it('are opened by name and beginning, and by everything when two would be mixed', () => {
    const classes = classesOf([
      group({ class_name: '中青班', started: '2026.03', hours: '320' }, 8),
      group({ class_name: '专题班', started: '2026.05', hours: '40' }, 3),
      group({ class_name: '专题班', started: '2026.05' }, 1),
    ])
    expect(conditionsOf(classes[0]!, classes).map(({ column, op, value }) => `${column}${op}${value}`)).toEqual(['training.class_name=中青班', 'training.started=2026.03'])
    const apart = conditionsOf(classes[2]!, classes)
    expect(apart).toHaveLength(BY.length)
    expect(apart.find(({ column }) => column === 'training.hours')).toEqual({ column: 'training.hours', op: 'blank', value: '' })
  })
  it('are asked for and printed by the year and the unit', () => {
    expect(inYear(2026)).toEqual([{ column: 'training.started', op: '=', value: '2026' }])
    const { title, query } = sheetOf(2026, 7, '县财政局')
    expect([title, query.query.unit, query.query.columns[0]]).toEqual(['县财政局2026年干部教育培训情况表', 7, 'name'])
  })
})
