import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { waiting } from '../records/outbox'
import { FakeServer, idOf, photoOf, queue } from './forTests'
import { plan } from './plan'
import { status } from './status'
import { sendNow, synchronise } from './sync'

let server: FakeServer

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const calm = { unreachable: false, signedOut: false, revoked: false, contactAt: null }
  Object.assign(status, calm)
  plan.asked()
  await emptyPhone()
  await keep('me', { username: 'chen', role: 'patrol_officer', townships: [] })
  server = new FakeServer()
})
afterEach(() => vi.unstubAllGlobals())

test('what waits is sent, whatever the browser says about the network', async () => {
  await queue(2)
  await synchronise()
  expect([await waiting().count(), server.pushes.length]).toEqual([0, 1])
})

test('without an answer everything stays, and the phone says so', async () => {
  await queue(1)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  await synchronise()
  expect([await waiting().count(), status.unreachable]).toEqual([1, true])
})

test('a phone without a server says so until it answers again', async () => {
  await synchronise()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  await sendNow()
  expect(status.unreachable).toBe(true)
  server = new FakeServer()
  await synchronise()
  expect([status.unreachable, server.asked[0]]).toEqual([
    false,
    '/sync/hello?epoch=first&waiting=0&attention=0&photos=0&number=1',
  ])
})

test('an expired sign-in asks to sign in again and keeps the outbox', async () => {
  await queue(1)
  server.instead = () => [401, { type: '/problems/not-signed-in' }]
  await synchronise()
  expect([await waiting().count(), status.signedOut, server.asked.length]).toEqual([1, true, 1])
})

test('a phone that was shut out says so, keeps all, and asks again only when told to', async () => {
  await queue(1)
  server.instead = () => [401, { type: '/problems/device-revoked' }]
  await synchronise().then(synchronise).then(synchronise)
  expect([await waiting().count(), status.revoked, server.asked.length]).toEqual([1, true, 1])
  server.instead = () => null
  await sendNow()
  expect([await waiting().count(), status.revoked]).toEqual([0, false])
})

test('who signs in next on this phone waits for no list', async () => {
  await synchronise()
  server.asked.length = 0
  await synchronise()
  expect(server.asked).toEqual([])
  await keep('me', { username: 'wang', role: 'township_supervisor', townships: [] })
  await synchronise()
  expect(server.asked).toContain('/vehicles?limit=1000')
})

test('nothing is sent for nobody', async () => {
  await db.kept.clear()
  await queue(1)
  await synchronise()
  expect(server.asked).toEqual([])
})

test('two calls at once send nothing twice', async () => {
  await queue(1)
  await Promise.all([synchronise(), synchronise()])
  expect(server.pushes.flat()).toHaveLength(1)
})

test('the button sends what still has to wait its turn', async () => {
  await queue(1)
  await waiting().modify({ next_attempt_at: Date.now() + 60_000 })
  await synchronise()
  expect(await waiting().count()).toBe(1)
  await sendNow()
  expect(await waiting().count()).toBe(0)
})

test('a pause that the server asked for is kept, but not for years', async () => {
  await queue(1)
  server.instead = () => [429, { type: '/problems/too-often' }, { 'Retry-After': '999999999' }]
  await synchronise().then(synchronise)
  expect(server.pushes).toHaveLength(1)
  expect(plan.isHeld(Date.now() + 31 * 60_000)).toBe(false)
})

test('a clock that jumps back ends no pause in ten years', async () => {
  plan.holdAsAsked(Date.UTC(2036, 0, 1), 60)
  expect(plan.isHeld(Date.UTC(2026, 0, 1))).toBe(false)
})

test('photos go out after their record', async () => {
  await queue(1, { photos: [photoOf('a')] })
  await synchronise()
  const photo = server.asked.indexOf(`/attachments/${idOf(0)}/a`)
  expect([photo > server.asked.indexOf('/sync/push'), photo > 0]).toEqual([true, true])
})

test('a phone that knows no epoch hears of it before it tells what is on it', async () => {
  await synchronise()
  const [first, second] = server.asked
  expect([first, second]).toEqual(['/sync/hello', expect.stringContaining('epoch=first&')])
})

test('a restored server gets back what its backup lacked, in one round', async () => {
  await queue(3)
  await synchronise()
  server.epoch = 'second'
  server.stored.delete(idOf(1))
  await sendNow()
  expect([await recall('epoch'), server.asked.includes('/sync/verify')]).toEqual(['second', true])
  await synchronise()
  expect([server.stored.has(idOf(1)), await waiting().count()]).toEqual([true, 0])
})

test('the duty room’s number is kept with each hello, and forgotten when there is none', async () => {
  const told = (duty_phone?: string) => {
    const hello: [number, object] = [200, { ...server.standing, duty_phone }]
    server.instead = (path) => (path.startsWith('/sync/hello') ? hello : null)
    return sendNow().then(() => recall('duty-phone'))
  }
  expect([await told('023-110'), await told(), await told('')]).toEqual(['023-110', '023-110', ''])
})

test('what a restored server may lack is told to it as unsent, until it is known', async () => {
  const hellos = () => server.asked.splice(0).filter((path) => path.startsWith('/sync/hello'))
  await queue(3)
  await synchronise()
  expect(hellos()).toEqual([expect.stringContaining('epoch=first&waiting=0&')])
  server.epoch = 'second'
  await sendNow()
  expect(hellos()).toEqual([
    expect.stringContaining('epoch=first&waiting=0&'),
    expect.stringContaining('epoch=second&waiting=3&'),
  ])
  await sendNow()
  expect(hellos()).toEqual([expect.stringContaining('epoch=second&waiting=0&')])
})

test('a page that dies while sending finds everything as it was', async () => {
  await queue(1)
  const before = await db.sealed.toArray()
  let whileSending: unknown
  server.instead = async (path) => {
    if (path === '/sync/push') whileSending = await db.sealed.toArray()
    return null
  }
  await synchronise()
  expect(whileSending).toEqual(before)
})

test('a database that another tab closed is opened again', async () => {
  await queue(1)
  db.close()
  await synchronise()
  expect(await waiting().count()).toBe(0)
})

test('a supervisor’s phone hears of decisions, and pulls no records', async () => {
  await keep('me', { username: 'chen', role: 'township_supervisor', townships: [] })
  await queue(1)
  const problem = { status: 'parked', code: 'bad-field', detail: '', epoch: 'first' } as const
  await db.sealed.update(idOf(0), { state: 'attention', problem })
  const { digest } = (await db.sealed.get(idOf(0)))!
  const told = { id: idOf(0), digest, decision: 'discarded', reason: 'twice' }
  server.instead = (path) => (path.startsWith('/parked/') ? [200, told] : null)
  await synchronise()
  expect((await db.sealed.get(idOf(0)))?.state).toBe('discarded')
  expect(server.asked.some((path) => path.startsWith('/sync/pull'))).toBe(false)
})
