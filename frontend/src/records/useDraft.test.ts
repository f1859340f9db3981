import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { effectScope } from 'vue'
import { db } from '../db/database'
import type { Draft } from './feature'
import { useDraft } from './useDraft'

const record = (id: string): Draft => ({
  id,
  kind: 'outreach_event',
  township: '500119108',
  author: 'chen',
  occurred_at: '2026-11-02T09:00:00+08:00',
  geometry: null,
  refs: {},
  data: {},
})
const ID = '019a4230-0000-7000-8000-000000000001'
const opened = () => effectScope().run(() => useDraft('outreach_event', () => ({ venue: '' })))!

beforeEach(async () => {
  await Promise.all([db.sealed.clear(), db.payloads.clear(), db.drafts.clear()])
})

test('a second tap on save seals nothing more and leaves no draft behind', async () => {
  const { seal } = opened()
  await Promise.all([seal(() => record(ID)), seal(() => record(ID))])
  expect([await db.sealed.count(), await db.drafts.count()]).toEqual([1, 0])
})

test('a failure can be tried again', async () => {
  const { seal } = opened()
  await expect(
    seal(() => {
      throw new Error('full')
    }),
  ).rejects.toThrow('full')
  await seal(() => record(ID))
  expect(await db.sealed.count()).toBe(1)
})
