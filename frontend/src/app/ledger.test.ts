import { expect, test } from 'vitest'
import type { Pulled } from '../db/database'
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
  unsentPhotos: { waiting: new Set(), attention: new Map() },
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
  const pulled = ['e', 'f'].map((id) => pulledOf(id))
  const entries = ledger(shelves({ sealed: [record('e')], pulled }))
  expect(entries.map(({ id }) => id).sort()).toEqual(['e', 'f'])
})

test('the newest entry is the first', () => {
  const draft = { id: 'd', kind: 'outreach_event', form: {}, author: 'chen' } as const
  const drafts = [{ ...draft, updated_at: Date.now() }]
  expect(statesOf({ sealed: [record('e')], drafts })).toEqual(['draft', 'waiting'])
})

test.each([
  ['hazard_step', { hazard: 'h', action: 'rectified' }, '/hazards/h/step/rectified'],
  ['amendment', { record: 'e' }, '/records/e/amend'],
  ['hazard', {}, '/hazard/new'],
] as const)('a draft of a %s opens its form again', (kind, form, address) => {
  const drafts = [{ id: 'd', kind, form, author: 'chen', updated_at: 1 }]
  expect(ledger(shelves({ drafts }))[0]).toMatchObject({ state: 'draft', form: address })
})

test('an uploaded record tells how many of its photos are still to come', () => {
  const attachments = ['photo-1', 'photo-2'].map((slot) => ({
    slot,
    sha256: '',
    size: 1,
    media_type: 'image/jpeg',
  }))
  const unsentPhotos = { waiting: new Set(['e/photo-2']), attention: new Map<string, string>() }
  const sealed = [record('e', { ...stored, attachments })]
  const [entry] = ledger(shelves({ sealed, unsentPhotos }))
  expect(entry).toMatchObject({ state: 'stored', photos: { all: 2, stored: 1 } })
})

test.each(['hazard', 'check_in', 'outreach_event'] as const)(
  'a %s during a patrol has an entry of its own',
  (kind) => {
    const sealed = [head(), part('a'), record('e', { kind, patrol: 'p' })]
    expect(ledger(shelves({ sealed })).map((entry) => [entry.id, entry.sealed_count])).toEqual([
      ['p', 2],
      ['e', 1],
    ])
  },
)

test('a record that a supervisor discarded is not said to wait', () => {
  expect(statesOf({ sealed: [record('e', { state: 'discarded' })] })).toEqual(['discarded'])
})

test('a discarded segment leaves the patrol uploaded, and says what happened', () => {
  const problem = { status: 'discarded', code: 'discarded', detail: 'twice' } as const
  const sealed = [head(stored), part('a', { state: 'discarded', problem })]
  expect(ledger(shelves({ sealed }))[0]).toMatchObject({ state: 'stored', problem })
})

test('the photos of a discarded record are not said to be uploaded', () => {
  const attachments = [{ slot: 'photo-1', sha256: '', size: 1, media_type: 'image/jpeg' }]
  const sealed = [record('e', { state: 'discarded', attachments })]
  expect(ledger(shelves({ sealed }))[0]!.photos.all).toBe(0)
})

const pulledOf = (id: string, change: Partial<Pulled> = {}): Pulled => {
  const { kind, township, occurred_at, author } = record(id)
  return { id, kind, township, occurred_at, author, brief: {}, ...change }
}

test('a record that was voided later is shown so, whether the phone or the server has it', () => {
  const pulled = ['e', 'f'].map((id) => pulledOf(id, { voided: true }))
  expect(statesOf({ sealed: [record('e', stored)], pulled })).toEqual(['voided', 'voided'])
})

test('an amendment from the server stands in the entry that it is about', () => {
  const changes = { '/properties/data/venue': 'Square', '/properties/township': '500119108' }
  const pulled = [pulledOf('e'), pulledOf('m', { kind: 'amendment', about: 'e', changes })]
  const [entry, ...others] = ledger(shelves({ pulled }))
  expect(others).toEqual([])
  expect(entry).toMatchObject({
    brief: { place: 'Square' },
    township: '500119108',
    amendment_count: 1,
  })
})

test('an amendment that waits on this phone has an entry of its own', () => {
  expect(statesOf({ sealed: [record('m', { kind: 'amendment' })] })).toEqual(['waiting'])
})

const revision = (kind: 'amendment' | 'void', change: Partial<SealedRecord> = {}) =>
  record('m', {
    kind,
    about: { record: 'e', reason: '误录', changes: { '/properties/data/reached_count': 40 } },
    ...change,
  })

test('a record amended on this phone says so at once, and waits again', () => {
  const [entry, ...others] = ledger(
    shelves({ sealed: [record('e', stored), revision('amendment')] }),
  )
  expect(others).toEqual([])
  expect(entry).toMatchObject({ amendment_count: 1, brief: { count: 40 }, state: 'waiting' })
})

test('a record voided on this phone is so before and after the server hears of it', () => {
  const after = (change: Partial<SealedRecord>) =>
    statesOf({ sealed: [record('e', stored), revision('void', change)] })
  expect(after({})).toEqual(['voiding'])
  expect(after(stored)).toEqual(['voided'])
})

test('an amendment that the server parked changes nothing, and asks for attention', () => {
  const problem = { status: 'parked', code: 'not-revisable', detail: '' } as const
  const sealed = [record('e', stored), revision('amendment', { state: 'attention', problem })]
  expect(ledger(shelves({ sealed }))).toMatchObject([
    { state: 'attention', problem, amendment_count: 0 },
  ])
})
