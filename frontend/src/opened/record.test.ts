import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import type { Me } from '../auth/session'
import { db } from '../db/database'
import { keep } from '../db/kept'
import type { Draft } from '../records/feature'
import { sealAndQueue } from '../records/outbox'
import { amendmentDraft, voidDraft } from '../records/revision'
import { uuidv7 } from '../records/uuidv7'
import { mayRevise, readRecord, type OpenedRecord } from './record'

const REACHED = '/properties/data/reached_count'
const [EVENT, AMENDMENT, LATER] = [1, 2, 3].map((at) => uuidv7(at)) as [string, string, string]
const of = { id: EVENT, township: '500119108' }
const by = { author: 'chen', reason: '数字记错了', at: 2 }
const queue = (draft: Draft) => sealAndQueue([draft], [], async () => undefined)
const read = () => readRecord(EVENT, new Set()) as Promise<OpenedRecord>

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  const data = { reached_count: 30 }
  const told = { occurred_at: '2026-11-02T09:00:00Z', geometry: null, refs: {}, data }
  await queue({ ...of, ...told, kind: 'outreach_event', author: 'chen' })
})

test('a record reads as amended before the server hears of it', async () => {
  const { digest } = await read()
  await queue(amendmentDraft(AMENDMENT, { ...of, digest }, { [REACHED]: 300 }, by))
  const { feature, entry, revisions } = await read()
  expect(feature?.properties.data.reached_count).toBe(300)
  expect(entry).toMatchObject({ state: 'waiting', amendment_count: 1 })
  expect(revisions).toMatchObject([{ state: 'waiting', inForce: true, reason: '数字记错了' }])
})

test('the next amendment is based on the one before', async () => {
  const { digest } = await read()
  await queue(amendmentDraft(AMENDMENT, { ...of, digest }, { [REACHED]: 300 }, by))
  const amendment = await db.sealed.get(AMENDMENT)
  expect((await read()).seen).toBe(amendment!.digest)
})

test('a voided record is revised no more', async () => {
  const chen = {
    username: 'chen',
    role: 'patrol_officer',
    townships: [of.township],
  } as unknown as Me
  expect(mayRevise(chen, await read())).toBe(true)
  await queue(voidDraft(LATER, of, by))
  const record = await read()
  expect([record.entry.state, mayRevise(chen, record)]).toEqual(['voiding', false])
})

test('a supervisor of the township revises it, other people and other townships may not', async () => {
  const record = await read()
  const may = (role: Me['role'], township: string) =>
    mayRevise({ username: 'wang', role, townships: [township] } as Me, record)
  expect(may('township_supervisor', of.township)).toBe(true)
  expect(may('township_supervisor', '500119100')).toBe(false)
  expect(may('patrol_officer', of.township)).toBe(false)
  const entry = { ...record.entry, kind: 'clinic_session' }
  const wang = { username: 'wang', role: 'township_supervisor', townships: [of.township] } as Me
  expect(mayRevise(wang, { ...record, entry })).toBe(false)
})

test('a record that came from the server is read from its copy', async () => {
  const content = { geometry: null, refs: {}, data: { reached_count: 7 } }
  const told = { kind: 'outreach_event', township: of.township, author: 'zhou', brief: {} }
  const pulled = {
    ...told,
    id: LATER,
    occurred_at: '2026-11-02T09:00:00Z',
    content,
    digest: 'sha256:1',
  }
  await db.pulled.put(pulled)
  const record = await readRecord(LATER, new Set())
  expect(record).toMatchObject({
    author: 'zhou',
    seen: 'sha256:1',
    feature: { properties: { data: content.data } },
  })
})
