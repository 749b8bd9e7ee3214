import { describe, expect, it } from 'vitest'
import { tags } from '../../api/generated/commands'
import { makeFakeHost } from './index'

const open = (people = 500) => makeFakeHost({ people, opened: true })
const everyone = { text: '', subunits: true, conditions: [], sort: [], columns: ['name', 'birth', 'age'], offset: 0, limit: 10 }

describe('the invented desk', () => {
  it('answers every command of the list', async () => {
    const host = open(10)
    for (const name of Object.keys(tags) as (keyof typeof tags)[]) {
      const answer = host.call(name, {} as never)
      await answer.catch((failure: Error) => expect(failure.message, name).not.toMatch(/is not a function/))
    }
  })
  it('invents the same people every time', async () => {
    const [one, two] = await Promise.all([open().call('people', everyone), open().call('people', everyone)])
    expect(one.value.rows).toEqual(two.value.rows)
    expect(one.value.total).toBe(500)
  })
  it('finds by initials, by identity number and by unit', async () => {
    const host = open()
    const { value } = await host.call('people', { ...everyone, columns: ['name', 'id_number', 'post.unit'] })
    const [name = '', id = '', unit = ''] = value.rows[0]!.cells
    for (const text of [name, host.world.people[0]!.initials, id, unit]) {
      const found = await host.call('people', { ...everyone, text })
      expect(found.value.rows.some((row) => row.id === value.rows[0]!.id) || found.value.total > 10, text).toBe(true)
    }
  })
  it('undoes an edit, and refuses for whom was edited since', async () => {
    const host = open()
    const save = (health: string) => host.call('save_row', { set: 'person', person: 3, row: 3, values: { health } })
    const first = (await save('一般')).value.op
    await save('健康')
    await expect(host.call('undo', { op: first, keep_edited: false })).rejects.toMatchObject({ code: 'undo.changed_since' })
    const { value: checked } = await host.call('undo_check', { op: first! })
    expect(checked.kept.map(({ person }) => person), 'named').toEqual([3])
    await host.call('undo', { keep_edited: false })
    expect(host.world.person(3).values.health, 'the later edit is gone').toBe('一般')
    await host.call('undo', { op: first, keep_edited: false })
    expect(host.world.person(3).values.health, 'then the first').toBe('健康')
  })
  it('lists the rows of a set over everybody, by the row and by its person', async () => {
    const host = open()
    const ask = async (query: object) => (await host.call('ledger', { set: 'assessment', query: { ...everyone, unit: null, only: null, columns: ['name', 'assessment.year', 'assessment.conclusion'], ...query } })).value
    const all = await ask({})
    expect(all.total).toBeGreaterThan(500)
    const year = await ask({ conditions: [{ column: 'assessment.year', op: '=', value: '2024' }, { column: 'sex', op: '=', value: '女' }], limit: 1000 })
    expect(new Set(year.rows.map(({ cells }) => cells[1]))).toEqual(new Set(['2024']))
    expect(year.rows.every(({ owner }) => host.world.person(owner!).values.sex === '女')).toBe(true)
    const units = (await host.call('ledger', { set: 'unit_assessment', query: { ...everyone, unit: null, only: null, columns: ['unit_assessment.unit'] } })).value
    expect(units.total).toBeGreaterThan(0)
  })
  it('refuses what cannot be read and stores nothing', async () => {
    const host = open()
    const before = host.world.person(3).values.party_joined
    const { value } = await host.call('save_row', { set: 'person', person: 3, row: 3, values: { party_joined: '200013' } })
    expect([value.row, value.problems[0]?.message]).toEqual([null, '月份 13 不存在，应为 01—12'])
    expect(host.world.person(3).values.party_joined).toBe(before)
  })
  it('gives every row of an import exactly one outcome, and undoes the whole', async () => {
    const host = open()
    const { value: draft } = await host.call('import_open', { files: ['花名册.xlsx'] })
    const { read, added, updated, unchanged, held, ignored } = draft.counts
    expect(added + updated + unchanged + held + ignored).toBe(read)
    const people = host.world.people.length
    const { value: report } = await host.call('import_commit', { import: draft.import })
    expect(host.world.people.length, 'new people').toBe(people + added)
    await host.call('undo', { op: report.op, keep_edited: false })
    const { value: page } = await host.call('people', everyone)
    expect(page.total, 'all gone again').toBe(500)
  })
  it('can be cancelled while reading, leaving nothing', async () => {
    const host = open()
    const abort = new AbortController()
    const reading = host.call('import_open', { files: ['十万.xlsx'] }, { signal: abort.signal })
    abort.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })
  it('counts 优秀 while grades are entered, tells limits before, and undoes what was filled at once', async () => {
    const host = open()
    const asked = { year: 2025, only: '', text: '', offset: 0, limit: 500 }
    const { value: before } = await host.call('assessment_year', asked)
    const grades = before.summary.grades.reduce((sum, { people }) => sum + people, 0)
    expect(grades + before.summary.missing, 'everybody is counted once').toBe(before.summary.people)
    const free = before.rows.filter(({ grade, limits }) => grade === null && limits.length === 0).slice(0, 2)
    const limited = before.rows.find(({ grade, limits }) => grade !== '1' && limits.length > 0)!
    const entries = [...free, limited].map(({ person }) => ({ person, grade: '1', reason: null }))
    const { value: filled } = await host.call('fill_assessments', { year: 2025, entries: [...entries, { person: 1, grade: '优良', reason: null }] })
    expect([filled.changed, filled.problems.map(({ person, problem }) => `${person} ${problem.severity}`)]).toEqual([3, ['1 error', `${limited.person} warning`]])
    const excellent = (view: typeof before) => view.summary.ratios.filter(({ unit }) => unit === null).reduce((sum, ratio) => sum + ratio.excellent, 0)
    const { value: after } = await host.call('assessment_year', asked)
    expect(excellent(after)).toBe(excellent(before) + 3)
    await host.call('undo', { op: filled.op, keep_edited: false })
    const { value: back } = await host.call('assessment_year', asked)
    expect(back).toEqual(before)
  })
  it('keeps the percentage of a unit with its document', async () => {
    const host = open()
    await host.call('save_assessment_round', { year: 2025, unit: 1, excellent_percent: 25, approval: '县公务员局〔2025〕1号' })
    const { value } = await host.call('assessment_year', { year: 2025, unit: 1, only: '', text: '', offset: 0, limit: 1 })
    expect(value.summary.ratios[0]).toMatchObject({ unit: 1, percent: 25 })
    const query = { text: '', subunits: true, conditions: [{ column: 'assessment_round.year', op: '=', value: '2025' }], sort: [], columns: ['assessment_round.approval'], offset: 0, limit: 10 }
    const { value: kept } = await host.call('ledger', { set: 'assessment_round', query } as never)
    expect(kept.rows.map(({ cells }) => cells)).toEqual([['县公务员局〔2025〕1号']])
  })
})
