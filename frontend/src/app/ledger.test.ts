import { expect, test } from 'vitest'
import type { Patrol } from '../patrols/patrol'
import type { SealedRecord } from '../records/seal'
import { ledger, type Shelves } from './ledger'

const record = (id: string, change: Partial<SealedRecord> = {}): SealedRecord => ({
  id,
  kind: 'outreach_event',
  township: '500119107',
  author: 'chen',
  occurred_at: '2026-11-02T01:00:00.000Z',
  patrol: null,
  brief: {},
  digest: 'sha256:00',
  state: 'waiting',
  sealed_at: 0,
  attempt_count: 0,
  next_attempt_at: 0,
  receipt: null,
  problem: null,
  ...change,
})
const shelves = (change: Partial<Shelves>): Shelves => ({
  sealed: [],
  drafts: [],
  patrols: [],
  pulled: [],
  sending: new Set(),
  ...change,
})
const stored = {
  state: 'stored',
  receipt: { seq: 1, received_at: '2026-11-02T02:00:00Z' },
} as const
const head = (change: Partial<SealedRecord> = {}) =>
  record('p', { kind: 'patrol', patrol: 'p', ...change })
const part = (id: string, change: Partial<SealedRecord> = {}) =>
  record(id, { kind: 'track_segment', patrol: 'p', ...change })
const patrol = (state: Patrol['state']) => ({ id: 'p', state }) as Patrol
const statesOf = (change: Partial<Shelves>) => ledger(shelves(change)).map(({ state }) => state)

test('a patrol is one entry, with all its parts', () => {
  const [entry, ...others] = ledger(
    shelves({ sealed: [head(stored), part('a', stored), part('b')] }),
  )
  expect(others).toEqual([])
  expect(entry).toMatchObject({ state: 'waiting', sealed_count: 3, stored_count: 2 })
})

test('a patrol is sent when the last of its parts is', () => {
  const sealed = [head(stored), part('a', stored)]
  expect(statesOf({ sealed, patrols: [patrol('closed')] })).toEqual(['stored'])
  expect(statesOf({ sealed, patrols: [patrol('running')] })).toEqual(['running'])
})

test('one refused part makes the whole patrol ask for attention', () => {
  const problem = { status: 'parked', code: 'bad-field', detail: '' } as const
  const sealed = [head(stored), part('a', { state: 'attention', problem })]
  expect(ledger(shelves({ sealed }))[0]).toMatchObject({ state: 'attention', problem })
})

test('an event during a patrol has an entry of its own', () => {
  const event = record('e', { patrol: 'p', ...stored })
  const entries = ledger(shelves({ sealed: [head(), event] }))
  expect(entries.map(({ id, state }) => [id, state])).toEqual([
    ['p', 'waiting'],
    ['e', 'stored'],
  ])
})

test('what is under way says so', () => {
  expect(statesOf({ sealed: [record('e')], sending: new Set(['e']) })).toEqual(['sending'])
})

test('a record that came back from the server is not shown twice', () => {
  const pulled = ['e', 'f'].map((id) => ({ ...record(id), brief: {} }))
  const entries = ledger(shelves({ sealed: [record('e')], pulled }))
  expect(entries.map(({ id }) => id).sort()).toEqual(['e', 'f'])
})

test('the newest entry is the first', () => {
  const draft = { id: 'd', kind: 'outreach_event', form: {}, author: 'chen' } as const
  const drafts = [{ ...draft, updated_at: Date.now() }]
  expect(statesOf({ sealed: [record('e')], drafts })).toEqual(['draft', 'waiting'])
})
