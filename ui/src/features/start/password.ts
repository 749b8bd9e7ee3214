/** How strong a new password is, in words; the desk has the last say. */
export interface Strength {
  enough: boolean
  text: string
  /** 0 to 3 */
  degree: number
}

const COMMON = /(123456|abcdef|qwerty|password|111111|888888|666666)/i

export function strengthOf(password: string): Strength {
  const length = [...password].length
  if (length === 0) return { enough: false, degree: 0, text: '至少 10 位，字母、数字、符号搭配更好' }
  if (length < 10) return { enough: false, degree: 0, text: `太短：还差 ${10 - length} 位` }
  if (COMMON.test(password) || new Set(password).size < 5) return { enough: false, degree: 0, text: '太容易猜：不要用连续或重复的字符' }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  if (kinds < 2) return { enough: false, degree: 1, text: '偏弱：请至少搭配字母、数字、符号中的两种' }
  if (kinds >= 3 || length >= 16) return { enough: true, degree: 3, text: '强' }
  return { enough: true, degree: 2, text: '可以' }
}

/** A new password as it is typed. */
export interface Typed {
  password: string
  again: string
}
/** What keeps a new password from being taken, in words; nothing when it can be. */
export function missingIn({ password, again }: Typed): string {
  if (!strengthOf(password).enough) return '口令还不够强'
  return again === password ? '' : '两次口令不一致'
}
