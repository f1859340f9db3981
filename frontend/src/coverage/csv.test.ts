import { describe, expect, test } from 'vitest'
import { toCsv } from './csv'

describe('the exported table', () => {
  test('a text that a spreadsheet would run is disarmed', () => {
    expect(toCsv([['=1+1', '@cmd', '-镇', '\tx']])).toBe("\uFEFF'=1+1,'@cmd,'-镇,'\tx\r\n")
  })

  test('a negative number stays a number', () => {
    expect(toCsv([[-3.5]])).toBe('\uFEFF-3.5\r\n')
  })

  test('commas, quotes and line ends stay inside their cell', () => {
    expect(toCsv([['甲,乙', '"丙"', '一\n二']])).toBe('\uFEFF"甲,乙","""丙""","一\n二"\r\n')
  })
})
