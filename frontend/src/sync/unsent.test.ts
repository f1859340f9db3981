import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import type { Problem } from '../records/seal'
import { idOf, photoOf, queue } from './forTests'
import { attentionCount, onlyHere, unsentByMe } from './unsent'

const photos = [photoOf('photo-1'), photoOf('photo-2')]

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
})

const refuse = (status: Problem['status'], n = 0) =>
  db.sealed.update(idOf(n), { state: 'attention', problem: { status, code: status, detail: '' } })

test('records and photos that wait are counted apart', async () => {
  await queue(2, { photos })
  await db.sealed.update(idOf(0), { state: 'stored' })
  expect(await unsentByMe()).toEqual({ records: 1, photos: 4 })
})

test('what another user left counts only once it is lent', async () => {
  await queue(1, { author: 'liu', photos })
  expect(await unsentByMe()).toEqual({ records: 0, photos: 0 })
  await db.sealed.update(idOf(0), { lent_to: 'chen' })
  expect(await unsentByMe()).toEqual({ records: 1, photos: 2 })
})

test('photos of a parked record are not said to be on their way', async () => {
  await queue(1, { photos })
  await refuse('parked')
  expect(await unsentByMe()).toEqual({ records: 0, photos: 0 })
})

test('a parked record is with the server, a rejected one only on this phone', async () => {
  await queue(3)
  await refuse('parked', 0)
  await refuse('rejected', 1)
  expect(await onlyHere()).toEqual([idOf(1), idOf(2)])
  expect(await attentionCount()).toBe(2)
})

test("nobody is held back by another's records", async () => {
  await queue(2, { author: 'liu' })
  await refuse('rejected')
  expect([await onlyHere(), await attentionCount()]).toEqual([[], 0])
})
