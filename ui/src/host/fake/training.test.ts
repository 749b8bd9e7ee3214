import { describe, expect, it } from 'vitest'
import { makeFakeHost } from './index'

const open = () => makeFakeHost({ people: 400, opened: true })
const wanted = { year: 2026, unit: null, only: '', text: '', offset: 0, limit: 1000 }
const values = { class_name: '新任科级干部班', started: '2026.06.01', mode: '脱产', hours: '90', days: '12' }

describe('a year of training of the invented desk', () => {
  it('counts who is short, has no class, has to make up, and the units below', async () => {
    const host = open()
    const ask = async (only: string) => (await host.call('training_year', { ...wanted, only })).value
    const all = await ask('')
    expect(all.period).toEqual([2023, 2027])
    for (const only of ['short', 'none', 'due']) {
      const { total, rows } = await ask(only)
      expect([total > 0, total < all.total, rows.length], only).toEqual([true, true, total])
    }
    const [whole, ...below] = all.units
    expect(whole!.people).toBe(all.total)
    expect(whole!.short).toBe((await ask('short')).total)
    expect(whole!.people - whole!.trained).toBe((await ask('none')).total)
    expect(below.reduce((sum, { people }) => sum + people, 0)).toBe(all.total)
    expect(all.rows.filter(({ hours, online_hours: online }) => hours === 0 && online > 0).length, 'online hours stand apart').toBeGreaterThan(0)
  })
  it('registers a class once for many, nobody twice, and takes it back', async () => {
    const host = open()
    const add = async (people: number[], typed: Record<string, string> = values) => (await host.call('add_rows', { set: 'training', values: typed, people })).value
    expect(await add([3, 4])).toMatchObject({ added: 2, already: [] })
    const again = await add([4, 5])
    expect(again).toMatchObject({ added: 1, already: [4] })
    const query = { set: 'training', query: { text: '', unit: null, subunits: true, conditions: [{ column: 'training.class_name', op: '=', value: values.class_name }], sort: [], columns: [], only: null, offset: 0, limit: 0 } }
    const groups = async () => (await host.call('ledger_groups', { query, by: ['class_name', 'started', 'hours'] })).value
    expect(await groups()).toEqual([{ rows: 3, owners: 3, cells: ['新任科级干部班', '2026.06.01', '90'] }])
    await host.call('undo', { op: again.op!, keep_edited: false })
    expect((await groups())[0]!.owners).toBe(2)
    const refused = await add([6], { class_name: '没有时间的班' })
    expect([refused.added, refused.op, refused.problems.map(({ item }) => item)]).toEqual([0, null, ['training.started']])
  })
})
