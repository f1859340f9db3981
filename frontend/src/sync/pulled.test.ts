import { expect, test } from 'vitest'
import { toPulled, type PulledFeature } from './pulled'

const feature: PulledFeature = {
  id: 'a',
  properties: {
    kind: 'outreach_event',
    township: '500119107',
    occurred_at: 'then',
    author: 'chen',
    data: { venue: '中心校' },
  },
  receipt: { seq: 1, state: 'applied', digest: 'sha256:1' },
}

test('a copy knows its digest, and which photos the server lacks', () => {
  const copy = toPulled({ ...feature, missing_attachments: ['a', 'b'] })
  expect(copy).toMatchObject({
    digest: 'sha256:1',
    missing: ['a', 'b'],
    brief: { place: '中心校' },
  })
})

test('a copy that lacks nothing says nothing of photos, nor of being voided', () => {
  expect(toPulled({ ...feature, missing_attachments: [] })).not.toHaveProperty('missing')
  expect(toPulled(feature)).not.toHaveProperty('voided')
})
