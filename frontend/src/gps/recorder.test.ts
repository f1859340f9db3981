import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fix } from './fix'
import type { Interruption } from './interruptions'
import { Recorder } from './recorder'
import type { PositionSource } from './source'

const START = Date.UTC(2026, 10, 2, 1)
const { send, source } = fakeSource()
let fixes: Fix[]
let gaps: Interruption[]

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  fixes = []
  gaps = []
})
afterEach(() => vi.useRealTimers())

function fakeSource() {
  let listener: (position: GeolocationPosition) => void = () => undefined
  const source: PositionSource = {
    watch(onPosition) {
      listener = onPosition
      return () => (listener = () => undefined)
    },
  }
  const send = (second: number, accuracy = 8, stamp = START + second * 1000) => {
    vi.setSystemTime(START + second * 1000)
    const coords = { longitude: 107.123456789, latitude: 29.1, accuracy } as GeolocationCoordinates
    listener({ coords, timestamp: stamp } as GeolocationPosition)
  }
  return { send, source }
}

function recording(): Recorder {
  const onFix = (fix: Fix, before: Interruption | null) => {
    fixes.push(fix)
    if (before) gaps.push(before)
  }
  const recorder = new Recorder(source, { onFix, onTrouble: () => undefined }, null, START)
  recorder.start()
  return recorder
}

test('a fix keeps its own time, its accuracy and seven decimals', () => {
  recording()
  send(1, 7.24)
  expect(fixes).toEqual([{ lon: 107.1234568, lat: 29.1, at: START + 1000, accuracy_m: 7.2 }])
})

test('a position that is not later than the last one is no fix', () => {
  recording()
  send(1)
  send(2, 8, START + 1000)
  send(3, 8, START)
  expect(fixes).toHaveLength(1)
})

test('a position a day ahead would silence the rest, so it is no fix', () => {
  recording()
  send(1)
  send(2, 8, START + 86_400_000)
  send(3)
  expect(fixes.map((fix) => fix.at)).toEqual([START + 1000, START + 3000])
})

test('a first fix from before the start is kept: phone and GPS disagree on the time', () => {
  recording()
  send(1, 8, START - 3_600_000)
  expect(fixes).toHaveLength(1)
})

test('ten seconds without a fix are nothing, eleven are an interruption', () => {
  recording()
  send(1)
  send(11)
  send(22)
  expect(gaps).toEqual([{ from: START + 11_000, to: START + 22_000, reason: 'no_signal' }])
})

test('a gap has the surest of the reasons that were seen in it', () => {
  const recorder = recording()
  send(1)
  recorder.notice('no_signal')
  recorder.notice('hidden')
  send(60)
  send(90)
  expect(gaps.map((gap) => gap.reason)).toEqual(['hidden', 'no_signal'])
})

test('nothing comes after a stop', () => {
  const recorder = recording()
  recorder.stop()
  send(1)
  expect(fixes).toEqual([])
})
