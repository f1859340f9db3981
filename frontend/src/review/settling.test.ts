import { afterEach, expect, test, vi } from 'vitest'
import { disputesOf, type Contradiction, type Revision } from './disputes'
import { openDisputes, settlingDrafts } from './settling'

const REACHED = '/properties/data/reached_count'
const VENUE = '/properties/data/venue'
const amended = (id: string, seq: number, changes: Record<string, unknown>, base = 'sha256:base') =>
  ({ id, seq, kind: 'amendment', fault: null, base_digest: base, changes }) as Revision
const FIRST = amended('first', 4, { [REACHED]: 150, [VENUE]: 'A' })
const SECOND = amended('second', 7, { [REACHED]: 135, [VENUE]: 'B' })
const BY = { author: 'wang', reason: 'asked both', at: 1_790_000_000_000 }
const rowOf = (...amendments: Revision[]): Contradiction => ({
  record: 'event',
  kind: 'outreach_event',
  township: '500119108',
  amendments,
})

/** Every record has a digest that is named after it; the event has this history. */
function answering(...history: Revision[]) {
  const fetched = vi.fn((address: string) => {
    const id = address.split('/').at(-1)!
    const body = { id, receipt: { digest: `sha256:${id}` }, history }
    const headers = { 'Content-Type': 'application/geo+json' }
    return Promise.resolve(new Response(JSON.stringify(body), { headers }))
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}
afterEach(() => vi.unstubAllGlobals())

test('the chosen value is amended anew, as seen in the amendment that set it', async () => {
  answering()
  const row = rowOf(FIRST, SECOND)
  const [dispute] = disputesOf(row.amendments)
  const drafts = await settlingDrafts(row, dispute!, dispute!.sides[0]!, BY)
  expect(drafts).toMatchObject([
    {
      kind: 'amendment',
      township: '500119108',
      author: 'wang',
      refs: { record: 'event' },
      data: { base_digest: 'sha256:first', changes: { [REACHED]: 150 }, reason: 'asked both' },
    },
  ])
})

test('of two fields at odds the settled one is no longer asked about', async () => {
  answering(FIRST, SECOND, amended('third', 9, { [VENUE]: 'A' }, 'sha256:first'))
  const open = await openDisputes(rowOf(FIRST, SECOND))
  expect(open.map(({ pointer }) => pointer)).toEqual([REACHED])
})

test('one field at odds is open, and nothing has to be asked', async () => {
  const fetched = answering()
  const row = rowOf(amended('a', 1, { [VENUE]: 'A' }), amended('b', 2, { [VENUE]: 'B' }))
  expect(await openDisputes(row)).toHaveLength(1)
  expect(fetched).not.toHaveBeenCalled()
})
