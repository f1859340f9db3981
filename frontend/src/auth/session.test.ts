import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { sealAndQueue, waiting } from '../records/outbox'
import { NoAnswer } from '../sync/http'
import type { Patrol } from '../patrols/patrol'
import {
  home,
  may,
  me,
  recallMe,
  signIn,
  signOut,
  StillRiding,
  type Me,
  type Role,
} from './session'

const chen: Me = {
  id: '1',
  username: 'chen',
  name: '陈警官',
  role: 'patrol_officer',
  townships: ['500119108'],
}

beforeEach(async () => {
  me.value = null
  vi.stubGlobal('navigator', { userAgent: 'Phone (Android 12)' })
  await emptyPhone()
})
afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown) {
  const headers = { 'Content-Type': 'application/json' }
  const fetched = vi.fn<typeof fetch>(
    async () => new Response(JSON.stringify(body), { status, headers }),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const queueOne = () =>
  sealAndQueue(
    [
      {
        id: '019a4230-0000-7000-8000-000000000001',
        kind: 'outreach_event',
        township: '500119108',
        author: 'chen',
        occurred_at: '2026-11-02T01:00:00.000Z',
        geometry: null,
        refs: {},
        data: {},
      },
    ],
    [],
    async () => undefined,
  )

test('who signed in once is known without a network', async () => {
  answering(200, { user: chen })
  expect(await signIn(' chen ', 'secret-word')).toBe('welcome')
  me.value = null
  await recallMe()
  expect(me.value).toEqual(chen)
})

test.each(['a sign-in', 'a sign-out'])('during %s no round may send anything', async (what) => {
  const seen: unknown[] = []
  const answer = { status: 200, headers: { 'Content-Type': 'application/json' } }
  vi.stubGlobal('fetch', async () => {
    seen.push(await recall('signing'))
    return new Response(JSON.stringify({ user: chen }), answer)
  })
  await (what === 'a sign-in' ? signIn('chen', 'secret-word') : signOut())
  expect([typeof seen[0], await recall('signing')]).toEqual(['number', undefined])
})

test('a phone that was shut out is told so, not that the password is wrong', async () => {
  answering(401, { type: '/problems/device-revoked' })
  expect(await signIn('chen', 'secret-word')).toBe('revoked')
})

test('a sign-in names this phone', async () => {
  const fetched = answering(200, { user: chen })
  await signIn('chen', 'secret-word')
  const sent = JSON.parse(String(fetched.mock.calls[0]![1]?.body))
  expect(sent).toMatchObject({ username: 'chen', device_id: await recall('device') })
})

test.each([
  [401, 'wrong'],
  [422, 'wrong'],
  [429, 'too-many'],
  [500, 'failed'],
])('%i is told as %s, and nobody is signed in', async (status, outcome) => {
  answering(status, { type: '/problems/x' })
  expect(await signIn('chen', 'guess')).toBe(outcome)
  expect(me.value).toBeNull()
})

test('without a network the first sign-in is not possible', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  await expect(signIn('chen', 'secret-word')).rejects.toBeInstanceOf(NoAnswer)
})

test('the next user of a phone sees nothing that the last one pulled', async () => {
  await keep('me', chen)
  await db.pulled.put({
    id: 'a',
    kind: 'patrol',
    township: '',
    occurred_at: '',
    author: '',
    brief: {},
  })
  answering(200, { user: { ...chen, username: 'liu' } })
  await signIn('liu', 'secret-word')
  expect(await db.pulled.count()).toBe(0)
})

test('signing out keeps what was not sent', async () => {
  await queueOne()
  answering(200, {})
  await signOut()
  expect([await waiting().count(), await recall('me')]).toEqual([1, undefined])
})

test.each([
  ['patrol_officer', { patrol: true, outreach: true, clinic: false, desk: false }],
  ['clinic_volunteer', { patrol: false, outreach: true, clinic: true, desk: false }],
  ['township_supervisor', { patrol: true, outreach: true, clinic: false, desk: true }],
  ['district_viewer', { patrol: false, outreach: false, clinic: false, desk: true }],
  ['administrator', { patrol: false, outreach: false, clinic: false, desk: true }],
] as [Role, object][])('%s is offered what that role may do', (role, expected) => {
  me.value = { ...chen, role }
  expect(may.value).toMatchObject(expected)
})

test('whoever is not signed in is offered nothing', () => {
  expect(Object.values(may.value)).not.toContain(true)
})

test.each(['running', 'ended'] as const)('a %s patrol keeps everyone else out', async (state) => {
  await db.patrols.put({ id: 'p', author: 'chen', state } as Patrol)
  const fetched = answering(200, { user: { ...chen, username: 'liu' } })
  await expect(signIn('liu', 'secret-word')).rejects.toEqual(new StillRiding('chen'))
  expect([fetched.mock.calls, me.value]).toEqual([[], null])
})

test('who has to finish a patrol may sign in, and anyone may after that', async () => {
  await db.patrols.put({ id: 'p', author: 'chen', state: 'ended' } as Patrol)
  answering(200, { user: chen })
  expect(await signIn('chen', 'secret-word')).toBe('welcome')
  await db.patrols.update('p', { state: 'closed' })
  answering(200, { user: { ...chen, username: 'liu' } })
  expect(await signIn('liu', 'secret-word')).toBe('welcome')
})

test.each([
  ['patrol_officer', '/start'],
  ['township_supervisor', '/start'],
  ['district_viewer', '/desk'],
] as [Role, string][])('the first screen of a %s is %s', (role, path) => {
  expect(home()).toBe('/sign-in')
  me.value = { ...chen, role }
  expect(home()).toBe(path)
})
