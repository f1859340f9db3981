import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Draft } from './feature'
import { seal } from './seal'

const draft: Draft = {
  id: '019a4230-0000-7000-8000-000000000001',
  kind: 'outreach_event',
  township: '500119107',
  author: 'chen',
  occurred_at: '2026-11-02T01:00:00.000Z',
  geometry: null,
  refs: {},
  data: { venue: '鸣玉镇' },
  brief: { place: '鸣玉镇' },
}
const phone = { device: '019a4230-0000-7000-8000-000000000099', clock: null }

test('the digest is that of the exact bytes', async () => {
  const { record, payload } = await seal(draft, phone, 0)
  const expected = createHash('sha256').update(payload.bytes).digest('hex')
  expect(record.digest).toBe(`sha256:${expected}`)
})

test('the bytes are the UTF-8 JSON of one Feature, without what only the list shows', async () => {
  const { payload } = await seal(draft, phone, 0)
  const feature = JSON.parse(new TextDecoder().decode(payload.bytes))
  expect(feature).toMatchObject({ type: 'Feature', id: draft.id, geometry: null })
  expect(JSON.stringify(feature)).not.toContain('brief')
})

test('changing the draft after sealing changes nothing that was sealed', async () => {
  const mutable = { ...draft, data: { venue: '鸣玉镇' } }
  const { payload } = await seal(mutable, phone, 0)
  mutable.data.venue = '水江镇'
  expect(new TextDecoder().decode(payload.bytes)).toContain('鸣玉镇')
})
