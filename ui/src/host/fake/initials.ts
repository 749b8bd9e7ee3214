/** The first character of each pinyin initial, in pinyin order. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const byPinyin = new Intl.Collator('zh-Hans-u-co-pinyin')
const known = new Map<string, string>()

function initialOf(char: string): string {
  if (/[a-z0-9]/i.test(char)) return char.toLowerCase()
  if (!/\p{Script=Han}/u.test(char)) return ''
  let at = FIRST.length - 1
  while (at > 0 && byPinyin.compare(char, FIRST[at]!) < 0) at--
  return LETTERS[at]!
}

/** Pinyin initials, as the desk keeps them for every label. Good enough for invented data. */
export function initialsOf(text: string): string {
  let initials = ''
  for (const char of text) {
    let initial = known.get(char)
    if (initial === undefined) known.set(char, (initial = initialOf(char)))
    initials += initial
  }
  return initials
}
