import { expect, test } from 'vitest'
import { silentDays, unsentOn, type Device } from './devices'

const NOW = Date.parse('2026-11-10T12:00:00Z')
const device = (last_seen_at: string, waiting: number | null) =>
  ({
    last_seen_at,
    unsent:
      waiting === null ? null : { waiting, attention: 0, photos: 1, oldest_at: null, kinds: {} },
  }) as unknown as Device

test('a device is silent after three days, if something is still on it', () => {
  expect(silentDays(device('2026-11-07T12:00:00Z', 2), NOW)).toBe(3)
  expect(silentDays(device('2026-11-07T12:00:01Z', 2), NOW)).toBeNull()
  expect(silentDays(device('2026-10-01T12:00:00Z', null), NOW)).toBeNull()
  const before_restore = { ...device('2026-10-01T12:00:00Z', null), before_restore: true }
  expect(silentDays(before_restore, NOW)).toBe(40)
  expect(unsentOn(device('2026-10-01T12:00:00Z', 2))).toBe(3)
})
