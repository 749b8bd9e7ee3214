import { call } from '../host'
import { attempt, complain, tell } from './notices'

/** Takes back an operation, by default the last own one, and names who was left as he is. */
export async function undoOperation(op?: number): Promise<void> {
  const answer = await attempt(() => call('undo', op === undefined ? {} : { op }))
  if (!answer) return
  if (answer.op === null) return tell('没有可以撤销的操作。')
  if (answer.refused.length === 0) return tell(`已撤销“${answer.label}”，恢复了 ${answer.rows} 条记录。`)
  const names = answer.refused.slice(0, 5).map(({ name, reason }) => `${name}（${reason}）`)
  const more = answer.refused.length > 5 ? `等 ${answer.refused.length} 人` : ''
  complain({
    code: 'undo.partly',
    message: answer.rows > 0 ? `恢复了 ${answer.rows} 条记录，另有 ${answer.refused.length} 人没有撤销。` : '没有撤销。',
    hint: `${names.join('；')}${more}。要撤销请先撤销后来的修改。`,
  })
}

/** Beyond so many people a stray Ctrl+Z must not be enough. */
const MANY = 20

/** Ctrl+Z: takes back the last operation, and asks first when it touched many. */
export async function undoLast(): Promise<void> {
  const history = await attempt(() => call('history', { offset: 0, limit: 20 }))
  const last = history?.operations.find(({ undoable, undoes }) => undoable && undoes === null)
  if (!last) return tell('没有可以撤销的操作。')
  if (last.people <= MANY) return undoOperation(last.op)
  tell(`上一次操作是“${last.label}”，涉及 ${last.people.toLocaleString('zh-CN')} 人。`, '确实要撤销吗？', {
    label: '撤销这次操作',
    run: () => void undoOperation(last.op),
  })
}
