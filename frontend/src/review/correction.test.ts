import { expect, test } from 'vitest'
import { correctionOf, editOf, mistakeIn, type Edit } from './correction'
import { placesOf, type Fault } from './editors'

const DATA = '/properties/data'
const feature = {
  geometry: { type: 'Point', coordinates: [190, 29] },
  properties: {
    township: '500119117',
    data: { reached_count: -3, weather: '晴', audience: ['pupils', 'fish'], ended_at: 'noon' },
  },
}

const placeAt = (pointer: string, code = 'out-of-range', kind = 'outreach_event') => {
  const fault: Fault = { pointer, code, message: code }
  return placesOf([fault], { kind, feature })[0]!
}

function corrected(pointer: string, typed: Partial<Edit>, code?: string) {
  const place = placeAt(pointer, code)
  const edit = { ...editOf(place, feature), ...typed }
  return correctionOf([place], { [place.pointer]: edit }, feature)
}

test('a number typed anew is a change', () => {
  const { changes, drop } = corrected(`${DATA}/reached_count`, { text: ' 30 ' })
  expect([changes, drop]).toEqual([{ [`${DATA}/reached_count`]: 30 }, []])
})

test('what is left as it came is not changed', () => {
  expect(corrected('/properties/township', {}).changes).toEqual({})
})

test('an unknown field goes without a word', () => {
  expect(corrected(`${DATA}/weather`, {}, 'unknown-field').drop).toEqual([`${DATA}/weather`])
})

test('what a record does without can go as well', () => {
  expect(corrected(`${DATA}/materials_count`, { drop: true }).drop).toEqual([
    `${DATA}/materials_count`,
  ])
})

test('a position is a point, or none', () => {
  const here = { text: '107.28443', second: '29.2476' }
  const point = { type: 'Point', coordinates: [107.28443, 29.2476] }
  expect(corrected('/geometry', here).changes).toEqual({ '/geometry': point })
  expect(corrected('/geometry', { drop: true })).toEqual({
    changes: { '/geometry': null },
    drop: [],
  })
})

test('a moment is typed in Beijing time', () => {
  expect(corrected(`${DATA}/ended_at`, { text: '2026-11-02T10:00' }).changes).toEqual({
    [`${DATA}/ended_at`]: '2026-11-02T02:00:00.000Z',
  })
})

test('partners are told apart by any comma', () => {
  expect(corrected(`${DATA}/partners`, { text: '铁路派出所，司法所、' }).changes).toEqual({
    [`${DATA}/partners`]: ['铁路派出所', '司法所'],
  })
})

test('the form opens with what was sent, where it can be shown', () => {
  expect(editOf(placeAt(`${DATA}/reached_count`), feature).text).toBe('-3')
  expect(editOf(placeAt(`${DATA}/audience`), feature).chosen).toEqual(['pupils', 'fish'])
  expect(editOf(placeAt(`${DATA}/ended_at`), feature).text).toBe('')
  expect(editOf(placeAt('/geometry'), feature)).toMatchObject({ text: '190', second: '29' })
})

test.each([
  [`${DATA}/reached_count`, '', 'empty'],
  [`${DATA}/reached_count`, 'many', 'number'],
  [`${DATA}/reached_count`, '1.5', 'whole'],
  [`${DATA}/reached_count`, '-3', 'range'],
  [`${DATA}/reached_count`, '30', null],
  ['/geometry', '190', 'position'],
])('typed at %s, "%s" is %s', (pointer, text, mistake) => {
  const place = placeAt(pointer)
  expect(mistakeIn(place, { ...editOf(place, feature), text })).toBe(mistake)
})

test('nothing is wrong with what goes', () => {
  const place = placeAt(`${DATA}/materials_count`)
  expect(mistakeIn(place, { text: '', second: '', chosen: [], drop: true })).toBeNull()
})
