import { describe, expect, it } from 'vitest'
import { strengthOf } from './password'

describe('password strength in words', () => {
  it.each([
    ['', false],
    ['Ab1!', false],
    ['1234567890', false],
    ['aaaaaaaaaaaa', false],
    ['zhongguodangan', false],
    ['dangan2026zhong', true],
    ['Dangan#2026', true],
    ['办公室的旧搪瓷缸子2026', true],
  ])('%s', (password, enough) => {
    expect(strengthOf(password).enough, strengthOf(password).text).toBe(enough)
  })
  it('counts characters, not code units', () => {
    expect(strengthOf('𬸣𬸣').text).toBe('太短：还差 8 位')
  })
})
