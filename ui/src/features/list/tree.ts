import type { Unit } from '../../api/contract'
import { isCalled } from '../../session/units'

export interface TreeNode {
  unit: Unit
  depth: number
  /** null: nothing below */
  expanded: boolean | null
}

/** Stands for everybody where a vault has several units at the top, and for nobody's unit. */
export const EVERYBODY = 0

/** Several units at the top get a line above them that means all of them. */
export function withEverybody(units: Unit[], name: string, people: number): Unit[] {
  const known = new Set(units.map(({ id }) => id))
  const tops = units.filter(({ parent }) => parent === null || !known.has(parent))
  if (tops.length <= 1) return units
  const under = (unit: Unit) => (tops.includes(unit) ? { ...unit, parent: EVERYBODY } : unit)
  return [{ id: EVERYBODY, parent: null, name, initials: '', people: 0, people_below: people }, ...units.map(under)]
}

/** The units to draw, in tree order: opened ones, or — when searching — those found with everything above them. */
export function treeNodes(units: Unit[], expanded: ReadonlySet<number>, wanted: string): TreeNode[] {
  const below = new Map<number | null, Unit[]>()
  const known = new Set(units.map(({ id }) => id))
  for (const unit of units) {
    const parent = unit.parent !== null && known.has(unit.parent) ? unit.parent : null
    below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  const found = wanted ? keep(units, wanted) : null
  const nodes: TreeNode[] = []
  const walk = (parent: number | null, depth: number) => {
    for (const unit of below.get(parent) ?? []) {
      if (found && !found.has(unit.id)) continue
      const open = found ? true : expanded.has(unit.id)
      const children = (below.get(unit.id) ?? []).some((child) => !found || found.has(child.id))
      nodes.push({ unit, depth, expanded: children ? open : null })
      if (children && open) walk(unit.id, depth + 1)
    }
  }
  walk(null, 0)
  return nodes
}

function keep(units: Unit[], wanted: string): Set<number> {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]))
  const found = new Set<number>()
  for (const unit of units) {
    if (!isCalled(unit, wanted)) continue
    for (let at: number | null | undefined = unit.id; at !== null && at !== undefined; at = parents.get(at)) found.add(at)
  }
  return found
}
