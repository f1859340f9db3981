import { expect, test } from 'vitest'
import type { Action } from './hazard'
import type { PhoneHazardStep } from './phoneHazard'
import { standing } from './standing'

const TODAY = '2026-11-10'
const step = (hour: number, action: Action, change: Partial<PhoneHazardStep> = {}) => ({
  id: `step ${hour}`,
  action,
  taken_at: new Date(Date.UTC(2026, 10, 2, hour)).toISOString(),
  due_on: null,
  responsible_unit: null,
  note: null,
  ...change,
})
const stateAfter = (...steps: PhoneHazardStep[]) => standing({ steps }, TODAY).state

test('a hazard is open until somebody verified that it is gone', () => {
  expect(stateAfter()).toBe('open')
  expect(stateAfter(step(1, 'rectified'))).toBe('rectified')
  expect(stateAfter(step(1, 'rectified'), step(2, 'verified'))).toBe('verified')
})

test('reopened it is open again, whatever was said before', () => {
  const steps = [step(1, 'rectified'), step(2, 'verified'), step(3, 'reopened')]
  expect(standing({ steps }, TODAY)).toMatchObject({ state: 'open', rectified: false })
})

test('steps count in the order in which they happened, not in which they came', () => {
  expect(stateAfter(step(3, 'reopened'), step(2, 'verified'))).toBe('open')
  expect(stateAfter(step(3, 'verified'), step(2, 'reopened'))).toBe('verified')
})

test('the day set last holds, and the day itself is still in time', () => {
  const due = (hour: number, due_on: string) => step(hour, 'assigned', { due_on })
  expect(stateAfter(due(1, '2026-11-09'))).toBe('overdue')
  expect(stateAfter(due(1, '2026-11-09'), due(2, TODAY))).toBe('open')
  expect(stateAfter(due(1, '2026-11-09'), step(2, 'measure'))).toBe('overdue')
})

test('past its day it is overdue though rectified, and not once verified', () => {
  const late = step(1, 'assigned', { due_on: '2026-11-09', responsible_unit: '村委会' })
  expect(standing({ steps: [late, step(2, 'rectified')] }, TODAY)).toMatchObject({
    state: 'overdue',
    rectified: true,
    unit: '村委会',
  })
  expect(stateAfter(late, step(2, 'verified'))).toBe('verified')
})
