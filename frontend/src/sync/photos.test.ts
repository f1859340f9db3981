import { emptyPhone } from '../db/forTests'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { sealAndQueue } from '../records/outbox'
import { NoAnswer } from './http'
import { nextPhotoAt, tryPhotosNow } from './photoQueue'
import { MOST_TRIES, sendPhotos } from './photos'
import { beginRound, Interrupted } from './round'

const NOW = Date.UTC(2026, 10, 2, 1)
const idOf = (n: number) => `019a4230-0000-7000-8000-${String(n).padStart(12, '0')}`
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** A record that the server has, with a photo of each of these sizes. */
async function received(n: number, sizes: number[], author = 'chen'): Promise<void> {
  const photos = sizes.map((size, i) => ({
    slot: `photo-${i + 1}`,
    bytes: new Uint8Array(size).fill(n),
    media_type: 'image/jpeg',
  }))
  const draft = {
    id: idOf(n),
    kind: 'outreach_event' as const,
    township: '500119108',
    author,
    occurred_at: '2026-11-02T01:00:00.000Z',
    geometry: null,
    refs: {},
    data: {},
    photos,
  }
  await sealAndQueue([draft], [], async () => undefined)
  await acknowledge(n, 'before')
}

async function acknowledge(n: number, epoch: string): Promise<void> {
  const receipt = { seq: n, received_at: '2026-11-02T01:00:00Z', epoch }
  await db.sealed.update(idOf(n), { state: 'stored', receipt })
}

type Answering = (path: string, init: RequestInit) => [status: number, body: object, wait?: string]

function answering(answer: Answering) {
  const fetched = vi.fn<typeof fetch>(async (path, init) => {
    const [status, body, wait] = answer(String(path), init!)
    const headers = { 'Content-Type': 'application/json', ...(wait && { 'Retry-After': wait }) }
    return new Response(JSON.stringify(body), { status, headers })
  })
  vi.stubGlobal('fetch', fetched)
  return fetched.mock
}

/** Which photos were sent, in order, as `<record>/<slot>`. */
const paths = ({ calls }: ReturnType<typeof answering>) =>
  calls.map(([path]) => String(path).split('/').slice(-2).join('/'))

const stored: Answering = (_, { body }) => {
  const hex = sha256(body as Uint8Array).toString('hex')
  return [201, { sha256: hex, seq: 7, received_at: '2026-11-02T01:00:02Z' }]
}
const refusing = (status: number, code: string) => () =>
  [status, { type: `/problems/${code}`, detail: code }] as [number, object]
const photo = (n = 1, slot = 'photo-1') => db.photos.get(`${idOf(n)}/${slot}`)
const send = (at = NOW) => sendPhotos(() => at)

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  await keep('epoch', 'before')
  beginRound('chen')
})
afterEach(() => vi.unstubAllGlobals())

test('a photo goes out as it was sealed, with its digest, and keeps the receipt', async () => {
  await received(1, [3])
  const { calls } = answering(stored)
  expect(await send()).toBe('sent')
  const [path, init] = calls[0]!
  expect(path).toBe(`/api/v1/attachments/${idOf(1)}/photo-1`)
  expect(init).toMatchObject({ method: 'PUT', body: new Uint8Array([1, 1, 1]) })
  const digest = sha256(new Uint8Array([1, 1, 1])).toString('base64')
  expect(init!.headers).toMatchObject({
    'Content-Type': 'image/jpeg',
    'Content-Digest': `sha-256=:${digest}:`,
  })
  expect(await photo()).toMatchObject({ state: 'stored', receipt: { seq: 7, epoch: 'before' } })
})

test('smallest first, whichever record it belongs to', async () => {
  await received(1, [30, 10])
  await received(2, [20])
  const sent = answering(stored)
  await send()
  expect(paths(sent)).toEqual([`${idOf(1)}/photo-2`, `${idOf(2)}/photo-1`, `${idOf(1)}/photo-1`])
})

test('the photo of a record that the server doesn’t have yet stays', async () => {
  await received(1, [3])
  await db.sealed.update(idOf(1), { state: 'attention' })
  const sent = answering(stored)
  expect([await send(), paths(sent), await nextPhotoAt()]).toEqual(['nothing', [], null])
})

test('a record that is due comes before the next photo', async () => {
  await received(1, [3, 4])
  await received(2, [])
  await db.sealed.update(idOf(2), { state: 'waiting' })
  const sent = answering(stored)
  expect([await send(), paths(sent).length]).toEqual(['sent', 1])
})

test('another user’s photos are left alone, unless the record was lent to this one', async () => {
  await received(1, [3], 'liu')
  const sent = answering(stored)
  expect([await send(), paths(sent)]).toEqual(['nothing', []])
  await db.sealed.update(idOf(1), { lent_to: 'chen' })
  expect([await send(), paths(sent).length]).toEqual(['sent', 1])
})

test('a photo whose bytes were damaged on the phone is never sent', async () => {
  await received(1, [3])
  await db.photos.update(`${idOf(1)}/photo-1`, { bytes: new Uint8Array([9, 9, 9]) })
  const sent = answering(stored)
  await send()
  await tryPhotosNow()
  expect([paths(sent), await photo()]).toMatchObject([
    [],
    { state: 'attention', problem: { code: 'damaged' } },
  ])
})

test('a receipt for other bytes is no receipt', async () => {
  await received(1, [3])
  answering(() => [201, { sha256: 'other', seq: 7 }])
  await send()
  expect(await photo()).toMatchObject({ state: 'waiting', receipt: null, attempt_count: 1 })
})

test('an expired sign-in changes nothing', async () => {
  await received(1, [3])
  const before = await photo()
  answering(refusing(401, 'not-signed-in'))
  expect([await send(), await photo()]).toEqual(['signed-out', before])
})

test('a phone that was shut out hears of it', async () => {
  await received(1, [3])
  answering(refusing(401, 'device-revoked'))
  expect([await send(), (await photo())!.state]).toEqual(['revoked', 'waiting'])
})

test('nothing goes out under the name of somebody who signed in meanwhile', async () => {
  await received(1, [3])
  const sent = answering(stored)
  beginRound('liu')
  await expect(send()).rejects.toBeInstanceOf(Interrupted)
  expect(paths(sent)).toEqual([])
})

test('a server in trouble is asked again when it says, and the other photos wait as well', async () => {
  await received(1, [3, 4])
  const sent = answering(() => [503, {}, '20'])
  expect([await send(), paths(sent).length]).toEqual(['refused', 1])
  expect(await photo()).toMatchObject({ state: 'waiting', next_attempt_at: NOW + 20_000 })
})

test.each([
  [422, 'bad-image'],
  [413, 'too-large'],
  [415, 'wrong-type'],
])('%i %s needs attention at once, and the next photo goes on', async (status, code) => {
  await received(1, [3, 4])
  answering((path, init) => (path.endsWith('1') ? refusing(status, code)() : stored(path, init)))
  await send()
  expect(await photo()).toMatchObject({ state: 'attention', problem: { code, detail: code } })
  expect(await photo(1, 'photo-2')).toMatchObject({ state: 'stored' })
})

test.each([
  [404, 'not-found'],
  [422, 'digest-mismatch'],
])('%i %s may pass: several tries, further and further apart', async (status, code) => {
  await received(1, [3])
  answering(refusing(status, code))
  let at = NOW
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    await send(at)
    expect(await photo()).toMatchObject({ state: 'waiting', attempt_count: tries })
    at = (await nextPhotoAt())!
  }
  await send(at)
  expect(await photo()).toMatchObject({ state: 'attention', problem: { code } })
})

test('without an answer the photo waits its turn, and nothing else is tried', async () => {
  await received(1, [3, 4])
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  await expect(send()).rejects.toBeInstanceOf(NoAnswer)
  expect(await photo()).toMatchObject({ state: 'waiting', attempt_count: 1 })
  expect(await photo(1, 'photo-2')).toMatchObject({ attempt_count: 0 })
})

test('a lost answer is made good by sending the same bytes again', async () => {
  await received(1, [3])
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('answer lost')))
  await send().catch(() => undefined)
  answering((path, init) => [200, stored(path, init)[1]])
  await send((await nextPhotoAt())!)
  expect(await photo()).toMatchObject({ state: 'stored' })
})

test('a restored server is offered every photo again, once it has the record', async () => {
  await received(1, [3])
  answering(stored)
  await send()
  await keep('epoch', 'after')
  expect([await send(), await photo()]).toMatchObject(['nothing', { state: 'waiting' }])
  await acknowledge(1, 'after')
  await send()
  expect(await photo()).toMatchObject({ state: 'stored', receipt: { epoch: 'after' } })
})

test('an answer of the server before the restore is no receipt after it', async () => {
  await received(1, [3])
  answering((path, init) => {
    void keep('epoch', 'after')
    return stored(path, init)
  })
  await send()
  expect(await photo()).toMatchObject({ state: 'waiting', receipt: null })
})

test('the button gives a refused photo another try', async () => {
  await received(1, [3])
  answering(refusing(422, 'bad-image'))
  await send()
  await tryPhotosNow()
  answering(stored)
  await send()
  expect(await photo()).toMatchObject({ state: 'stored', problem: null })
})
