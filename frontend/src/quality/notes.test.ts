import { expect, test } from 'vitest'
import { i18n } from '../words'
import { calmWords, clock, isHarmless, lasting, noteWords, shareWords, type Note } from './notes'

const place = (code: string) => ({ '500119108': '水江镇' })[code] ?? code
const between = (code: string, detail: Note['detail']): Note => ({
  code: code as Note['code'],
  from: '2026-11-02T01:02:00.000Z',
  to: '2026-11-02T01:32:00.000Z',
  detail,
})
const plain = (code: string, detail: Note['detail'] = {}): Note => ({
  code: code as Note['code'],
  from: null,
  to: null,
  detail,
})

test('a gap is told by the clock of Shanghai, with its reason', () => {
  expect(noteWords(between('gap', { reason: 'hidden' }), place)).toBe(
    '09:02–09:32 无轨迹 30 分钟：手机切到了别的应用或黑屏',
  )
})

test('a stop is told by the name of its township', () => {
  const stop = between('stop', { township: '500119108' })
  expect(noteWords(stop, place)).toBe('09:02–09:32 停留 30 分钟（水江镇）')
  expect(noteWords(between('stop', { township: null }), place)).toContain('区外')
  expect([isHarmless(stop), isHarmless(plain('gap'))]).toEqual([true, false])
})

test('every code of the server has words in both languages', () => {
  const codes = ['thinned', 'no-track', 'no-end', 'parts-missing', 'clock-off', 'clock-changed']
  codes.push('in-the-future', 'same-times', 'several-receivers', 'many-dropped', 'gap', 'stop')
  const { te } = i18n.global
  for (const code of codes) {
    expect(te(`quality.notes.${code}`, 'zh-CN') && te(`quality.notes.${code}`, 'en')).toBe(true)
  }
})

test('a clock that is behind is off by as much as one that is ahead', () => {
  expect(noteWords(plain('clock-off', { seconds: -300 }), place)).toBe('手机时钟偏差 5 分钟')
})

test.each([
  [0, '0 秒'],
  [119, '119 秒'],
  [120, '2 分钟'],
  [59 * 60 + 29, '59 分钟'],
  [3600, '1 小时 0 分'],
  [-5400, '1 小时 30 分'],
])('%d seconds', (seconds, words) => {
  expect(lasting(seconds)).toBe(words)
})

test('a share that is not known is a dash', () => {
  expect([shareWords(null), shareWords(0.936)]).toEqual(['—', '94%'])
  expect(clock('2026-11-01T16:05:00Z')).toBe('00:05')
})

test('townships of which none is known to be right are all unsure', () => {
  const one = { township: '500119108', looks_like: null, off_m: null, pieces: 0 }
  const unsure = { ...one, state: 'unsure' as const, pieces_undone: null }
  expect(calmWords([unsure])).toContain('无法判断')
  expect(calmWords([unsure, { ...unsure, state: 'right' }])).toContain('1 个镇街的轨迹')
})
