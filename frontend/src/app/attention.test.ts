import { expect, test } from 'vitest'
import { i18n } from '../words'
import { needsLook, noteOf } from './attention'
import type { Entry } from './ledger'

const NOW = Date.parse('2026-11-10T00:00:00Z')
const DAY_MS = 24 * 3_600_000
const t = i18n.global.t as unknown as Parameters<typeof noteOf>[1]
const entry = (change: Partial<Entry> = {}) =>
  ({
    state: 'stored',
    problem: null,
    accepted: null,
    slow: false,
    received_at: '2026-11-09T00:00:00Z',
    photos: { all: 0, stored: 0, attention: 0, why: null },
    ...change,
  }) as Entry

test('what is uploaded or waits as usual is nothing to look at', () => {
  expect([entry(), entry({ state: 'waiting' })].map((e) => needsLook(e, NOW))).toEqual([
    false,
    false,
  ])
})

test.each([
  entry({ state: 'attention' }),
  entry({ slow: true }),
  entry({ photos: { all: 1, stored: 0, attention: 1, why: 'damaged' } }),
  entry({ accepted: { reason: '', at: '2026-11-09T00:00:00Z' } }),
  entry({ state: 'discarded' }),
])('what asks for a look stands on top (%#)', (troubled) => {
  expect(needsLook(troubled, NOW)).toBe(true)
})

test('a decision is news for a week', () => {
  expect(needsLook(entry({ state: 'discarded' }), NOW + 7 * DAY_MS)).toBe(false)
})

test.each(['parked', 'conflict', 'rejected', 'missing', 'discarded'] as const)(
  'of a %s record is said what happened and what to do',
  (status) => {
    const problem = { status, code: status, detail: '' }
    const note = noteOf(entry({ state: 'attention', problem }), t)!
    expect([note.what, note.todo]).not.toContain('')
    expect(note.what + note.todo).not.toContain('records.')
  },
)

test("the supervisor's reason is told", () => {
  const problem = { status: 'discarded', code: 'discarded', detail: 'twice' } as const
  expect(noteOf(entry({ state: 'discarded', problem }), t)?.what).toContain('twice')
  expect(noteOf(entry({ accepted: { reason: 'checked', at: '' } }), t)?.what).toContain('checked')
})

test('nothing is said of a record that is simply uploaded', () => {
  expect(noteOf(entry(), t)).toBeNull()
})
