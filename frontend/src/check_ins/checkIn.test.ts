import { expect, test } from 'vitest'
import { checkInDraft, type CheckIn } from './checkIn'

const checkIn: CheckIn = {
  township: '500119107',
  target: 't',
  patrol: null,
  came_at: Date.UTC(2026, 10, 2, 8),
  place: null,
  method: 'qr',
  note: ' ',
}

test('a check-in names its target, and its patrol when there is one', () => {
  expect(checkInDraft('id', checkIn, 'chen').refs).toEqual({ target: 't' })
  const onPatrol = { ...checkIn, patrol: 'p' }
  expect(checkInDraft('id', onPatrol, 'chen').refs).toEqual({ target: 't', patrol: 'p' })
})

test('without a position it has no place, and without a note none', () => {
  const { geometry, data } = checkInDraft('id', checkIn, 'chen')
  expect([geometry, data]).toEqual([null, { method: 'qr' }])
})

test('no number of a person is sealed', () => {
  const draft = checkInDraft('id', { ...checkIn, note: '138 1234 5678' }, 'chen')
  expect(JSON.stringify(draft)).not.toContain('1234')
})
