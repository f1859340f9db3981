import { expect, test } from 'vitest'
import type { Position } from '../records/feature'
import type { PhoneHazard, PhoneHazardStep } from './phoneHazard'
import { listed, toLookAt } from './store'

const TODAY = '2026-11-10'
const HERE: Position = [107.2, 29.15]
const METRE_EAST = 1 / 97_300 // degrees of longitude at 29.15 north

const hazard = (id: string, metres: number, ...steps: Partial<PhoneHazardStep>[]): PhoneHazard => ({
  id,
  township: '500119108',
  category: 'rail_fence',
  severity: 'high',
  description: '护栏缺口',
  place: [HERE[0] + metres * METRE_EAST, HERE[1]],
  seen_at: '2026-11-02T01:00:00Z',
  steps: steps.map((step, n) => ({
    id: `${id}/${n}`,
    action: 'measure',
    taken_at: `2026-11-0${n + 3}T01:00:00Z`,
    due_on: null,
    responsible_unit: null,
    note: null,
    ...step,
  })),
})
const late = { action: 'assigned', due_on: '2026-11-09' } as const
const closed = { action: 'verified' } as const
const idsOf = (rows: { hazard: PhoneHazard }[]) => rows.map((row) => row.hazard.id)
const look = (hazards: PhoneHazard[], putOff: string[] = [], here: Position | null = HERE) =>
  toLookAt(hazards, TODAY, here, new Set(putOff))?.hazard.id

test('overdue ones come first, then the nearest, and the closed ones last', () => {
  const hazards = [
    hazard('closed', 1, closed),
    hazard('far', 900),
    hazard('near', 90),
    hazard('late', 5000, late),
  ]
  expect(idsOf(listed(hazards, TODAY, HERE))).toEqual(['late', 'near', 'far', 'closed'])
})

test('without a place the more serious comes first', () => {
  const urgent = { ...hazard('urgent', 0), severity: 'urgent' as const }
  expect(idsOf(listed([hazard('high', 0), urgent], TODAY, null))).toEqual(['urgent', 'high'])
})

test('a hazard within 80 metres asks for a second look, the nearest first', () => {
  expect(look([hazard('a', 70), hazard('b', 30), hazard('c', 90)])).toBe('b')
  expect(look([hazard('c', 90)])).toBeUndefined()
  expect(look([hazard('a', 70)], [], null)).toBeUndefined()
})

test('none that is closed or was put off asks again', () => {
  expect(look([hazard('closed', 5, closed), hazard('later', 5)], ['later'])).toBeUndefined()
  expect(look([hazard('rectified', 5, { action: 'rectified' })])).toBe('rectified')
})
