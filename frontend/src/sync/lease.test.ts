import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keep, recall } from '../db/kept'
import { alone, holdsLease, LEASE_MS } from './lease'

const YEARS_10_MS = 10 * 365 * 24 * 3_600_000
const work = vi.fn(async () => undefined)

beforeEach(async () => {
  vi.stubGlobal('navigator', {})
  work.mockReset()
  await emptyPhone()
})
afterEach(() => vi.unstubAllGlobals())

const leasedUntil = (until: number) => keep('lease', { tab: 'another', until })

test('a tab leaves the sending to the one that is at it', async () => {
  await leasedUntil(Date.now() + 1000)
  expect([await alone(work), work.mock.calls.length]).toEqual([false, 0])
})

test('a tab that died holds nobody up for longer than its lease', async () => {
  await leasedUntil(Date.now() - 1)
  expect([await alone(work), work.mock.calls.length]).toEqual([true, 1])
})

test.each([YEARS_10_MS, -YEARS_10_MS])('nor does a clock that jumped by %i ms', async (jump) => {
  await leasedUntil(Date.now() + LEASE_MS + jump)
  expect(await alone(work)).toBe(true)
})

test('a lease is given back, whether the work went well or not', async () => {
  await alone(work)
  expect(await recall('lease')).toBeUndefined()
  await expect(alone(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke')
  expect(await recall('lease')).toBeUndefined()
})

test('whoever lost the lease hears of it, and leaves it to the other', async () => {
  await alone(async () => {
    expect(await holdsLease()).toBe(true)
    await leasedUntil(Date.now() + LEASE_MS)
    expect(await holdsLease()).toBe(false)
  })
  expect(await recall('lease')).toMatchObject({ tab: 'another' })
})

test('a lease is renewed while the work goes on', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  await leasedUntil(0)
  await alone(async () => {
    await leasedUntil(0)
    await vi.advanceTimersByTimeAsync(30_000)
    await vi.waitFor(async () =>
      expect(await recall('lease')).not.toMatchObject({ tab: 'another' }),
    )
  })
  vi.useRealTimers()
})

test('a Web Lock that another tab has is respected', async () => {
  const locks = { request: (_: string, __: object, run: (lock: null) => unknown) => run(null) }
  vi.stubGlobal('navigator', { locks })
  expect([await alone(work), work.mock.calls.length]).toEqual([false, 0])
})
