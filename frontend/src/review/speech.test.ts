import { beforeEach, expect, test } from 'vitest'
import { i18n, type Language } from '../words'
import { faultWords, kindWords, placeWords, valueWords } from './speech'

const names = { township: (code: string) => (code === '500119108' ? '水江镇' : code) }
const speak = (language: Language) => (i18n.global.locale.value = language)
const DATA = '/properties/data'
beforeEach(() => speak('zh-CN'))

test.each([
  [`${DATA}/reached_count`, '受教育人数'],
  [`${DATA}/consultations/1/topic`, '咨询 · 第 2 项 · 咨询类别'],
  ['/properties/refs/clinic', '诊所'],
  ['/geometry/coordinates/3', '位置'],
  [`${DATA}/weather`, '「weather」'],
  [`${DATA}/constructor`, '「constructor」'],
  [DATA, '内容'],
  [`${DATA}/changes/~1properties~1data~1venue`, '更正内容 · 地点'],
  ['', '整条记录'],
])('%s is called %s', (pointer, words) => {
  expect(placeWords(pointer)).toBe(words)
})

test('what a tracker recorded is called by its vehicle', () => {
  const known = { ...names, reference: (id: string) => (id === 'v1' ? '水江一号' : id) }
  expect(valueWords('/properties/author', 'vehicle:v1', known)).toBe('车辆定位终端（水江一号）')
  expect(valueWords('/properties/author', 'vehicle:v2', names)).toBe('车辆定位终端（v2）')
  expect(valueWords('/properties/author', 'chen', known)).toBe('chen')
})

test('places have English names too', () => {
  speak('en')
  expect(placeWords(`${DATA}/reached_count`)).toBe('People reached')
})

test('a kind that nobody knows is shown as it was sent', () => {
  expect([kindWords('hazard'), kindWords('drone'), kindWords(null)]).toEqual([
    '隐患',
    '未知类型（drone）',
    '未写类型',
  ])
})

test.each([
  [`${DATA}/activity`, 'railway_safety', '铁路安全'],
  [`${DATA}/activity`, 'karaoke', 'karaoke'],
  [`${DATA}/audience`, ['pupils', 'teachers'], '学生、教师'],
  [`${DATA}/reached_count`, -3, '-3'],
  [`${DATA}/note`, { a: 1 }, '1'],
  ['/properties/township', '500119108', '水江镇'],
  [
    '/geometry',
    { type: 'Point', coordinates: [107.28443, 29.2476] },
    '东经 107.28443，北纬 29.24760',
  ],
  ['/geometry', 'here', 'here'],
  ['/geometry', { type: 'Point', coordinates: [null] }, '东经 ?，北纬 ?'],
  [`${DATA}/times`, Array.from({ length: 40 }, () => 0), '40 个值'],
  [
    `${DATA}/consultations/0`,
    { topic: 'labour', outcome: 'advice', minutes: 25 },
    '劳动争议 · 解答 · 25 分钟',
  ],
])('at %s, %j reads %s', (pointer, value, words) => {
  expect(valueWords(pointer, value, names)).toBe(words)
})

test('a scope is the sender’s, not that of who reads of it', () => {
  const fault = { code: 'out-of-scope', message: '不在负责的镇街范围内' }
  expect(faultWords({ ...fault, pointer: '/properties/township' })).toBe('不在上传人的镇街范围内')
})
