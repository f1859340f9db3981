// Greets the server: how the clocks and the epoch stand, and what is still on this phone.

import type { components } from '../api/schema'
import { keep } from '../db/kept'
import { clockFrom } from './clock'
import { ask } from './http'
import { isRevoked } from './revoked'
import { isStanding, knownEpoch, learn } from './standing'
import { status } from './status'
import { unsentReport } from './report'
import { isOlder } from './version'

type Hello = components['schemas']['Hello']
export type Greeting = 'welcome' | 'signed-out' | 'revoked'

/** Says hello again in an epoch that it didn't know. Throws NoAnswer. */
export async function greet(now = Date.now): Promise<Greeting> {
  const before = await knownEpoch()
  const greeting = await sayHello(before, now)
  const epoch = await knownEpoch()
  return epoch && epoch !== before && greeting === 'welcome' ? sayHello(epoch, now) : greeting
}

async function sayHello(epoch: string | undefined, now: () => number): Promise<Greeting> {
  const report = epoch ? `?${await unsentReport(epoch)}` : ''
  const sentAt = now()
  const { status: code, body } = await ask<Partial<Hello>>(`/sync/hello${report}`)
  if (code === 401) return isRevoked(body) ? 'revoked' : 'signed-out'
  const clock = clockFrom(body?.server_time, sentAt, now())
  if (clock) await keep('clock', clock)
  const { minimum_client = '0', duty_phone } = body ?? {}
  if (typeof duty_phone === 'string') await keep('duty-phone', duty_phone)
  if (isStanding(body)) await learn(body)
  status.outdated = isOlder(__APP_VERSION__, minimum_client)
  return 'welcome'
}
