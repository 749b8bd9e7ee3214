/** Tables on the clipboard, the way Excel and WPS write them: tabs, line ends, quotes around what holds them. */
export function toTable(rows: string[][]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n')
}

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

export function fromTable(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let inside = false
  const endCell = () => {
    rows.at(-1)!.push(cell)
    cell = ''
  }
  const source = text.replace(/\r\n?/g, '\n')
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!
    if (inside) {
      if (char !== '"') cell += char
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else inside = false
    } else if (char === '"' && cell === '') inside = true
    else if (char === '\t') endCell()
    else if (char === '\n') {
      endCell()
      rows.push([])
    } else cell += char
  }
  endCell()
  const last = rows.at(-1)!
  if (last.length === 1 && last[0] === '') rows.pop()
  return rows
}

/** The old way first: web views grant it while a key is down, and refuse the clipboard interface more often. */
export async function putOnClipboard(text: string): Promise<void> {
  if (!copiedByCommand(text)) await navigator.clipboard.writeText(text)
}

function copiedByCommand(text: string): boolean {
  const before = document.activeElement as HTMLElement | null
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'hidden-text'
  field.setAttribute('aria-hidden', 'true')
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  before?.focus({ preventScroll: true })
  return copied
}
