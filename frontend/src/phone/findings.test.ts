import { describe, expect, test } from 'vitest'
import { platformOf } from '../ui/platform'
import en from '../words/en/phone'
import zh from '../words/zh-CN/phone'
import {
  browserFinding,
  type Camera,
  cameraFinding,
  type Check,
  clockFinding,
  type Finding,
  homeScreenFinding,
  type Newest,
  offlineFinding,
  overall,
  persistenceFinding,
  positionFinding,
  storageFinding,
  versionFinding,
  wakeLockFinding,
} from './findings'

const GB = 1e9
const chrome = (version: number, rest = '') =>
  platformOf(`Android 12; K Chrome/${version}.0 ${rest}`)
const clock = (offset_ms: number | null, fresh = true) => clockFinding({ offset_ms, fresh })

describe('storage', () => {
  const room = (quota: number) => storageFinding({ kept: 'yes', usage: 0, quota })

  test('with room to spare is fine, and says how much there is', () => {
    expect(room(3.4 * GB)).toMatchObject({
      verdict: 'good',
      values: { used: '0.0 MB', free: '3.4 GB' },
    })
  })

  test('runs short, then out', () => {
    expect([room(0.2 * GB).verdict, room(0.04 * GB).verdict]).toEqual(['look', 'bad'])
  })

  test('that refuses to be written is no use, whatever it says of its room', () => {
    const finding = storageFinding({ kept: 'full', usage: 0, quota: 3 * GB })
    expect(finding).toMatchObject({ verdict: 'bad', cure: 'freeSpace' })
  })
})

test('a position is judged by its accuracy', () => {
  const verdicts = [5, 40, 41, 151].map((accuracy_m) => positionFinding({ accuracy_m }))
  expect(verdicts.map(({ verdict, said }) => [verdict, said])).toEqual([
    ['good', 'precise'],
    ['good', 'precise'],
    ['look', 'rough'],
    ['look', 'coarse'],
  ])
})

test('a position that was not allowed names the setting of this brand; no signal may come yet', () => {
  expect(positionFinding({ trouble: 'permission' })).toMatchObject({
    verdict: 'bad',
    setting: 'location',
  })
  expect(positionFinding({ trouble: 'no_signal' }).verdict).toBe('look')
})

test('a clock some seconds off is fine, ten minutes off is not', () => {
  const verdicts = [0, -30_000, 31_000, -600_001].map((ms) => clock(ms).verdict)
  expect(verdicts).toEqual(['good', 'good', 'look', 'bad'])
})

test('a clock is slow when the server is ahead of it', () => {
  expect([clock(90_000).said, clock(-90_000).said]).toEqual(['slow', 'fast'])
})

test('a clock that was never compared is not called right', () => {
  expect(clock(null)).toMatchObject({ verdict: 'look', said: 'unknown' })
})

test('an iPhone outside the home screen loses records; another phone only might', () => {
  expect(homeScreenFinding(false, 'iphone').verdict).toBe('bad')
  expect(homeScreenFinding(false, 'vivo').verdict).toBe('look')
  expect(homeScreenFinding(true, 'iphone').verdict).toBe('good')
})

test.each([
  ['good', chrome(99)],
  ['bad', chrome(98)],
  ['bad', chrome(114, 'MicroMessenger/8.0')],
  ['look', chrome(114, 'MQQBrowser/13')],
  ['look', platformOf('')],
] as const)('a browser is %s by its engine and its kind', (verdict, platform) => {
  expect(browserFinding(platform).verdict).toBe(verdict)
})

test('what is worst decides on the whole phone', () => {
  const of = (...verdicts: Finding['verdict'][]) =>
    overall(verdicts.map((verdict) => ({ verdict, said: '' })))
  expect([of('good', 'bad', 'look'), of('good', 'look'), of('good')]).toEqual([
    'bad',
    'look',
    'good',
  ])
})

const KEPT = ['yes', 'full', 'failed'] as const
const CAMERAS: Camera[] = ['works', 'there', 'none', 'denied', 'unsupported']
const NEWEST: Newest[] = ['newest', 'waiting', 'outdated', 'unasked']
const EVERY: Record<Check, Finding[]> = {
  storage: [
    ...KEPT.map((kept) => storageFinding({ kept, usage: null, quota: null })),
    ...[0.01, 0.1, 9].map((gb) => storageFinding({ kept: 'yes', usage: 0, quota: gb * GB })),
  ],
  persistence: [true, false, null].map((kept) => persistenceFinding(kept, kept === null)),
  gps: [
    ...[5, 50, 500].map((accuracy_m) => positionFinding({ accuracy_m })),
    ...(['permission', 'no_signal', 'insecure', 'unsupported'] as const).map((trouble) =>
      positionFinding({ trouble }),
    ),
  ],
  wakeLock: (['held', 'refused', 'unsupported'] as const).map(wakeLockFinding),
  camera: CAMERAS.map(cameraFinding),
  clock: [true, false].flatMap((fresh) => [0, 9e5, -9e5, null].map((ms) => clock(ms, fresh))),
  version: NEWEST.map((newest) => versionFinding('1.0', newest)),
  offline: (['ready', 'loading', 'unsupported'] as const).map(offlineFinding),
  homeScreen: [true, false].flatMap((home) => [
    homeScreenFinding(home, 'iphone'),
    homeScreenFinding(home, 'oppo'),
  ]),
  browser: [chrome(114), chrome(9), chrome(114, 'MicroMessenger'), chrome(114, 'MQQBrowser/1')]
    .concat(platformOf(''))
    .map(browserFinding),
}

test.each([
  ['zh-CN', zh],
  ['en', en],
])('whatever is found is told in %s, and each word is used', (_language, words) => {
  for (const [check, findings] of Object.entries(EVERY)) {
    const told = Object.keys(words.says[check as Check])
    expect([...new Set(findings.map(({ said }) => said))].sort()).toEqual(told.sort())
  }
  const cures = new Set(Object.values(EVERY).flatMap((all) => all.map(({ cure }) => cure)))
  cures.delete(undefined)
  expect([...cures].sort()).toEqual(Object.keys(words.cures).sort())
})
