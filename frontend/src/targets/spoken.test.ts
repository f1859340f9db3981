import { describe, expect, test } from 'vitest'
import { changeWords, farWords, someNames, statusWords, whereWords } from './spoken'
import { chosen, countOf, type Change, type Target } from './upkeep'

const change = (told: Partial<Change>): Change => ({
  change: 'changed',
  id: '0192f0c0-0000-7000-8000-000000000001',
  layer: 'school',
  name: '水江小学',
  code: null,
  township: '500119108',
  approximate: false,
  geometry: { type: 'Point', coordinates: [107.3, 29.2] },
  fields: [],
  moved_m: null,
  distance_m: null,
  at: null,
  ...told,
})

const target = (name: string, told: Partial<Target['properties']> = {}): Target => ({
  type: 'Feature',
  id: name,
  geometry: { type: 'Point', coordinates: [107.3, 29.2] },
  properties: {
    layer: 'school',
    name,
    code: null,
    township: '500119108',
    interval_days: null,
    radius_m: null,
    chainage_start_m: null,
    status: 'open',
    status_reason: null,
    status_until_on: null,
    status_approved_by: null,
    approximate: false,
    ...told,
  },
})

describe('what of a target changes', () => {
  test.each([
    [{ field: 'name', before: '旧名', after: '新名' }, '名称：旧名 → 新名'],
    [{ field: 'interval_days', before: null, after: 30 }, '间隔天数：空 → 30'],
    [{ field: 'status', before: 'open', after: 'excluded' }, '状态：正常 → 不计入'],
    [{ field: 'chainage_start_m', before: 0, after: 12300 }, '起点里程：K0+000 → K12+300'],
    [{ field: 'approximate', before: true, after: false }, '是否示意：是 → 否'],
    [{ field: 'unheard_of', before: 1, after: 2 }, 'unheard_of：1 → 2'],
  ])('%o', (field, words) => {
    expect(changeWords(change({ fields: [field] }))).toEqual([words])
  })

  test('a place that moved is told in metres, a line that was replaced by its length', () => {
    const place = { type: 'Point', lon: 107.3, lat: 29.2, length_m: null }
    const line = { type: 'LineString', lon: 107.3, lat: 29.2, length_m: 12345 }
    const fields = [{ field: 'geometry', before: place, after: line }]
    expect(changeWords(change({ fields, moved_m: 529.6 }))).toEqual(['位置：移动 530 米'])
    expect(changeWords(change({ fields }))).toEqual(['位置：107.30000, 29.20000 → 线 12.3 公里'])
  })

  test('of a new one nothing is compared', () => {
    const fields = [{ field: 'name', before: null, after: '新' }]
    expect(changeWords(change({ change: 'added', fields }))).toEqual([])
  })
})

test('how far it is from a line, and by which post', () => {
  expect(farWords(change({}))).toBe('')
  expect(farWords(change({ distance_m: 812.3, at: 'K12+300' }))).toBe('812 米，K12+300 附近')
  expect(farWords(change({ distance_m: 812.3 }))).toBe('812 米')
})

test('a line is in the townships along it, a place in one or in none', () => {
  const line = { type: 'LineString', coordinates: [] }
  const name = (code: string) => `${code} 镇`
  expect(whereWords(change({ township: null, geometry: line }), name)).toBe('沿线各镇街')
  expect(whereWords(change({ township: null }), name)).toBe('区外')
  expect(whereWords(change({}), name)).toBe('500119108 镇')
})

test('a status says until when', () => {
  const shut = { status: 'inaccessible', status_until_on: '2026-12-31' }
  expect(statusWords(target('校', shut).properties)).toBe('暂不可达，至 2026-12-31')
})

test('targets are found by all words, in the name or the code, in a layer and a township', () => {
  const all = [
    target('水江小学', { code: 'S1' }),
    target('水江中学', { township: '500119212' }),
    target('水江村', { layer: 'village' }),
  ]
  const named = (...asked: [string, string, string]) =>
    chosen(all, ...asked).map(({ properties }) => properties.name)
  expect(named('', '', '')).toHaveLength(3)
  expect(named(' 水江  学 ', '', '')).toEqual(['水江小学', '水江中学'])
  expect(named('s1', '', '')).toEqual(['水江小学'])
  expect(named('', 'village', '')).toEqual(['水江村'])
  expect(named('', '', '500119212')).toEqual(['水江中学'])
})

test('names beyond the first few are only hinted at', () => {
  expect(someNames(['甲', '乙'], 2)).toBe('甲、乙')
  expect(someNames(['甲', '乙', '丙'], 2)).toBe('甲、乙…')
  expect(countOf([change({}), change({ change: 'same' })], 'same')).toBe(1)
})
