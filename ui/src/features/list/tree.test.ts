import { describe, expect, it } from 'vitest'
import { EVERYBODY, treeNodes, withEverybody } from './tree'

const unit = (id: number, parent: number | null, name: string) => ({ id, parent, name, initials: '', people: 0, people_below: 0 })
const units = [unit(1, null, '示例县'), unit(2, 1, '县委办公室'), unit(3, 2, '综合科'), unit(4, 1, '县财政局'), unit(5, 99, '走失的机构')]
const names = (expanded: number[], wanted = '') => treeNodes(units, new Set(expanded), wanted).map(({ unit, depth }) => `${depth}${unit.name}`)

describe('the unit tree', () => {
  it('shows what is opened', () => {
    expect(names([1])).toEqual(['0示例县', '1县委办公室', '1县财政局', '0走失的机构'])
  })
  it('shows a unit whose parent is unknown at the top', () => {
    expect(names([])).toEqual(['0示例县', '0走失的机构'])
  })
  it('puts everybody above several units at the top, and nothing above one', () => {
    const several = withEverybody(units, '安平市', 400)
    expect(treeNodes(several, new Set([EVERYBODY]), '').map(({ unit, depth }) => `${depth}${unit.name}`)).toEqual(['0安平市', '1示例县', '1走失的机构'])
    expect(withEverybody(units.slice(0, 4), '安平市', 400), 'one root is enough').toHaveLength(4)
  })
  it('finds a unit with everything above it', () => {
    expect(names([], '综合')).toEqual(['0示例县', '1县委办公室', '2综合科'])
  })
})
