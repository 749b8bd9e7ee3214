import { describe, expect, it } from 'vitest'
import { fromTable, toTable } from './clipboard'

describe('tables on the clipboard', () => {
  it('quotes line breaks, tabs and quotes as Excel does', () => {
    expect(toTable([['张三', '第一行\n第二行'], ['他说"好"', 'a\tb']]), 'quoted cells').toBe('张三\t"第一行\n第二行"\r\n"他说""好"""\t"a\tb"')
  })
  it('reads back what it wrote', () => {
    const rows = [['张三', '第一行\n第二行', ''], ['他说"好"', 'a\tb', '1985.03']]
    expect(fromTable(toTable(rows)), 'same cells').toEqual(rows)
  })
  it('reads a block of WPS: line ends of both kinds, one at the end', () => {
    expect(fromTable('1985.03\t39\r\n1990.11\t33\r\n'), 'two rows').toEqual([['1985.03', '39'], ['1990.11', '33']])
    expect(fromTable('a\nb'), 'bare line feeds').toEqual([['a'], ['b']])
  })
  it('keeps a quote in the middle of a cell', () => {
    expect(fromTable('12"管\t二'), 'not a quoted cell').toEqual([['12"管', '二']])
  })
  it('keeps empty cells and an empty clipboard empty', () => {
    expect(fromTable('\t\t'), 'three empty cells').toEqual([['', '', '']])
    expect(fromTable(''), 'nothing').toEqual([])
  })
})
