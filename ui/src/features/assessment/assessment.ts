import { computed, reactive, ref, shallowRef } from 'vue'
import type { AssessmentSummary, CodeRow, ExcellentRatio, FilledAssessments } from '../../api/contract'
import { isError } from '../../api/contract'
import { call, failureOf } from '../../host'
import { complain, tell } from '../../session/notices'
import { dictionary, opened, status } from '../../session/status'
import { undoOperation } from '../../session/undo'
import { askedList } from '../list/asked'
import { everywhere } from '../list/listing'
import { type Entry, entered, type Line, usualYear } from './grades'

/** What the year is narrowed to; it stays while one looks at a dossier. */
export const place = everywhere()
/** Null: the year usually assessed at the as-of date. */
const chosenYear = ref<number | null>(null)
export const year = computed({ get: () => chosenYear.value ?? usualYear(status.value?.as_of ?? ''), set: (wanted) => (chosenYear.value = wanted) })
export const filter = reactive({ only: '', text: '' })
export const table = computed<CodeRow[]>(() => dictionary.value.tables.assessment?.rows ?? [])

export const summary = shallowRef<AssessmentSummary | null>(null)
export const years = shallowRef<number[]>([])

/** Entered, and not yet written: shown over what the desk still has. */
const waiting = new Map<string, { entry: Entry; turn: number }>()
const keyOf = ({ person, year }: Pick<Line, 'person' | 'year'>) => `${year} ${person}`

export const list = askedList({
  question: () => ({ year: year.value, unit: place.unit, only: filter.only, text: filter.text.trim() }),
  page: async (asked) => {
    const view = await call('assessment_year', asked)
    return { ...view, rows: view.rows.map((row) => overlaid({ ...row, year: asked.year })) }
  },
  took: (view) => {
    summary.value = view.summary
    years.value = view.years
  },
  after: async () => {
    stayed.clear()
    await readBelow()
  },
  busy: () => writing > 0,
  forget: () => {
    Object.assign(filter, { only: '', text: '' })
    Object.assign(place, { unit: null, unitName: '' })
    chosenYear.value = null
    summary.value = null
    below.value = null
  },
  column: 2,
})
export const { answered, ask, total, rows: lines } = list

function overlaid(line: Line): Line {
  const own = waiting.get(keyOf(line))
  return own ? entered(line, own.entry) : line
}
const put = (fresh: Line) => lines.replace((line) => keyOf(line) === keyOf(fresh), fresh)

const below = shallowRef<{ year: number; ratios: ExcellentRatio[] } | null>(null)
/** Where one unit stands above all others, the shares of those directly below it are what everybody is looked at for. */
async function readBelow(): Promise<void> {
  if (place.unit !== null) return
  const of = year.value
  const units = await call('units', {})
  const tops = units.filter(({ parent }) => !units.some(({ id }) => id === parent))
  if (tops.length !== 1) return void (below.value = null)
  const view = await call('assessment_year', { year: of, unit: tops[0]!.id, only: '', text: '', offset: 0, limit: 1 })
  below.value = { year: of, ratios: view.summary.ratios }
}
export const ratios = computed<ExcellentRatio[]>(() => {
  const own = summary.value?.ratios ?? []
  const found = place.unit === null && below.value?.year === year.value ? below.value.ratios : null
  if (!found) return own
  const whole = own.filter(({ unit }) => unit === null)
  const isSame = whole.every(({ staff, people }) => found.some((ratio) => ratio.staff === staff && ratio.people === people))
  return isSame ? found : [...whole, ...found]
})

/** Own writes under way: their news is told by what follows them. */
let writing = 0

let turns = 0
let queue: Promise<unknown> = Promise.resolve()
/** When everything entered has been written. */
export const settled = () => queue

/** Enters grades: in sight at once, then written, one operation after the other. */
export function fill(entries: Entry[], asked: boolean): Promise<FilledAssessments | null> {
  if (entries.length === 0) return Promise.resolve(null)
  const turn = ++turns
  for (const entry of entries) {
    waiting.set(keyOf(entry.line), { entry, turn })
    put(entered(entry.line, entry))
  }
  const written = queue.then(() => write(entries, turn, asked))
  queue = written
  return written
}

async function write(entries: Entry[], turn: number, asked: boolean): Promise<FilledAssessments | null> {
  writing++
  try {
    const year = entries[0]!.line.year
    const answer = await call('fill_assessments', { year, entries: entries.map(({ line, grade, reason }) => ({ person: line.person, grade, reason: reason ?? null })) })
    const refused = new Set(answer.problems.filter(({ problem }) => isError(problem)).map(({ person }) => person))
    putBack(entries.filter(({ line }) => refused.has(line.person)), turn)
    report(entries, answer, asked)
    return answer
  } catch (thrown) {
    putBack(entries, turn)
    const failure = failureOf(thrown)
    const who = entries.length > 1 ? `${entries[0]!.line.name}等 ${entries.length} 人` : entries[0]!.line.name
    complain({ code: failure.code, message: failure.message, hint: `${failure.hint ?? ''}${who}的等次没有写入，已恢复原来的内容。` })
    return null
  } finally {
    for (const { line } of entries) if (waiting.get(keyOf(line))?.turn === turn) waiting.delete(keyOf(line))
    writing--
    refreshSoon(entries)
  }
}
/** What was not written shows what it was, unless something newer has been entered since. */
function putBack(entries: Entry[], turn: number): void {
  for (const { line } of entries) if (waiting.get(keyOf(line))?.turn === turn) put(line)
}
function report(entries: Entry[], { problems, changed, op }: FilledAssessments, asked: boolean): void {
  const refused = problems.filter(({ problem }) => isError(problem))
  const doubts = problems.filter(({ problem }) => !isError(problem))
  if (refused.length > 0) complain({ code: refused[0]!.problem.code, message: `${refused.length} 人的等次没有写入。`, hint: [...new Set(refused.map(({ problem }) => problem.message))].slice(0, 3).join('；') })
  const undo = op === null ? undefined : { label: '撤销', run: () => void undoOperation(op) }
  if (!asked && doubts.length > 0) tell('已写入，请核对。', doubts.map(({ problem }) => problem.message).slice(0, 3).join('；'), undo)
  else if (entries.length > 1 && changed > 0) tell(`已填写 ${changed.toLocaleString('zh-CN')} 人。`, '', undo)
}

/** Lines that are still listed though the number they were opened by no longer counts them. */
const stayed = reactive(new Set<string>())
export const kept = computed(() => stayed.size)
const PAUSE = 150
const FEW = 3
let timer = 0
let touched = new Map<string, Line>()

/** Ratios, counts and what follows, once the hands rest. */
function refreshSoon(entries: Entry[]): void {
  for (const { line } of entries) touched.set(keyOf(line), line)
  clearTimeout(timer)
  timer = window.setTimeout(() => void refresh(), PAUSE)
}
async function refresh(): Promise<void> {
  if (writing > 0 || !list.inSight.value || !opened.value) return
  const changed = [...touched.values()]
  touched = new Map()
  try {
    // a list of those without a grade must not shrink under the hands that fill it one by one
    if (filter.only && changed.length <= FEW) await renew(changed)
    else await ask()
  } catch (thrown) {
    complain(thrown)
  }
}
async function renew(changed: Line[]): Promise<void> {
  for (const { name, person, year: of } of changed) {
    const asked = list.question.value
    if (of !== asked.year) continue
    const view = await call('assessment_year', { ...asked, only: '', text: name, offset: 0, limit: 200 })
    if (JSON.stringify(asked) !== list.narrowed.value) return
    summary.value = view.summary
    const fresh = view.rows.find((row) => row.person === person)
    if (fresh) put(overlaid({ ...fresh, year: of }))
  }
  for (const line of changed) stayed.add(keyOf(line))
  await readBelow()
}
