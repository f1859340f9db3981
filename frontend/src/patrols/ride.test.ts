import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import type { PositionSource } from '../gps/source'
import type { Patrol } from './patrol'
import { endAtLastFix, isDenied, Ride } from './ride'
import { beginPatrol, closePatrol, sealSegment, unfinishedPatrol, unsealedFixes } from './store'

const START = Date.UTC(2026, 10, 2, 1)
const setting = {
  township: '500119107',
  vehicle: null,
  campaign: null,
  crew_count: 2,
  purpose: 'routine' as const,
}
let send: (second: number, place?: number) => void
const source: PositionSource = {
  watch(onPosition) {
    send = (second, place = second) => {
      const longitude = 107.2 + place * 0.0001
      const coords = { longitude, latitude: 29.15, accuracy: 8 } as GeolocationCoordinates
      onPosition({ coords, timestamp: START + second * 1000 } as GeolocationPosition)
    }
    return () => (send = () => undefined)
  },
}
const rideOf = (patrol: Patrol) => new Ride(patrol, source, () => undefined)

async function riding(): Promise<Ride> {
  const ride = rideOf(await beginPatrol(setting, 'chen', START))
  ride.start()
  return ride
}

async function sealedData(kind: string) {
  const features = (await db.payloads.toArray()).map(({ bytes }) =>
    JSON.parse(new TextDecoder().decode(bytes)),
  )
  return features.filter(({ properties }) => properties.kind === kind)
}

const drive = (from: number, to: number) => {
  for (let second = from; second < to; second += 1) send(second)
}

beforeEach(emptyPhone)

test('starting seals the patrol at once', async () => {
  await riding()
  expect(await sealedData('patrol')).toHaveLength(1)
})

test('each fix is on the phone, ten to a chunk', async () => {
  const ride = await riding()
  drive(0, 23)
  await ride.settled()
  const sizes = (await db.fixChunks.toArray()).map(({ fixes }) => fixes.length)
  expect(sizes).toEqual([10, 10, 3])
})

test('a fix that the full phone refused is written with the next one, whatever its chunk', async () => {
  const ride = await riding()
  drive(0, 9)
  await ride.settled()
  vi.spyOn(db.fixChunks, 'bulkPut').mockRejectedValueOnce(new Error('full'))
  drive(9, 11)
  await ride.settled()
  expect((await unsealedFixes(ride.patrol.id)).map(({ at }) => at)).toEqual(
    Array.from({ length: 11 }, (_, second) => START + second * 1000),
  )
})

test('300 fixes become a segment while the patrol goes on', async () => {
  const ride = await riding()
  drive(0, 601)
  await ride.settled()
  const parts = (await sealedData('track_segment')).map(({ properties }) => properties.data)
  expect(parts.map(({ part, times }) => [part, times.length])).toEqual([
    [0, 300],
    [1, 300],
  ])
  expect(await db.fixChunks.count()).toBe(1)
})

test('no fix is lost or doubled between the segments', async () => {
  const ride = await riding()
  drive(0, 700)
  await ride.end(START + 700_000)
  const times = (await sealedData('track_segment')).flatMap((f) => f.properties.data.times)
  expect(times).toEqual(Array.from({ length: 700 }, (_, second) => START + second * 1000))
})

test('after a kill every fix is still there, and the gap is told', async () => {
  const killed = await riding()
  drive(0, 90)
  await killed.settled()
  const found = await unfinishedPatrol()
  expect(found).toMatchObject({ fix_count: 90, last_fix: { at: START + 89_000 } })
  const ride = rideOf(found!)
  await ride.resume()
  drive(800, 810)
  await ride.end(START + 810_000)
  const gap = { from: START + 89_000, to: START + 800_000, reason: 'killed' }
  expect((await unfinishedPatrol())?.interruptions).toEqual([gap])
})

test('a killed patrol can be ended at its last fix', async () => {
  const killed = await riding()
  drive(0, 90)
  await killed.settled()
  await endAtLastFix((await unfinishedPatrol())!)
  expect(await unfinishedPatrol()).toMatchObject({
    state: 'ended',
    ended_at: START + 89_000,
    part_count: 1,
  })
})

test('closing names the number of parts and the interruptions', async () => {
  const ride = await riding()
  drive(0, 30)
  drive(200, 230)
  await ride.end(START + 230_000)
  await closePatrol((await unfinishedPatrol())!, { end_odometer_km: null, note: '' })
  const [end] = await sealedData('patrol_end')
  expect(end.properties.data).toMatchObject({
    part_count: 2,
    interruptions: [{ reason: 'no_signal' }],
  })
  expect(await unfinishedPatrol()).toBeNull()
})

test('a pause is an interruption of its own kind', async () => {
  const ride = await riding()
  drive(0, 30)
  await ride.pause()
  await ride.goOn()
  drive(300, 310)
  await ride.end(START + 310_000)
  expect((await unfinishedPatrol())?.interruptions).toMatchObject([{ reason: 'paused' }])
})

/** Rides for a hundred seconds, then stands for half an hour with a fix a minute. */
async function forgotten(): Promise<Ride> {
  const ride = await riding()
  drive(0, 101)
  for (let minute = 1; minute <= 30; minute += 1) send(100 + minute * 60, 100)
  await ride.settled()
  return ride
}

test('a forgotten patrol ends when it last moved; what was recorded since is sealed as well', async () => {
  const ride = await forgotten()
  expect(ride.isForgotten(Date.now())).toBe(true)
  await ride.endAtLastMove()
  const ended = await unfinishedPatrol()
  expect(ended).toMatchObject({ state: 'ended', fix_count: 131, interruptions: [] })
  expect(Math.abs(ended!.ended_at! - (START + 100_000))).toBeLessThan(10_000)
  const times = (await sealedData('track_segment')).flatMap((f) => f.properties.data.times)
  expect(times.at(-1)).toBe(START + 1_900_000)
})

test('a patrol that goes on is not asked again at once, not even after a kill', async () => {
  const ride = await forgotten()
  await ride.isOn(Date.now())
  expect(ride.isForgotten(Date.now())).toBe(false)
  expect(rideOf((await unfinishedPatrol())!).isForgotten(Date.now())).toBe(false)
})

test('a pause is no standing', async () => {
  const ride = await forgotten()
  await ride.pause()
  expect(ride.isForgotten(Date.now())).toBe(false)
  await ride.goOn()
  expect(ride.isForgotten(Date.now())).toBe(false)
})

test('a patrol without a single fix ends without a track', async () => {
  const ride = await riding()
  await ride.end(START + 5_000)
  expect(await sealedData('track_segment')).toEqual([])
})

test('a permission stays denied while the page is hidden, until a fix comes', () => {
  const told = ['killed', 'permission', 'hidden', null] as const
  const states = told.map((_, n) => told.slice(0, n + 1).reduce(isDenied, false))
  expect(states).toEqual([false, true, true, false])
})

test('two pages that record one patrol never seal the same part twice', async () => {
  const patrol = await beginPatrol(setting, 'chen', START)
  const fixes = (from: number) =>
    [0, 1].map((n) => ({ lon: 107.2, lat: 29.15, accuracy_m: 8, at: START + (from + n) * 1000 }))
  const stale = { ...patrol }
  await sealSegment(patrol, fixes(0))
  await Promise.all([sealSegment(stale, fixes(10)), sealSegment(patrol, fixes(20))])
  const parts = (await sealedData('track_segment')).map(({ properties }) => properties.data.part)
  expect(parts.sort()).toEqual([0, 1, 2])
  expect((await db.patrols.get(patrol.id))?.part_count).toBe(3)
})
