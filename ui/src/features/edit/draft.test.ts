import { describe, expect, it } from 'vitest'
import type { Dossier } from '../../api/contract'
import { dictionary } from '../../host/fake/dictionary'
import { blankRow, changeCount, changedSets, draftOf, newDraft, stepsOf } from './draft'

const sets = dictionary.sets.filter(({ code }) => ['person', 'post', 'resume'].includes(code))
const cell = (text: string) => ({ text, raw: text, hidden: false })
const dossier = (health: string): Dossier => ({
  id: 7, name: '张三', photo: null,
  headline: { sex: '男', birth: '', age: null, ethnicity: '', native_place: '', post: '', tags: [] },
  sections: [
    { set: 'person', rows: [{ id: 7, cells: { name: cell('张三'), health: cell(health) } }], problems: 0, attested: false, revealed: null, expected: true, missing: 0 },
    { set: 'resume', rows: [{ id: 70, cells: { text: cell('科员') } }, { id: 71, cells: { text: cell('科长') } }], problems: 0, attested: false, revealed: null, expected: true, missing: 0 },
  ],
  findings: [],
  sections_missing: 0,
  items_missing: 0,
})

describe('a draft of a dossier', () => {
  it('sends only what has changed, the main set first', () => {
    const draft = draftOf(dossier('健康'), sets)
    draft.rows.resume![0]!.values.text = ' 副科长 '
    draft.rows.resume![1]!.deleted = true
    draft.rows.person![0]!.values.health = '一般'
    expect(changeCount(draft)).toBe(3)
    expect([...changedSets(draft)].sort()).toEqual(['person', 'resume'])
    const steps = stepsOf(draft).map((step) => (step.kind === 'save' ? [step.set, step.values] : [step.set, step.row]))
    expect(steps).toEqual([['person', { health: '一般' }], ['resume', { text: '副科长' }], ['resume', 71]])
  })
  it('lays unsaved work over what is stored now', () => {
    const older = draftOf(dossier('健康'), sets)
    older.rows.person![0]!.values.name = '张三丰'
    older.rows.post!.push(blankRow(sets[1]!))
    const draft = draftOf(dossier('一般'), sets, older)
    expect(draft.rows.person![0]!.values, 'own change kept, other change seen').toMatchObject({ name: '张三丰', health: '一般' })
    expect(draft.rows.person![0]!.before.name, 'still unsaved').toBe('张三')
    expect(draft.rows.post, 'the new row is kept').toHaveLength(1)
  })
  it('a blank new row needs no saving', () => {
    const draft = newDraft(sets)
    expect(stepsOf(draft)).toEqual([])
  })
  it('clears an item with an empty text', () => {
    const draft = draftOf(dossier('健康'), sets)
    draft.rows.person![0]!.values.health = ''
    expect(stepsOf(draft)[0]).toMatchObject({ values: { health: '' } })
  })
})
