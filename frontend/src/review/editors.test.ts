import { expect, test } from 'vitest'
import { isAboutTownship, isCorrectable, placesOf, type Fault } from './editors'

const feature = { properties: { data: {} } }
const fault = (pointer: string, code: string): Fault => ({ pointer, code, message: code })
const placesFor = (kind: string | null, ...faults: [string, string][]) =>
  placesOf(
    faults.map(([pointer, code]) => fault(pointer, code)),
    { kind, feature },
  )
const lookFor = (kind: string | null, pointer: string, code = 'not-one-of') =>
  placesFor(kind, [pointer, code])[0]?.editor.look

test.each([
  ['/properties/data/reached_count', 'number'],
  ['/properties/data/note', 'text'],
  ['/properties/data/activity', 'choice'],
  ['/properties/data/audience', 'choices'],
  ['/properties/data/audience/1', 'choice'],
  ['/properties/data/partners', 'texts'],
  ['/properties/data/ended_at', 'moment'],
  ['/properties/data/due_on', 'day'],
  ['/properties/data/interruptions/0/reason', 'choice'],
  ['/properties/data/consultations/2/topic', 'choice'],
  ['/properties/township', 'township'],
  ['/properties/author', 'user'],
  ['/properties/refs/clinic', 'clinic'],
  ['/properties/refs/target', 'reference'],
])('a fault at %s is set right with a %s', (pointer, look) => {
  expect(lookFor('outreach_event', pointer)).toBe(look)
})

test('an unknown field has to go, wherever it stands', () => {
  expect(lookFor('patrol', '/properties/data/weather', 'unknown-field')).toBe('drop')
  expect(lookFor('patrol', '/weather', 'unknown-field')).toBe('drop')
})

test('a field of a record that may not be seen has no name, and can’t go', () => {
  const [place] = placesOf([fault('/properties/data', 'unknown-field')], {
    kind: 'clinic_session',
    feature: null,
  })
  expect(place?.editor.look).toBe('fixed')
})

test('every fault of a position is one place', () => {
  const places = placesFor(
    'hazard',
    ['/geometry/coordinates', 'out-of-range'],
    ['/geometry', 'unknown-field'],
  )
  expect(places.map(({ pointer, faults }) => [pointer, faults.length])).toEqual([['/geometry', 2]])
})

test('a position is typed in, taken away, or beyond help, by the kind of record', () => {
  expect(lookFor('hazard', '/geometry/coordinates')).toBe('position')
  expect(lookFor('clinic_session', '/geometry')).toBe('no-position')
  expect(lookFor('track_segment', '/geometry/coordinates/3')).toBe('fixed')
})

test('only what a record does without may be left out', () => {
  const [needed, spare] = placesFor(
    'check_in',
    ['/properties/refs/target', 'not-uuid'],
    ['/properties/refs/patrol', 'not-uuid'],
  )
  expect([needed?.optional, spare?.optional]).toEqual([false, true])
})

test('what a record is can’t be corrected', () => {
  expect(isCorrectable(placesFor('x', ['/properties/kind', 'unknown-kind']))).toBe(false)
  expect(
    isCorrectable(placesFor('track_segment', ['/properties/data/times', 'lengths-differ'])),
  ).toBe(false)
})

test('a kind that its sender may not send can be accepted as it is', () => {
  expect(lookFor('clinic_session', '/properties/kind', 'sender-may-not')).toBe('as-is')
})

test('a record in the wrong township and nothing else is to be moved', () => {
  const township: [string, string] = ['/properties/township', 'out-of-scope']
  expect(isAboutTownship(placesFor('patrol', township))).toBe(true)
  expect(isAboutTownship(placesFor('patrol', township, ['/properties/data/note', 'x']))).toBe(false)
  expect(isAboutTownship([])).toBe(false)
})

test('names that every object has are no fields', () => {
  expect(lookFor('patrol', '/properties/data/constructor')).toBe('fixed')
})
