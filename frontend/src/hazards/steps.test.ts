import { expect, test } from 'vitest'
import { foundGone, freshStep, missingIn, offered, stillThere, takenStep } from './steps'

const hazard = { township: '500119108' }

test('what is offered next depends on how the hazard stands', () => {
  expect(offered({ state: 'open', rectified: false })).not.toContain('verified')
  expect(offered({ state: 'overdue', rectified: true })).toContain('verified')
  expect(offered({ state: 'verified', rectified: true })).toEqual(['reopened'])
})

test('an assignment names a unit, a measure says what was done, and rectified needs no words', () => {
  expect(missingIn(freshStep('h', 'assigned'))).toEqual(['unit'])
  expect(missingIn(freshStep('h', 'measure'))).toEqual(['note'])
  expect(missingIn({ ...freshStep('h', 'reopened'), note: ' ' })).toEqual(['note'])
  expect(missingIn(freshStep('h', 'rectified'))).toEqual([])
})

test('a unit and a day belong to an assignment alone', () => {
  const filled = { ...freshStep('h', 'assigned'), responsible_unit: '村委会', due_on: '2026-12-01' }
  expect(takenStep(filled, hazard, null, 0)).toMatchObject({ due_on: '2026-12-01' })
  const other = takenStep({ ...filled, action: 'measure' }, hazard, null, 0)
  expect([other.responsible_unit, other.due_on]).toEqual(['', null])
})

test('a second look fits what was said before', () => {
  expect([stillThere({ rectified: false }), foundGone({ rectified: false })]).toEqual([
    'measure',
    'rectified',
  ])
  expect([stillThere({ rectified: true }), foundGone({ rectified: true })]).toEqual([
    'reopened',
    'verified',
  ])
})
