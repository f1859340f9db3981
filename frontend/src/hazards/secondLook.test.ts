import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import type { PhoneHazard } from './phoneHazard'
import { dontAskAgain, looked, noteStillThere } from './secondLook'

const hazard: PhoneHazard = {
  id: '019a4230-0000-7000-8000-000000000009',
  township: '500119108',
  category: 'rail_fence',
  severity: 'high',
  description: '护栏缺口',
  place: [107.2, 29.15],
  seen_at: '2026-11-02T01:00:00Z',
  steps: [],
}
beforeEach(emptyPhone)

test('what was put off asks no more on this patrol, and again on the next', async () => {
  await dontAskAgain('monday', 'a')
  await dontAskAgain('monday', 'b')
  expect(await looked('monday')).toEqual(['a', 'b'])
  expect(await looked('tuesday')).toEqual([])
})

test.each([
  [false, 'measure'],
  [true, 'reopened'],
])(
  'still there is one sealed step; said to be rectified (%s) it is %s',
  async (rectified, action) => {
    await db.hazards.put(hazard)
    await noteStillThere({ hazard, rectified }, '仍存在', [107.2, 29.15], 'chen')
    const [sealed] = await db.sealed.toArray()
    expect(sealed).toMatchObject({ kind: 'hazard_step', state: 'waiting', author: 'chen' })
    expect((await db.hazards.get(hazard.id))?.steps).toMatchObject([{ action, note: '仍存在' }])
  },
)
