// Greets the server: how the clocks and the epoch stand, and what is still on this phone.

import type { components } from '../api/schema'
import { keep } from '../db/kept'
import { clockFrom } from './clock'
import { ask } from './http'
import { isRevoked } from './revoked'
import { isStanding, learn } from './standing'
import { status } from './status'
import { unsentReport } from './report'
import { isOlder } from './version'

type Hello = components['schemas']['Hello']
export type Greeting = 'welcome' | 'signed-out' | 'revoked'

/** Throws NoAnswer. */
export async function greet(now = Date.now): Promise<Greeting> {
  const report = await unsentReport()
  const sentAt = now()
  const { status: code, body } = await ask<Partial<Hello>>(`/sync/hello?${report}`)
  if (code === 401) return isRevoked(body) ? 'revoked' : 'signed-out'
  const clock = clockFrom(body?.server_time, sentAt, now())
  if (clock) await keep('clock', clock)
  const { minimum_client = '0' } = body ?? {}
  if (isStanding(body)) await learn(body)
  status.outdated = isOlder(__APP_VERSION__, minimum_client)
  return 'welcome'
}
