import { describe, expect, it } from 'vitest'
import { daysTold, listOf, look, place, year } from './follow_up'

describe('what a number of 跟踪管理 opens', () => {
  it('is the list of that part and state, in the unit looked at', () => {
    Object.assign(place, { unit: 7, unitName: '财政局' })
    look.within = 60
    expect(listOf('talk', 'soon')).toEqual({ path: '/listing/due', query: { only: 'talk/soon/60', unit: '7', unit_name: '财政局' } })
    Object.assign(place, { unit: null, unitName: '' })
    look.within = 30
    year.value = 2025
    expect(listOf('pledge', 'missing'), 'yearly parts are asked by year').toEqual({ path: '/listing/due', query: { only: 'pledge/missing/30', year: '2025' } })
    expect(listOf('', '')).toEqual({ path: '/listing/due', query: { only: '', year: '2025' } })
  })
  it('days are told as a clerk says them', () => {
    expect([null, -3, 0, 12].map(daysTold)).toEqual(['', '已逾期 3 天', '今天到期', '还有 12 天'])
  })
})
