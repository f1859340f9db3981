import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { idOf, queue } from './forTests'
import { rescueFile } from './rescue'

beforeEach(emptyPhone)

const receipt = (seq: number, epoch = 'first') => ({ seq, received_at: '', epoch })
const stored = (n: number, seq: number, epoch?: string) =>
  db.sealed.update(idOf(n), { state: 'stored', receipt: receipt(seq, epoch) })
const NOW = Date.UTC(2026, 10, 2, 1)

async function idsIn(file: File): Promise<string[]> {
  const text = await file.text()
  expect(text).toMatch(/^\x1e[^\x1e]*\n(\x1e[^\x1e]*\n)*$/)
  return text
    .split('\x1e')
    .flatMap((part) => (part ? [(JSON.parse(part) as { id: string }).id] : []))
}

test('the rescue file frames the exact bytes of everybody’s unsent records', async () => {
  await queue(2)
  await queue(1, { author: 'liu' }, 2)
  await db.sealed.update(idOf(1), { state: 'attention' })
  const { file, count, unsent_count } = await rescueFile('chen', NOW)
  const payload = (await db.payloads.get(idOf(0)))!
  const start = new Uint8Array(await file.arrayBuffer()).slice(0, payload.bytes.length + 2)
  expect([...start]).toEqual([0x1e, ...payload.bytes, 0x0a])
  expect(await idsIn(file)).toEqual([idOf(0), idOf(1), idOf(2)])
  expect([file.name, count, unsent_count]).toEqual(['xunhu-chen-2026-11-02.geojsons', 3, 3])
})

test('what the server has but no backup yet is in it too', async () => {
  await queue(4)
  await keep('durable', { epoch: 'first', seq: 5, server_at: 0, marks: [] })
  await Promise.all([stored(0, 5), stored(1, 6), stored(2, 1, 'before')])
  const { file, count, unsent_count } = await rescueFile('chen', NOW)
  expect(await idsIn(file)).toEqual([idOf(1), idOf(2), idOf(3)])
  expect([count, unsent_count]).toEqual([3, 1])
})

test('it names only what it holds', async () => {
  await queue(2)
  await db.payloads.delete(idOf(0))
  const { file, count } = await rescueFile('chen', NOW)
  expect([await idsIn(file), count]).toEqual([[idOf(1)], 1])
})
