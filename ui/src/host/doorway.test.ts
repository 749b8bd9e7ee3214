import { describe, expect, it } from 'vitest'
import { DeskFailure, failureOf } from './doorway'

describe('a failure', () => {
  it('is one readable text, whichever end its sentence has', () => {
    expect(new DeskFailure({ code: 'x', message: '没有权限读写', hint: '请换一个文件夹' }).sentence).toBe('没有权限读写。请换一个文件夹')
    expect(new DeskFailure({ code: 'x', message: '口令不对。', hint: '请检查大小写' }).sentence).toBe('口令不对。请检查大小写')
    expect(new DeskFailure({ code: 'x', message: '已取消', hint: '' }).sentence).toBe('已取消')
  })
  it('never shows a clerk what a program threw', () => {
    expect(failureOf(new TypeError('undefined is not a function')).message).toBe('这一步没有完成。')
    expect(failureOf('broken').hint).toContain('请再试一次')
  })
})
