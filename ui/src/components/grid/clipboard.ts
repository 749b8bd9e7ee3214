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

/** The web view may refuse the clipboard interface; a hidden field still can. */
export async function putOnClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const before = document.activeElement as HTMLElement | null
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'hidden-text'
    document.body.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
    before?.focus()
  }
}
