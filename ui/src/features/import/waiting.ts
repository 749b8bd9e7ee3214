import { computed, shallowRef } from 'vue'
import type { CleaningStep, ImportDecision, ImportDraft, RequestOf } from '../../api/contract'
import { call, type CallOptions } from '../../host'
import { working } from '../../session/busy'
import { draftValue, drafts, dropDraft, keepDraft } from '../../session/drafts'
import { attempt, complain, tell } from '../../session/notices'

/** The import that waits for the clerk; every answer brings it anew from the desk. */
export const draft = shallowRef<ImportDraft | null>(null)

/** Columns nobody has answered for: their values are left out. */
export const leftOut = computed(() => draft.value?.sheets.flatMap((sheet) => sheet.columns.filter((column) => column.left_out)) ?? [])

/** Where an import comes from, so that it can be opened again. */
type Opening = { command: 'import_open'; request: RequestOf<'import_open'> } | { command: 'import_paste'; request: RequestOf<'import_paste'> }
type Asked = 'import_map' | 'import_clean' | 'import_decide' | 'import_profile' | 'import_remember'
type Own<Command extends Asked> = Omit<RequestOf<Command>, 'import'>
interface Answer {
  command: Asked
  request: Own<Asked>
}
/** What has been answered about one content. It outlives the lock; the import itself is read anew. */
interface Unfinished {
  opening: Opening
  content: string
  answers: Answer[]
}
let own: Unfinished | null = null
const KIND = 'import/'
/** Files are known again by their content, a pasted block by what was pasted. */
const nameOf = ({ opening, content }: Omit<Unfinished, 'answers'>) => KIND + (opening.command === 'import_open' ? content : JSON.stringify(opening.request))

/** Imports that were begun and neither written nor given up. */
export const unfinished = computed(() => drafts.value.filter(({ name }) => name.startsWith(KIND)).map(({ name, label }) => ({ name, label })))

function read({ command, request }: Opening): Promise<ImportDraft | undefined> {
  return attempt(() => (command === 'import_open' ? working('正在读表', (options) => call(command, request, options)) : working('正在核对粘贴的内容', (options) => call(command, request, options))))
}
/** Opens files or a pasted block. What was answered about the same content before still stands. */
export async function openImport(opening: Opening): Promise<boolean> {
  const opened = await read(opening)
  if (!opened) return false
  const before = draftValue<Unfinished>(nameOf({ opening, content: opened.content }))
  draft.value = opened
  own = { opening, content: opened.content, answers: before?.answers ?? [] }
  if (before) await answerAsBefore(before)
  return true
}
/** Goes on with what was begun; false when its files are not there any more. */
export async function resume(name: string): Promise<boolean> {
  const before = draftValue<Unfinished>(name)
  const opened = before && (await read(before.opening))
  if (!before || !opened) return false
  draft.value = opened
  if (opened.content === before.content) {
    own = before
    await answerAsBefore(before)
  } else {
    // an answer about row 12 says nothing about another row 12
    dropDraft(name)
    own = { opening: before.opening, content: opened.content, answers: [] }
    complain({ code: 'import.changed', message: '文件改过了，上次的回答没有照办。', hint: '请重新核对。' })
  }
  return true
}
async function answerAsBefore({ answers }: Unfinished): Promise<void> {
  let lost = 0
  const done = await attempt(() =>
    working('正在照上次的回答核对', async (options) => {
      for (const answer of answers) if (!(await given(answer, options))) lost++
      return true
    }),
  )
  if (done) tell('接着上次没做完的核对。', `已照上次的回答做了 ${answers.length - lost} 处。`, { label: '重新核对', run: () => void anew() })
  if (lost > 0) complain({ code: 'import.answers', message: `上次的回答有 ${lost} 处现在用不上了。`, hint: '库里的资料后来有变动，请逐行再看。' })
}
/** Gives one answer; false when it does not fit any more. A cancelled one goes up. */
async function given({ command, request }: Answer, options: CallOptions): Promise<boolean> {
  const waiting = draft.value
  if (!waiting) return false
  try {
    const answered = await call(command, { ...request, import: waiting.import } as RequestOf<Asked>, options)
    if (draft.value?.import === waiting.import) draft.value = answered
    return true
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown
    return false
  }
}
/** As if nothing had been answered. */
async function anew(): Promise<void> {
  const opening = own?.opening
  const waiting = draft.value
  const opened = opening && waiting && (await read(opening))
  if (!opened) return
  settled()
  own = { opening, content: opened.content, answers: [] }
  draft.value = opened
  await attempt(() => call('import_discard', { import: waiting.import }))
}
function take(answered: ImportDraft, answer: Answer): void {
  draft.value = answered
  if (!own) return
  own = { ...own, answers: [...own.answers, answer] }
  const files = [...new Set(answered.sheets.map(({ file }) => file.split(/[\\/]/).at(-1)))]
  keepDraft(nameOf(own), { label: `导入${files[0] ?? ''}${files.length > 1 ? `等 ${files.length} 个文件` : ''}（已答 ${own.answers.length} 处）`, path: '/import', value: own })
}
/** It was written, or is given up. */
export function settled(): void {
  if (own) dropDraft(nameOf(own))
  own = null
}

async function answer<Command extends Asked>(command: Command, request: Own<Command>): Promise<boolean> {
  const waiting = draft.value
  if (!waiting) return false
  const answered = await attempt(() => working('正在重新核对', (options) => call(command, { ...request, import: waiting.import } as unknown as RequestOf<Command>, options)))
  if (answered && draft.value?.import === waiting.import) take(answered, { command, request: request as Own<Asked> })
  return answered !== undefined
}

export const map = (sheet: number, column: number, item: string | null) => answer('import_map', { sheet, column, item })
export const clean = (sheet: number, column: number, steps: CleaningStep[]) => answer('import_clean', { sheet, column, steps })
export const decide = (decision: ImportDecision) => answer('import_decide', { decision })
export const useProfile = (name: string | null) => answer('import_profile', { name })
export const remember = (name: string | null) => answer('import_remember', { name })
