import { shallowRef } from 'vue'
import type { Why } from '../api/contract'
import { call } from '../host'
import { announce } from '../host/changes'
import { tell } from './notices'

/** What the operator is asked a reason and the password for. Throws when it is refused: the question then stays open. */
export interface Question {
  title: string
  text: string
  button: string
  act: (why: Why) => Promise<void>
}
export const question = shallowRef<Question | null>(null)
let done: (went: boolean) => void = () => undefined

/** Asks why and for the password; says whether it was done. */
export function askWhy(asked: Question): Promise<boolean> {
  question.value = asked
  return new Promise((settle) => (done = settle))
}
export function settleQuestion(went: boolean): void {
  question.value = null
  done(went)
}

const listeners = new Set<() => void>()
/** Calls back when something was revealed or hidden again. */
export function onRevealed(listen: () => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}
function changed(): void {
  for (const listen of [...listeners]) listen()
}

let timer = 0
/** Shows what is protected of one set of a person, for some minutes. */
export function reveal(person: number, name: string, set: string, label: string): Promise<boolean> {
  return askWhy({
    title: `查看${name}的${label}`,
    text: '这里的内容受保护。写明原因、核对口令后显示十分钟，锁定即遮住。谁、看了谁的什么、为什么，都记入操作记录。',
    button: '查看',
    act: async (why) => {
      const { seconds } = await call('reveal', { person, set, why })
      clearTimeout(timer)
      // whatever shows it asks again, and gets the mask
      timer = window.setTimeout(() => {
        announce(['people', 'history'])
        changed()
      }, (seconds + 1) * 1000)
      changed()
    },
  })
}
export async function hide(): Promise<void> {
  await call('hide_revealed', {})
  changed()
  tell('已遮住。')
}
