import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { me, type Me } from '../auth/session'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { voidDraft, type Revising } from '../records/revision'
import { FakeServer, idOf } from '../sync/forTests'
import { NoAnswer } from '../sync/http'
import { plan } from '../sync/plan'
import { status } from '../sync/status'
import { sendNow } from '../sync/sync'
import type { Fate } from './fate'
import { useRevision } from './useRevision'

const WANG = { username: 'wang', role: 'township_supervisor', townships: ['500119108'] }
const REASON = '与陈队员核实'
let server: FakeServer

const voiding = async (by: Revising) => [
  voidDraft(idOf(1), { id: idOf(0), township: '500119108' }, by),
]
const opened = (make = voiding) => effectScope().run(() => useRevision(make))!
const refusing = (result: object) => async (path: string) => {
  const digest = (await db.sealed.toArray())[0]?.digest
  const results = [{ n: 0, id: idOf(1), digest, ...result }]
  const isAsked = path === '/sync/push' || path === '/sync/verify'
  return isAsked ? ([200, { ...server.standing, results }] as [number, object]) : null
}

/** Agrees, and lets the phone send as it does by itself. */
async function agreed(revision: ReturnType<typeof opened>, fate: Fate): Promise<void> {
  await revision.agree(REASON)
  await sendNow()
  await vi.waitFor(() => expect(revision.fate.value).toBe(fate))
}

beforeEach(async () => {
  vi.stubGlobal('navigator', {})
  Object.assign(status, { busy: false, unreachable: false, signedOut: false, revoked: false })
  plan.asked()
  await emptyPhone()
  await keep('me', WANG)
  me.value = WANG as Me
  server = new FakeServer()
})
afterEach(() => vi.unstubAllGlobals())

test('only a receipt of the server makes a revision done', async () => {
  const revision = opened()
  expect(revision.fate.value).toBe('unsealed')
  await agreed(revision, 'done')
  expect(server.pushes).toEqual([[idOf(1)]])
})

test('without an answer it is kept, and trying again sends the same bytes', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  const revision = opened()
  await agreed(revision, 'kept')
  expect(revision.trouble.value).toContain('连不上服务器')
  const sealed = await db.payloads.toArray()
  server = new FakeServer()
  await revision.agree('another reason')
  await vi.waitFor(() => expect(revision.fate.value).toBe('done'))
  expect(await db.payloads.toArray()).toEqual(sealed)
  expect(server.pushes).toEqual([[idOf(1)]])
})

test.each([
  ['parked', 'out-of-scope', '待处理记录'],
  ['rejected', 'personal-data', '身份证号'],
])('%s is a refusal, told in words', async (status, code, words) => {
  server.instead = refusing({ status, problem: { type: `/problems/${code}` } })
  const revision = opened()
  await agreed(revision, 'refused')
  expect(revision.trouble.value).toContain(words)
})

test('an expired sign-in is told, and the revision stays', async () => {
  server.instead = () => [401, { type: '/problems/not-signed-in' }]
  const revision = opened()
  await agreed(revision, 'kept')
  expect(revision.trouble.value).toContain('登录已过期')
})

test('what could not be made is not sealed, and can be tried again', async () => {
  const make = vi.fn(voiding).mockRejectedValueOnce(new NoAnswer('offline'))
  const revision = opened(make)
  await revision.agree(REASON)
  expect([revision.fate.value, await db.sealed.count()]).toEqual(['unsealed', 0])
  expect(revision.trouble.value).toContain('还没有保存')
  await agreed(revision, 'done')
})
