import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { complain, notices, tell } from './notices'

const said = () => notices.map(({ message }) => message)
const refused = (message: string) => complain({ code: 'row.refused', message, hint: '请核对。' })

describe('what is told', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.runAllTimers()
    vi.useRealTimers()
  })

  it('a refusal that has been read goes when the act is done, a fresh one stays', () => {
    refused('结束时间早于开始时间。')
    vi.advanceTimersByTime(5_000)
    refused('备份失败。')
    tell('已登记。', '', { label: '撤销', run: () => undefined })
    expect(said()).toEqual(['备份失败。', '已登记。'])
  })

  it('what is only told takes nothing away, and an act stays to be taken back longer', () => {
    refused('没有登记。')
    vi.advanceTimersByTime(5_000)
    tell('没有改动，不用保存。')
    expect(said()).toEqual(['没有登记。', '没有改动，不用保存。'])
    tell('已保存。', '', { label: '撤销', run: () => undefined })
    vi.advanceTimersByTime(7_000)
    expect(said()).toEqual(['已保存。'])
    vi.advanceTimersByTime(6_000)
    expect(said()).toEqual([])
  })
})
