import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { connectTo } from '../../host'
import { makeFakeHost } from '../../host/fake'
import { drafts, forgetDrafts, giveUpDraft, loadDrafts, settleDrafts } from '../../session/drafts'
import { loadDictionary, loadStatus } from '../../session/status'
import { join, leave } from '../list/picking'
import { refusal, typedOf } from '../list/registration'
import { begin, draft, endsTooEarly, isBegun, register, registration, told } from './registering'

const found = (id: number) => ({ id, name: `甲${id}`, detail: '' })

beforeEach(async () => {
  connectTo(makeFakeHost({ people: 20, opened: true }))
  await loadStatus()
  await loadDictionary()
  begin()
})

describe('a class being registered', () => {
  it('has the items of the set, but not what belongs to one person', () => {
    const codes = registration.items().map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['class_name', 'started', 'hours']))
    expect(codes).not.toContain('certificate_no')
  })
  it('is joined by each once and left by name', () => {
    expect(isBegun()).toBe(false)
    expect([join(draft, [found(3), found(4), found(3)]), join(draft, [found(4), found(5)])], 'already there').toEqual([1, 1])
    leave(draft, 4)
    expect(draft.people.map(({ id }) => id)).toEqual([3, 5])
    expect(isBegun()).toBe(true)
  })
  it('is kept as typed when it has no time or ends before it begins', async () => {
    Object.assign(draft.row!.values, { class_name: '专题班', hours: ' ' })
    join(draft, [found(3)])
    expect(typedOf(draft.row!.values)).toEqual({ class_name: '专题班' })
    expect(refusal(await register())?.item).toBe('training.started')
    expect(draft.row!.problems.started).toHaveLength(1)
    Object.assign(draft.row!.values, { started: '2026.05.11', ended: '2026.04' })
    const reversed = refusal(await register())
    expect([reversed?.item, reversed?.message]).toEqual(['training.ended', '结束时间 2026.04 早于开始时间 2026.05.11，请核对后再登记'])
    draft.row!.values.ended = '2026.05'
    expect(await register()).toMatchObject({ added: 1, already: [] })
    expect(await register(), 'nobody has it twice').toMatchObject({ added: 0, already: [3], op: null })
  })
  it('compares dates as precisely as both are known', () => {
    expect([endsTooEarly('2026-05-11', '2026-05'), endsTooEarly('2026-05', '2026-04-30'), endsTooEarly('2026-05-11', '')]).toEqual([false, true, false])
  })
  it('says for how many, and who had it already', () => {
    expect(told({ added: 2, already: [3] }, [found(3), found(4)])).toEqual({ message: '已为 2 人登记。', hint: '甲3已经登记过这个班次，保持原样。' })
    expect(told({ added: 0, already: [3] }, [found(3)]).message).toBe('没有新登记的人员。')
    expect(told({ added: 1, already: [] }, []).hint).toBe('')
  })
  it('leaves nothing in a locked window, is back when the vault is opened, and goes when it is given up', async () => {
    draft.row!.values.class_name = '专题班'
    join(draft, [found(3)])
    await nextTick()
    expect(drafts.value.map(({ label, path }) => [label, path])).toEqual([['登记班次', '/training']])
    await settleDrafts()
    forgetDrafts()
    await nextTick()
    expect([draft.row, draft.people, isBegun()]).toEqual([null, [], false])
    await loadDrafts()
    await nextTick()
    expect([draft.row!.values.class_name, draft.people.map(({ id }) => id)]).toEqual(['专题班', [3]])
    giveUpDraft('register/training')
    await nextTick()
    expect(isBegun()).toBe(false)
  })
})
