import { expect, test } from 'vitest'
import type { Pulled } from '../db/database'
import { inForceAmong, revisionsAmong } from '../records/revisions'
import { revised } from './revised'
import type { Entry } from './ledger'

const amendment = (id: string, seq: number, changes: object, change: Partial<Pulled> = {}) =>
  ({ id, kind: 'amendment', about: 'e', seq, changes, ...change }) as Pulled
const entry = { id: 'e', at: 1, township: 'a', brief: { count: 3 } } as Entry
const count = (n: number) => ({ '/properties/data/reached_count': n })
const after = (...amendments: Pulled[]) =>
  revised(entry, inForceAmong(revisionsAmong([], amendments).get('e') ?? [], 'amendment'))

test('the last amendment by the server’s numbers counts, in whatever order they came', () => {
  expect(after(amendment('b', 9, count(40)), amendment('a', 5, count(30))).brief.count).toBe(40)
})

test('a voided amendment changes nothing', () => {
  expect(after(amendment('a', 5, count(30), { voided: true }))).toMatchObject(entry)
})

test('a fact that was taken away is no longer shown', () => {
  const gone = { '/properties/data/reached_count': null }
  expect(after(amendment('a', 5, gone)).brief.count).toBeUndefined()
})

test('a time that was put right moves the entry', () => {
  const at = '2026-11-02T01:00:00Z'
  expect(after(amendment('a', 5, { '/properties/occurred_at': at })).at).toBe(Date.parse(at))
})

test('what the list does not show is no concern of the list', () => {
  expect(after(amendment('a', 5, { '/properties/data/note': 'x' }))).toMatchObject(entry)
})
