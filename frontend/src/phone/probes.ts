// The tests themselves: each asks the phone, none decides anything.

import { db } from '../db/database'
import { forget, keep, recall } from '../db/kept'
import { whyNotSaved } from '../db/whyNotSaved'
import { browserSource, whyNoPositions } from '../gps/source'
import type { Clock } from '../records/feature'
import { isCached, lookForUpdate } from '../sw/register'
import { greet } from '../sync/hello'
import { status } from '../sync/status'
import { platformOf, type Platform } from '../ui/platform'
import type { Camera, ClockAsked, Newest, Position, Stored } from './findings'

const TRIAL = 'phone-check'
const TRIAL_CHARACTERS = 200_000
const FIX_WITHIN_MS = 30_000
const GOOD_FIX_M = 15
const SETTLE_MS = 8_000
const SERVER_WITHIN_MS = 8_000

/** Writes something of a track's size, reads it back from the disk and takes it away again. */
export async function tryStorage(): Promise<Stored> {
  const written = crypto.getRandomValues(new Uint8Array(TRIAL_CHARACTERS / 10)).join(' ')
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  const room = { usage: usage ?? null, quota: quota ?? null }
  try {
    await keep(TRIAL, written)
    const back = await db.transaction('r', db.kept, () => recall<string>(TRIAL))
    await forget(TRIAL)
    return { kept: back === written ? 'yes' : 'failed', ...room }
  } catch (error) {
    return { kept: whyNotSaved(error), ...room }
  }
}

/** Whether the browser promises to keep the data; asks it to, when it doesn't yet. */
export async function tryPersistence(): Promise<boolean | null> {
  if (!navigator.storage?.persisted) return null
  return (await navigator.storage.persisted()) || (await navigator.storage.persist())
}

/** A real fix: the first good one, or the best of some seconds. */
export function tryPosition(): Promise<Position> {
  const why = whyNoPositions()
  if (why) return Promise.resolve({ trouble: why })
  return new Promise((told) => {
    let best: number | null = null
    const end = (position: Position) => {
      stop()
      clearTimeout(settled)
      clearTimeout(given)
      told(position)
    }
    const answer = (): Position => (best === null ? { trouble: 'no_signal' } : { accuracy_m: best })
    let settled: ReturnType<typeof setTimeout>
    const given = setTimeout(() => end(answer()), FIX_WITHIN_MS)
    const stop = browserSource.watch(
      ({ coords }) => {
        if (best === null) settled = setTimeout(() => end(answer()), SETTLE_MS)
        best = Math.min(best ?? Number.POSITIVE_INFINITY, coords.accuracy)
        if (best <= GOOD_FIX_M) end(answer())
      },
      (trouble) => trouble === 'permission' && end({ trouble }),
    )
  })
}

/** Holds the screen for a moment; a running ride has a lock of its own. */
export async function tryWakeLock(): Promise<'held' | 'refused' | 'unsupported'> {
  if (!('wakeLock' in navigator)) return 'unsupported'
  try {
    const lock = await navigator.wakeLock.request('screen')
    await lock.release()
    return 'held'
  } catch {
    return 'refused'
  }
}

/** Without `ask` only what can be known without a question to the user. */
export async function tryCamera(ask: boolean): Promise<Camera> {
  if (!navigator.mediaDevices?.enumerateDevices) return 'unsupported'
  const devices = await navigator.mediaDevices.enumerateDevices()
  const cameras = devices.filter(({ kind }) => kind === 'videoinput')
  if (cameras.length === 0) return 'none'
  if (!ask && !cameras.some(({ label }) => label)) return 'there'
  return openCamera()
}

async function openCamera(): Promise<Camera> {
  try {
    const video = { facingMode: 'environment' }
    const stream = await navigator.mediaDevices.getUserMedia({ video })
    stream.getTracks().forEach((track) => track.stop())
    return 'works'
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none'
  }
}

/** Asks the server for its time; without an answer, what was learned the last time. */
export async function tryClock(): Promise<ClockAsked> {
  const greeting = await within(SERVER_WITHIN_MS, greet())
  const clock = await recall<Clock>('clock')
  return { offset_ms: clock?.offset_ms ?? null, fresh: greeting === 'welcome' }
}

export async function tryVersion(): Promise<Newest> {
  if (status.outdated) return 'outdated'
  return (await within(SERVER_WITHIN_MS, lookForUpdate())) ?? 'unasked'
}

/** Whether everything of the app is on the phone, so that it opens without a network. */
export async function tryOffline(): Promise<'ready' | 'loading' | 'unsupported'> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return 'unsupported'
  return (await isCached()) ? 'ready' : 'loading'
}

/** Chromium hides the model in its user agent and tells it when asked. */
export async function askPlatform(): Promise<Platform> {
  const told = await navigator.userAgentData?.getHighEntropyValues(['model']).catch(() => undefined)
  return platformOf(navigator.userAgent, told?.model)
}

/** The answer, or null when there is none in time. */
function within<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((told) => setTimeout(() => told(null), ms))
  return Promise.race([answer.catch(() => null), late])
}
