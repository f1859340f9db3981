import { computed, shallowRef } from 'vue'
import { db } from '../db/database'
import { deviceId, forget, keep, recall } from '../db/kept'
import { rememberName } from '../db/names'
import { askJson } from '../sync/http'
import { isRevoked } from '../sync/revoked'
import { signing } from '../sync/round'
import { status } from '../sync/status'

export type Role =
  | 'patrol_officer'
  | 'clinic_volunteer'
  | 'township_supervisor'
  | 'district_viewer'
  | 'administrator'

export interface Me {
  id: string
  username: string
  name: string
  role: Role
  townships: string[]
}

/** Who is signed in on this phone; kept, so that the app opens without a network. */
export const me = shallowRef<Me | null>(null)

const FIELD: Role[] = ['patrol_officer', 'township_supervisor', 'clinic_volunteer']
export const may = computed(() => {
  const role = me.value?.role
  return {
    patrol: role === 'patrol_officer' || role === 'township_supervisor',
    outreach: role !== undefined && FIELD.includes(role),
    clinic: role === 'clinic_volunteer',
    desk: role !== undefined && role !== 'patrol_officer' && role !== 'clinic_volunteer',
    field: role !== undefined && FIELD.includes(role),
  }
})

export async function recallMe(): Promise<void> {
  me.value = (await recall<Me>('me')) ?? null
}

/** The username that is signed in on this phone, in whichever tab; empty for nobody. */
export async function signedInAs(): Promise<string> {
  return (await recall<Me>('me'))?.username ?? ''
}

/** The path that "/" stands for, which depends on who is signed in. */
export function home(): string {
  if (me.value === null) return '/sign-in'
  return may.value.field ? '/start' : '/desk'
}

export type SignInOutcome = 'welcome' | 'wrong' | 'too-many' | 'failed' | 'revoked'

/** Someone else's patrol on this phone isn't closed yet; only `author` can finish it. */
export class StillRiding extends Error {
  constructor(readonly author: string) {
    super(author)
  }
}

/** Signs in; throws NoAnswer without a network, or StillRiding. What waits in the outbox stays. */
export async function signIn(username: string, password: string): Promise<SignInOutcome> {
  const name = username.trim()
  await refuseWhileRiding(name)
  const device = { device_id: await deviceId(), device_name: deviceName() }
  return whileSigning(() => present({ username: name, password, ...device }))
}

async function present(credentials: object): Promise<SignInOutcome> {
  const answer = await askJson<{ user?: Me }>('/auth/login', credentials)
  if (answer.status === 429) return 'too-many'
  status.revoked = isRevoked(answer.body)
  if (status.revoked) return 'revoked'
  if (!answer.ok || !answer.body?.user) return answer.status >= 500 ? 'failed' : 'wrong'
  await welcome(answer.body.user)
  return 'welcome'
}

/** Between the cookie's change and its user's no round may send anything, in whichever tab. */
async function whileSigning<T>(work: () => Promise<T>): Promise<T> {
  await signing(true)
  try {
    return await work()
  } finally {
    await signing(false)
  }
}

async function refuseWhileRiding(username: string): Promise<void> {
  const open = await db.patrols.where('state').anyOf('running', 'ended').first()
  if (open && open.author !== username) throw new StillRiding(open.author)
}

async function welcome(user: Me): Promise<void> {
  await db.transaction('rw', db.kept, db.pulled, db.hazards, async () => {
    const before = await recall<Me>('me')
    await keep('me', user)
    if (before?.username !== user.username) await forgetPulled()
    if (before?.username !== user.username) await forget('last-setting')
    await rememberName(user.username, user.name)
  })
  me.value = user
  status.signedOut = false
  status.revoked = false
}

/** Ends the session here, and at the server when it answers. Sealed records stay on the phone. */
export async function signOut(): Promise<void> {
  await whileSigning(async () => {
    await askJson('/auth/logout', {}).catch(() => undefined)
    await db.transaction('rw', db.kept, db.pulled, db.hazards, async () => {
      await forget('me')
      await forgetPulled()
    })
  })
  me.value = null
}

async function forgetPulled(): Promise<void> {
  await forget('pull-cursor')
  await db.pulled.clear()
  await db.hazards.clear()
}

function deviceName(): string {
  const system = /\(([^)]+)\)/.exec(navigator.userAgent)?.[1] ?? 'phone'
  return system.slice(0, 80)
}
