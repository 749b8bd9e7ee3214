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
