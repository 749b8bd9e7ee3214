import { beforeEach, describe, expect, it } from 'vitest'
import type { Host } from '../../host'
import { connectTo } from '../../host'
import { makeFakeHost } from '../../host/fake'
import { notices } from '../../session/notices'
import { loadStatus } from '../../session/status'
import { fill, filter, lines, list, place, settled, summary, total, year } from './assessment'

const rested = () => new Promise((resolve) => setTimeout(resolve, 260))
let host: Host & { world: unknown }
/** What the host is made to do instead, once. */
let fails: (() => Promise<never>) | null = null
let asked: string[] = []

beforeEach(async () => {
  host = makeFakeHost({ people: 300, opened: true })
  fails = null
  asked = []
  connectTo({
    ...host,
    call: (name, request, options) => {
      asked.push(name)
      return name === 'fill_assessments' && fails ? fails() : host.call(name, request, options)
    },
  } as Host)
  await loadStatus()
  Object.assign(filter, { only: '', text: '' })
  place.unit = null
  notices.splice(0)
  list.look(true)
  await rested()
})

const free = () => lines.known(0, 199)!.findIndex(({ grade, limits }) => grade === null && limits.length === 0)

describe('a year of assessment', () => {
  it('is the year before at an as-of date in June', () => {
    expect([year.value, total.value > 250, summary.value?.people]).toEqual([2025, true, total.value])
  })
  it('shows a grade before it is written, then what the desk has', async () => {
    const at = free()
    const missing = summary.value!.missing
    const written = fill([{ line: lines.row(at)!, grade: '1' }], false)
    expect(lines.row(at)!.grade, 'at once').toBe('1')
    expect(summary.value!.missing, 'not counted yet').toBe(missing)
    expect((await written)?.changed).toBe(1)
    await rested()
    expect([lines.row(at)!.grade, summary.value!.missing]).toEqual(['1', missing - 1])
  })
  it('puts back what could not be written, and says whose', async () => {
    const at = free()
    const line = lines.row(at)!
    fails = () => Promise.reject({ code: 'vault.busy', message: '档案库正忙。', hint: '请稍后再试。' })
    await fill([{ line, grade: '1' }], false)
    expect(lines.row(at)!.grade).toBeNull()
    expect(notices.at(-1)).toMatchObject({ kind: 'failed', message: '档案库正忙。' })
    expect(notices.at(-1)!.hint).toContain(`${line.name}的等次没有写入`)
  })
  it('keeps a newer grade when an older one fails', async () => {
    const at = free()
    fails = () => {
      fails = null
      return Promise.reject({ code: 'vault.busy', message: '档案库正忙。' })
    }
    void fill([{ line: lines.row(at)!, grade: '1' }], false)
    void fill([{ line: lines.row(at)!, grade: '5' }], false)
    await settled()
    expect(lines.row(at)!.grade).toBe('5')
    await rested()
    expect(lines.row(at)!.grade, 'also on the desk').toBe('5')
  })
  it('writes one after the other, in the order typed', async () => {
    const at = free()
    for (const grade of ['1', '5', '6', '']) void fill([{ line: lines.row(at)!, grade }], false)
    await settled()
    await rested()
    expect([lines.row(at)!.grade, asked.filter((name) => name === 'fill_assessments').length]).toEqual([null, 4])
  })
  it('keeps a list of those without a grade in place while it is filled one by one', async () => {
    filter.only = 'missing'
    await rested()
    const [first, second] = [lines.row(0)!, lines.row(1)!]
    const missing = summary.value!.missing
    await fill([{ line: first, grade: '5' }], false)
    await rested()
    expect([lines.row(0)!.person, lines.row(0)!.grade, lines.row(1)!.person]).toEqual([first.person, '5', second.person])
    expect(summary.value!.missing, 'but it is counted').toBe(missing - 1)
  })
})
