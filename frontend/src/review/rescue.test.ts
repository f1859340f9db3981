import { afterEach, expect, test, vi } from 'vitest'
import { carried, sendAll, tally } from './rescue'

const bytes = (text: string) => new TextEncoder().encode(text)

afterEach(() => vi.unstubAllGlobals())

test('of a rescued record only what it is gets told, never what is in it', () => {
  const text = '{"properties":{"kind":"clinic_session","township":"500119108","data":{"note":"x"}}}'
  expect(carried(bytes(text), 3)).toMatchObject({ n: 3, kind: 'clinic_session', occurred_at: null })
  expect(carried(bytes('{'), 0).kind).toBeNull()
})

test('each rescued record has the server’s own answer; what it put off may go again', async () => {
  const rows = [carried(bytes('{"a":1}'), 0), carried(bytes('{"a":2}'), 1)]
  const results = [
    { n: 0, status: 'stored' },
    { n: 1, status: 'retry' },
  ]
  const answer = new Response(JSON.stringify({ results }), {
    headers: { 'Content-Type': 'application/json' },
  })
  vi.stubGlobal('fetch', () => Promise.resolve(answer))
  let told = rows
  expect(await sendAll(rows, (answered) => (told = answered))).toBeNull()
  expect(tally(told)).toEqual([
    ['stored', 1],
    ['retry', 1],
  ])
})

test('without an answer the sending stops, and says so', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const refusal = await sendAll([carried(bytes('{}'), 0)], () => undefined)
  expect(refusal?.status).toBe(0)
})
