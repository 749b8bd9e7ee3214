import type { AnswerOf, CitedRule, FormPage, RequestOf } from '../../api/contract'
import { admissionsListing } from './admissions'
import { gradesListing } from './assessment'
import { dueListing, mentorsListing } from './follow_up'
import { drawList } from './form'
import { initialsOf } from './initials'
import { mattersListings } from './matters'
import { repliesListing, reviewsListing } from './reviews'
import { trainingHours } from './training'
import type { World } from './world'

type Query = RequestOf<'listing'>
/** A list as it was computed. */
export interface Computed {
  title: string
  /** code, heading, width, kind */
  columns: [string, string, number, 'text' | 'number' | 'date'][]
  rows: { person: number | null; cells: string[] }[]
  notes?: string[]
  rules?: CitedRule[]
}
/** Every computed list by name. */
const LISTINGS: Record<string, (world: World, query: Query) => Computed> = {
  training_hours: trainingHours,
  assessment_grades: gradesListing,
  due: dueListing,
  mentors: mentorsListing,
  ...mattersListings,
  reviews: reviewsListing,
  review_replies: repliesListing,
  admissions: admissionsListing,
}

function found(world: World, query: Query): Computed {
  const make = LISTINGS[query.name]
  if (!make) throw new Error(`listing ${query.name}`)
  const list = make(world, query)
  const words = query.text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const says = (cells: string[], word: string) => cells.some((cell) => cell.toLowerCase().includes(word)) || initialsOf(cells[0] ?? '').startsWith(word)
  const rows = list.rows.filter(({ cells }) => words.every((word) => says(cells, word)))
  const keys = query.sort.map(({ column, descending }) => ({ at: list.columns.findIndex(([code]) => code === column), descending }))
  const order = (a: string, b: string, at: number) => (list.columns[at]?.[3] === 'number' ? Number(a) - Number(b) : a.localeCompare(b, 'zh-CN'))
  rows.sort((a, b) => {
    for (const { at, descending } of keys) {
      const [one = '', two = ''] = [a.cells[at], b.cells[at]]
      if (!one || !two) {
        if (one !== two) return one ? -1 : 1
        continue
      }
      const by = order(one, two, at)
      if (by !== 0) return descending ? -by : by
    }
    return 0
  })
  return { ...list, rows }
}
const placesOf = (list: Computed, columns: string[]) => (columns.length > 0 ? columns.map((code) => list.columns.findIndex(([own]) => own === code)) : list.columns.map((_, at) => at))

export function listingPage(world: World, query: Query): AnswerOf<'listing'> {
  const list = found(world, query)
  const places = placesOf(list, query.columns)
  const rows = list.rows.slice(query.offset, query.offset + (query.limit || 200))
  return {
    title: list.title,
    columns: list.columns.map(([code, label, width, kind]) => ({ code, label, width, kind })),
    total: list.rows.length,
    rows: rows.map(({ person, cells }, at) => ({ id: query.offset + at, person, cells: places.map((place) => cells[place] ?? '') })),
    notes: list.notes ?? [],
    rules: list.rules ?? [],
    as_of: world.status.as_of,
    elapsed_ms: 2,
  }
}

export function drawListing(world: World, { query, title }: RequestOf<'preview_listing'>): { pages: FormPage[]; warnings: [] } {
  const list = found(world, query)
  const places = placesOf(list, query.columns)
  return drawList(title, places.map((place) => list.columns[place]?.[1] ?? ''), list.rows.map(({ cells }) => places.map((place) => cells[place] ?? '')))
}
