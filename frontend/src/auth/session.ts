import { computed, shallowRef } from 'vue'
import { db } from '../db/database'
import { deviceId, forget, keep, recall } from '../db/kept'
import { askJson } from '../sync/http'
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

export type SignInOutcome = 'welcome' | 'wrong' | 'too-many' | 'failed'

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
  const credentials = { username: name, password, ...device }
  const answer = await askJson<{ user?: Me }>('/auth/login', credentials)
  if (answer.status === 429) return 'too-many'
  if (!answer.ok || !answer.body?.user) return answer.status >= 500 ? 'failed' : 'wrong'
  await welcome(answer.body.user)
  return 'welcome'
}

async function refuseWhileRiding(username: string): Promise<void> {
  const open = await db.patrols.where('state').anyOf('running', 'ended').first()
  if (open && open.author !== username) throw new StillRiding(open.author)
}

async function welcome(user: Me): Promise<void> {
  const before = await recall<Me>('me')
  await keep('me', user)
  if (before?.username !== user.username) {
    await db.pulled.clear()
    await forget('pull-cursor')
    await forget('last-setting')
  }
  me.value = user
  status.signedOut = false
}

/** Ends the session here, and at the server when it answers. Sealed records stay on the phone. */
export async function signOut(): Promise<void> {
  await askJson('/auth/logout', {}).catch(() => undefined)
  await forget('me')
  await forget('pull-cursor')
  await db.pulled.clear()
  me.value = null
}

function deviceName(): string {
  const system = /\(([^)]+)\)/.exec(navigator.userAgent)?.[1] ?? 'phone'
  return system.slice(0, 80)
}
