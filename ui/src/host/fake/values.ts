import type { Problem } from '../../api/contract'
import { dictionary, itemOf } from './dictionary'

interface Read {
  text: string
  raw: string
  problems: Problem[]
}

/**
 * A modest reader of cells for the browser: the desk has the real one, with every notation clerks write.
 */
export function readValue(path: string, written: string): Read {
  const text = written.normalize('NFKC').trim()
  const found = itemOf(path)
  if (!found || text === '') {
    const missing = found?.item.required && text === ''
    return { text, raw: text, problems: missing ? [{ code: 'value.missing', severity: 'warning', item: path, message: `${found.item.label}还没有填` }] : [] }
  }
  const { item } = found
  if (item.kind === 'date') return readDate(path, text)
  if (item.kind === 'id') return readId(path, text)
  if (item.kind === 'code' && item.table) return readCode(path, item.table, item.label, text)
  if (['int', 'year', 'dec'].includes(item.kind) && !/^-?\d+(\.\d+)?$/.test(text)) {
    return wrong(path, text, 'number.unreadable', `${item.label}应填数字，现在是“${text}”`)
  }
  return { text, raw: text, problems: [] }
}

export function shownDate(raw: string): string {
  return raw.replace(/-/g, '.')
}

function wrong(item: string, text: string, code: string, message: string): Read {
  return { text, raw: '', problems: [{ code, severity: 'error', item, message }] }
}

function readDate(path: string, text: string): Read {
  if (text === '至今') return { text: '', raw: '', problems: [] }
  const digits = /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  const parts = digits ?? /^(\d{4}|\d{2})(?:[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?)?年?$/.exec(text)
  if (!parts) return wrong(path, text, 'date.unreadable', `“${text}”看不出是哪年哪月，可以写成 198503 或 1985.3`)
  const [, years = '', month, day] = parts
  const year = years.length === 2 ? (Number(years) > 30 ? `19${years}` : `20${years}`) : years
  if (month && (Number(month) < 1 || Number(month) > 12)) return wrong(path, text, 'date.month', `月份 ${month} 不存在，应为 01—12`)
  if (day && (Number(day) < 1 || Number(day) > 31)) return wrong(path, text, 'date.day', `日期 ${day} 不存在，应为 01—31`)
  const raw = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-')
  return { text: shownDate(raw), raw, problems: [] }
}

function readId(path: string, text: string): Read {
  const number = text.toUpperCase().replace(/\s/g, '')
  if (number.length !== 18) return wrong(path, number, 'id.length', `公民身份号码应为 18 位，现在是 ${number.length} 位`)
  if (!/^\d{17}[\dX]$/.test(number)) return wrong(path, number, 'id.letters', '公民身份号码只能是数字，末位可以是 X')
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0)
  if ('10X98765432'[sum % 11] === number[17]) return { text: number, raw: number, problems: [] }
  const message = '公民身份号码末位校验不符，请对照证件逐位核对'
  return { text: number, raw: number, problems: [{ code: 'id.check', severity: 'warning', item: path, message }] }
}

function readCode(path: string, table: string, label: string, text: string): Read {
  const row = dictionary.tables[table]?.rows.find((row) => row.label === text || row.code === text)
  if (row) return { text: row.label, raw: row.code, problems: [] }
  return wrong(path, text, 'code.unknown', `${label}没有“${text}”这一项，请按空格从列表里选`)
}
