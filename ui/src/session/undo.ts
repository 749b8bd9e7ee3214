import { call } from '../host'
import { working } from './busy'
import { attempt, tell } from './notices'

/** Takes back an operation, by default the last own one, and names what was left as it is. Says whether it was taken back. */
export async function undoOperation(op?: number, keepEdited = false): Promise<boolean> {
  const answer = await attempt(() => working('正在撤销', () => call('undo', { op, keep_edited: keepEdited }), false))
  if (!answer) return false
  if (answer.op === null) {
    tell('没有可以撤销的操作。')
    return false
  }
  if (answer.refused.length === 0) {
    tell(`已撤销“${answer.label}”，恢复了 ${answer.rows} 条记录。`)
    return true
  }
  const names = answer.refused.slice(0, 5).map(({ name, reason }) => `${name}（${reason}）`)
  const more = answer.refused.length > 5 ? `等 ${answer.refused.length} 处` : ''
  tell(`已撤销其余的 ${answer.rows} 条记录，保留了后来改过的 ${answer.refused.length} 处。`, `${names.join('；')}${more}。`)
  return true
}

/** Takes back several operations done together, the last first. */
export async function undoAll(ops: (number | null)[]): Promise<void> {
  const own = ops.filter((op) => op !== null).reverse()
  const done = await attempt(() => working('正在撤销', async () => {
    for (const op of own) await call('undo', { op, keep_edited: false })
    return true
  }, false))
  if (done) tell(own.length > 1 ? `已撤销，恢复了 ${own.length} 条记录。` : '已撤销。')
}

/** Beyond so many people a stray Ctrl+Z must not be enough. */
const MANY = 20

/** Ctrl+Z: takes back the last operation, and asks first when it touched many. */
export async function undoLast(): Promise<void> {
  const history = await attempt(() => call('history', { offset: 0, limit: 20 }))
  const last = history?.operations.find(({ undoable, undoes }) => undoable && undoes === null)
  if (!last) return tell('没有可以撤销的操作。')
  if (last.people <= MANY) return void (await undoOperation(last.op))
  tell(`上一次操作是“${last.label}”，涉及 ${last.people.toLocaleString('zh-CN')} 人。`, '确实要撤销吗？', {
    label: '撤销这次操作',
    run: () => void undoOperation(last.op),
  })
}
