import { expect, test } from 'vitest'
import { changedIn, changesOf, mistakesIn, valuesOf } from './amending'
import { ENDED, STARTED, TARGET } from './fields'
import { patched } from './patched'

const NOTE = '/properties/data/note'
const REACHED = '/properties/data/reached_count'
const event = {
  geometry: null,
  properties: {
    occurred_at: '2026-11-02T09:00:00+08:00',
    refs: { target: 't' },
    data: {
      activity: 'railway_safety',
      ended_at: '2026-11-02T02:00:00.000Z',
      venue: '中心校',
      audience: ['pupils'],
      reached_count: 30,
      staff_count: 1,
      note: '下雨',
    },
  },
}
const sitting = {
  geometry: null,
  properties: {
    occurred_at: '2026-11-02T01:00:00Z',
    refs: { clinic: 'c' },
    data: {
      ended_at: '2026-11-02T02:00:00Z',
      staff_count: 1,
      consultations: [{ topic: 'debt', outcome: 'advice', minutes: 15 }],
    },
  },
}
const after = (change: Record<string, unknown>) =>
  changesOf('outreach_event', event, { ...valuesOf('outreach_event', event), ...change })

test('what a draft kept stands over what the record says by now, and nothing else does', () => {
  const before = valuesOf('outreach_event', event)
  const kept = changedIn(before, { ...before, [REACHED]: 40 })
  const amended = patched(event, { [NOTE]: '雨停了' })
  const now = { ...valuesOf('outreach_event', amended), ...kept }
  expect(changesOf('outreach_event', amended, now)).toEqual({ [REACHED]: 40 })
})

test('a form that nobody touched changes nothing', () => {
  expect(after({})).toEqual({})
  expect(changesOf('clinic_session', sitting, valuesOf('clinic_session', sitting))).toEqual({})
})

test('what was put right is named by its place, with its new value', () => {
  expect(after({ [REACHED]: 300 })).toEqual({ [REACHED]: 300 })
})

test('a place that is no target any more takes the target away', () => {
  const changed = after({ '/properties/data/venue': '广场', [TARGET]: null })
  expect(changed).toEqual({ '/properties/data/venue': '广场', [TARGET]: null })
  expect(patched(event, changed).properties.refs).toEqual({})
})

test('an emptied note goes; one with a phone number is masked', () => {
  expect(after({ [NOTE]: ' ' })).toEqual({ [NOTE]: null })
  expect(JSON.stringify(after({ [NOTE]: '找 13812345678' }))).not.toContain('138')
})

test('an end before the start is refused, and so is an empty venue', () => {
  const values = valuesOf('outreach_event', event)
  const wrong = {
    ...values,
    [ENDED]: (values[STARTED] as number) - 1,
    '/properties/data/venue': '',
  }
  expect(mistakesIn('outreach_event', wrong)).toEqual(['venue', 'ended_at'])
})

test('a sitting keeps an age band that was never told untold', () => {
  const at = '/properties/data/consultations'
  const values = valuesOf('clinic_session', sitting)
  const rows = [
    ...(values[at] as object[]),
    { topic: 'family', outcome: 'court', minutes: 5, age_band: null },
  ]
  const [first, second] = changesOf('clinic_session', sitting, { ...values, [at]: rows })[
    at
  ] as object[]
  expect([first, second]).toEqual([
    { topic: 'debt', outcome: 'advice', minutes: 15 },
    { topic: 'family', outcome: 'court', minutes: 5 },
  ])
})
