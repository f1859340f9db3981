import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { rememberName } from '../db/names'
import { nextBatch } from './batches'
import { FakeServer, idOf, queue } from './forTests'
import { leftByOthers, sendFor } from './lending'
import { push } from './push'

const liu = { username: 'liu', role: 'patrol_officer', townships: ['500119107'] }
let server: FakeServer

beforeEach(async () => {
  await emptyPhone()
  await queue(2)
  await queue(1, { kind: 'clinic_session' }, 2)
  await queue(1, { township: '500119108' }, 3)
  await keep('me', liu)
  server = new FakeServer()
})
afterEach(() => vi.unstubAllGlobals())

const batch = () => nextBatch(Date.now())
const record = () => db.sealed.get(idOf(0))
const answering = (status: string) => {
  server.instead = async () => {
    const { id, digest } = (await record())!
    return [200, { ...server.standing, results: [{ n: 0, id, digest, status }] }]
  }
}

test('a colleague sees what others left, and how much of it the colleague may send', async () => {
  await rememberName('chen', 'Officer Chen')
  const left = { author: 'chen', name: 'Officer Chen', count: 4, sendable_count: 2 }
  expect(await leftByOthers()).toEqual([left])
})

test('nothing of it goes out before the colleague says so', async () => {
  expect(await batch()).toEqual([])
})

test('then only what the colleague may push goes out, and the author stays', async () => {
  await sendFor('chen')
  const sent = await batch()
  expect(sent.map(({ record }) => record.id)).toEqual([idOf(0), idOf(1)])
  expect(sent.map(({ record }) => record.author)).toEqual(['chen', 'chen'])
  await push(sent)
  expect(await record()).toMatchObject({ state: 'stored', author: 'chen' })
})

test.each(['district_viewer', 'administrator'])('a %s may send nothing', async (role) => {
  await keep('me', { ...liu, role })
  await sendFor('chen')
  expect([(await leftByOthers())[0]!.sendable_count, await batch()]).toEqual([0, []])
})

test('what the server parks from a colleague waits for its author', async () => {
  await sendFor('chen')
  answering('parked')
  await push((await batch()).slice(0, 1))
  expect(await record()).toMatchObject({ state: 'waiting', lent_to: null, problem: null })
  await keep('me', { ...liu, username: 'chen' })
  await push((await batch()).filter((one) => one.record.id === idOf(0)))
  expect(await record()).toMatchObject({ state: 'attention', problem: { status: 'parked' } })
})

test('a conflict is one, whoever sent it', async () => {
  await sendFor('chen')
  answering('conflict')
  await push((await batch()).slice(0, 1))
  expect(await record()).toMatchObject({ state: 'attention', problem: { status: 'conflict' } })
})

test('the next colleague sends nothing that was lent to the last', async () => {
  await sendFor('chen')
  await keep('me', { ...liu, username: 'wang' })
  expect([await batch(), (await leftByOthers())[0]!.count]).toEqual([[], 4])
})
