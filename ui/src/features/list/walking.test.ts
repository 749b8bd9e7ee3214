import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { PagedList } from '../../components/grid/pages'
import { single } from '../../components/grid/selection'
import { trailOf } from '../../session/trail'
import { walking } from './walking'

/** Lines about people 1, 1, 2, 3, … : the first two are about the same one. */
async function listOf(total: number) {
  const rows = new PagedList<{ person: number | null }>((offset, limit) =>
    Promise.resolve({ total, rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => ({ person: Math.max(1, offset + at) })) }),
  )
  await rows.reset()
  const selection = shallowRef(single(0, 2))
  return { rows, selection, ...walking(rows, selection) }
}

describe('going along a list from a dossier', () => {
  it('says which line of how many one stands on, and nothing of somebody else', async () => {
    const { where } = await listOf(450)
    expect([where(1), where(7)]).toEqual([{ at: 1, total: 450 }, null])
  })
  it('passes further lines about the same person, stops at the ends, keeps the column', async () => {
    const { walk, selection, where } = await listOf(450)
    expect([await walk(-1), await walk(1), where(2), selection.value.active]).toEqual([null, 2, { at: 3, total: 450 }, { row: 2, column: 2 }])
  })
  it('knows the place beyond the pages that were in sight', async () => {
    const { walk, selection, where } = await listOf(450)
    selection.value = single(199, 2)
    expect([await walk(1), where(200), await walk(1), where(201)]).toEqual([200, { at: 201, total: 450 }, 201, { at: 202, total: 450 }])
    selection.value = single(449, 2)
    expect(await walk(1)).toBe(null)
  })
  it('of a plain table goes from whoever is looked at', async () => {
    const { walk, where } = trailOf('/history/batches', '这一批', [5, null, 5, 8, 9])
    expect([await walk(1, 5), await walk(-1, 5), await walk(1, 9), where(8), where(4)]).toEqual([8, null, null, { at: 2, total: 3 }, null])
    expect(await walk(1, 4), 'somebody else begins at the first').toBe(5)
  })
})
