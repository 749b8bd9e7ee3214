import type { Unit } from '../../api/contract'

export interface UnitNode extends Unit {
  children: UnitNode[]
}

/** The flat list as a tree; a unit whose parent is unknown stands at the top rather than vanishing. */
export function unitTree(units: Unit[]): UnitNode[] {
  const nodes = new Map<number, UnitNode>(units.map((unit) => [unit.id, { ...unit, children: [] }]))
  const tops: UnitNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent === null ? undefined : nodes.get(node.parent)
    if (parent) parent.children.push(node)
    else tops.push(node)
  }
  return tops
}

/** A unit cannot move under itself. */
export function possibleParents(units: Unit[], unit: number): Unit[] {
  const inside = new Set([unit])
  let grown = true
  while (grown) {
    grown = false
    for (const { id, parent } of units) {
      if (parent !== null && inside.has(parent) && !inside.has(id)) {
        inside.add(id)
        grown = true
      }
    }
  }
  return units.filter(({ id }) => !inside.has(id))
}
