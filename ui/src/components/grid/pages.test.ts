import { describe, expect, it, vi } from 'vitest'
import { PAGE, PagedList } from './pages'

function list(total: number, offset = 0) {
  const fetch = vi.fn(async (first: number, limit: number) => ({
    total,
    rows: Array.from({ length: Math.max(0, Math.min(limit, total - first)) }, (_, at) => first + at + offset),
  }))
  return { fetch, people: new PagedList<number>(fetch) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a list loaded by pages', () => {
  it('loads the pages looked at, each once', async () => {
    const { fetch, people } = list(100_000)
    await people.reset()
    people.look(50_000, 50_030)
    people.look(50_001, 50_031)
    await settled()
    expect(people.row(50_010), 'a row of the page looked at').toBe(50_010)
    expect(people.row(10_000), 'a row nobody looked at').toBeNull()
    expect(fetch, 'first page and the one looked at').toHaveBeenCalledTimes(2)
  })
  it('keeps old rows until the first new ones are here', async () => {
    let gate = () => undefined as void
    let answer = 1
    const people = new PagedList<number>(async () => {
      if (answer === 2) await new Promise<void>((open) => (gate = open))
      return { total: 1, rows: [answer] }
    })
    await people.reset()
    answer = 2
    const again = people.reset()
    expect(people.row(0), 'still the old row').toBe(1)
    gate()
    await again
    expect(people.row(0), 'then the new one').toBe(2)
  })
  it('drops an answer that comes after a newer question', async () => {
    const gates: ((total: number) => void)[] = []
    const people = new PagedList<number>(() => new Promise((answer) => gates.push((total) => answer({ total, rows: [total] }))))
    const first = people.reset()
    const second = people.reset()
    gates[1]!(2)
    gates[0]!(1)
    await Promise.all([first, second])
    expect(people.total.value, 'the newer answer stays').toBe(2)
    expect(people.row(0)).toBe(2)
  })
  it('goes back to the top when the list became shorter than where one stood', async () => {
    let total = 1000
    const people = new PagedList<number>(async (first, limit) => ({ total, rows: Array.from({ length: Math.max(0, Math.min(limit, total - first)) }, (_, at) => first + at) }))
    await people.reset()
    people.look(900, 930)
    await settled()
    total = 3
    await people.reset()
    expect(people.row(2), 'rows of the short list').toBe(2)
    expect(people.total.value).toBe(3)
  })
  it('loads rows for copying beyond what is shown', async () => {
    const { people } = list(1000)
    await people.reset()
    const rows = await people.between(PAGE - 1, PAGE * 2)
    expect([rows[0], rows.at(-1), rows.length], 'across three pages').toEqual([PAGE - 1, PAGE * 2, PAGE + 2])
  })
})
