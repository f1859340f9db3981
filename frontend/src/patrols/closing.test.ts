import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { MASK } from '../records/personalData'
import { ClosingKeeper, KEEP_WITHIN_MS, odometerKm } from './closing'
import { beginPatrol, closePatrol, endPatrol, unfinishedPatrol } from './store'

const START = Date.UTC(2026, 10, 2, 1)
const WORDS = { odometer: '12,345.6', note: '路面结冰' }
const setting = {
  township: '500119107',
  vehicle: null,
  campaign: null,
  crew_count: 2,
  purpose: 'routine' as const,
}

async function ended() {
  await endPatrol(await beginPatrol(setting, 'chen', START), START + 1000)
  return (await unfinishedPatrol())!
}

beforeEach(emptyPhone)

test.each([
  ['12,345.6', 12345.6],
  ['１２３４５．６', 12345.6],
  [' 12 345 ', 12345],
  ['1,234,567', 1234567],
  ['0', 0],
])('an odometer of %j is %d km', (typed, km) => expect(odometerKm(typed)).toBe(km))

test.each(['12km', '12,5', '1.2.3', '-5', '12345678', '.5', '1e3', '一万'])(
  'an odometer of %j is refused, not guessed',
  (typed) => expect(odometerKm(typed)).toBe('wrong'),
)

test('no odometer is allowed', () => {
  expect(odometerKm('')).toBeNull()
  expect(odometerKm(' ')).toBeNull()
})

test('closing words outlive a reload 300 ms after they were typed', async () => {
  const keeper = new ClosingKeeper(await ended(), () => WORDS)
  keeper.changed()
  await new Promise((done) => setTimeout(done, KEEP_WITHIN_MS))
  await expect.poll(async () => (await unfinishedPatrol())?.closing).toEqual(WORDS)
})

test('leaving the screen keeps the words at once', async () => {
  const keeper = new ClosingKeeper(await ended(), () => WORDS)
  keeper.changed()
  await keeper.flush()
  expect((await unfinishedPatrol())?.closing).toEqual(WORDS)
})

test('a personal number in the note never comes to lie on the phone', async () => {
  const keeper = new ClosingKeeper(await ended(), () => ({ ...WORDS, note: '找 1381234567' }))
  keeper.changed()
  await keeper.flush()
  expect((await unfinishedPatrol())?.closing).toEqual({ ...WORDS, note: `找 ${MASK}` })
})

test('a closed patrol has no words left over, not even late ones', async () => {
  const patrol = await ended()
  const keeper = new ClosingKeeper(patrol, () => WORDS)
  keeper.changed()
  await closePatrol(patrol, { end_odometer_km: 12345.6, note: WORDS.note })
  await keeper.flush()
  expect((await db.patrols.get(patrol.id))?.closing).toBeUndefined()
})
