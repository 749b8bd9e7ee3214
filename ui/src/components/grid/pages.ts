import { ref, shallowReactive, type Ref } from 'vue'

export const PAGE = 200
const KEPT = 60

export interface Page<Row> {
  total: number
  rows: Row[]
}
/** Fetches one page; the answer is dropped when the list has been reset meanwhile. */
export type Fetch<Row> = (offset: number, limit: number) => Promise<Page<Row>>

/** A long list of which only the pages looked at are loaded. */
export class PagedList<Row> {
  readonly total: Ref<number> = ref(0)
  private readonly pages = shallowReactive(new Map<number, Row[]>())
  private readonly asked = new Set<number>()
  private generation = 0
  private window = { first: 0, last: 0 }

  constructor(private readonly fetch: Fetch<Row>) {}

  row(index: number): Row | null {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  }

  /** Says which rows are on the screen. */
  look(first: number, last: number): void {
    this.window = { first, last }
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (!this.pages.has(page)) void this.load(page)
    }
  }

  /** Another question: the old rows stay until the first new ones are here, then all of them go. */
  async reset(): Promise<void> {
    this.generation++
    this.asked.clear()
    await this.load(Math.floor(this.window.first / PAGE), true)
  }

  /** A row that has changed by itself; it stays where it is. */
  replace(same: (row: Row) => boolean, fresh: Row): void {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex(same)
      if (at < 0) continue
      this.pages.set(page, rows.map((row, index) => (index === at ? fresh : row)))
      return
    }
  }

  clear(): void {
    this.generation++
    this.asked.clear()
    this.pages.clear()
    this.total.value = 0
  }

  /** Rows that are all loaded, or nothing. */
  known(first: number, last: number): Row[] | null {
    const rows: Row[] = []
    for (let index = first; index <= last; index++) {
      const row = this.row(index)
      if (row === null) return null
      rows.push(row)
    }
    return rows
  }

  /** Rows for copying or marking, loaded when they are not on the screen. */
  async between(first: number, last: number): Promise<Row[]> {
    const rows: Row[] = []
    for (let offset = first; offset <= last; offset += PAGE) {
      const limit = Math.min(PAGE, last - offset + 1)
      rows.push(...(this.known(offset, offset + limit - 1) ?? (await this.fetch(offset, limit)).rows))
    }
    return rows
  }

  /** One row, loaded with its page, so that it is known from then on. */
  async at(index: number): Promise<Row | null> {
    if (this.row(index) === null) await this.load(Math.floor(index / PAGE))
    return this.row(index) ?? (await this.between(index, index))[0] ?? null
  }

  private async load(page: number, replace = false): Promise<void> {
    if (this.asked.has(page)) return
    this.asked.add(page)
    const generation = this.generation
    try {
      const answer = await this.fetch(page * PAGE, PAGE)
      if (generation !== this.generation) return
      if (replace) this.pages.clear()
      this.total.value = answer.total
      if (answer.rows.length === 0 && page > 0 && replace) {
        this.window = { first: 0, last: 0 }
        this.asked.delete(page)
        await this.load(0, true)
        return
      }
      this.pages.set(page, answer.rows)
      this.forget()
      if (replace) this.look(this.window.first, this.window.last)
    } finally {
      if (generation === this.generation) this.asked.delete(page)
    }
  }

  private forget(): void {
    const middle = Math.floor(this.window.first / PAGE)
    for (const page of this.pages.keys()) {
      if (this.pages.size <= KEPT) return
      if (Math.abs(page - middle) > KEPT / 2) this.pages.delete(page)
    }
  }
}
