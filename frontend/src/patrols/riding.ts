// The one ride of this phone, as the screens see it.

import { computed, onScopeDispose, ref, shallowRef, triggerRef } from 'vue'
import { dropSpent } from '../db/spent'
import type { Watch } from '../gps/fix'
import { isNews } from '../gps/interruptions'
import { browserSource } from '../gps/source'
import { letSleep, stayAwake } from '../gps/wakeLock'
import type { Patrol, Setting } from './patrol'
import { endAtLastFix, isDenied, Ride, type Trouble } from './ride'
import { claim, isClaimed, letGo } from './claim'
import { beginPatrol, unfinishedPatrol } from './store'

/** The ride that this page records. */
export const riding = shallowRef<Ride | null>(null)
/** A patrol that was begun and not closed, and that this page doesn't record. */
export const unfinished = shallowRef<Patrol | null>(null)
/** Another page of this phone records the patrol right now. */
export const elsewhere = ref(false)
export const trouble = ref<Trouble>(null)
const denied = ref(false)
/** The ride is shown dim, for the eyes of those who drive at night. */
export const isNight = ref(false)
/** How many interruptions of the ride its rider has seen. */
const seenGaps = ref(0)

export function seeGaps(): void {
  seenGaps.value = riding.value?.patrol.interruptions.length ?? 0
}

/** Felt without looking, where the phone can: two long pulses. */
export function alarm(): void {
  navigator.vibrate?.([300, 150, 300])
}

/** The time, told anew each second while the component that asked is shown. */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/** The running ride as numbers, told anew each second and with each fix; null without one. */
export function useRide() {
  const now = useNow()
  const view = computed(() => (riding.value ? viewOf(riding.value, now.value) : null))
  return { now, view }
}

export type RideView = ReturnType<typeof viewOf>

function viewOf(ride: Ride, now: number) {
  const { patrol, receivedAt } = ride
  const gaps = patrol.interruptions
  return {
    elapsed_ms: now - patrol.started_at,
    distance_m: patrol.tally.distance_m,
    fix_count: patrol.fix_count,
    paused: patrol.paused,
    watch: watchOf(patrol),
    accuracy_m: patrol.last_fix?.accuracy_m ?? null,
    age_ms: receivedAt === null ? null : Math.max(0, now - receivedAt),
    last_fix_at: patrol.last_fix?.at ?? null,
    gap_count: gaps.length,
    gaps_ms: gaps.reduce((sum, { from, to }) => sum + to - from, 0),
    /** The newest interruption, until the rider has seen it. */
    news: gaps.slice(seenGaps.value).filter(isNews).at(-1) ?? null,
    forgotten: ride.isForgotten(now),
    still_since: patrol.stay?.since ?? null,
    open: ride.openInterruption(now),
  }
}

function watchOf(patrol: Patrol): Watch {
  if (patrol.paused) return 'off'
  return denied.value ? 'denied' : 'on'
}

export async function lookForUnfinished(): Promise<void> {
  if (riding.value !== null) return
  const found = await unfinishedPatrol()
  if (riding.value !== null) return // a second tap: the first one rides already
  unfinished.value = found
  elsewhere.value = unfinished.value !== null && (await isClaimed())
}

/** Begins a patrol. Called from the tap itself: the wake lock and the GPS ask for one. */
export async function begin(setting: Setting, author: string): Promise<void> {
  void stayAwake()
  await lookForUnfinished()
  if (unfinished.value !== null || !(await claim()) || riding.value !== null) return
  take(await beginPatrol(setting, author, Date.now())).start()
}

export async function continueUnfinished(): Promise<void> {
  const patrol = unfinished.value
  if (patrol?.state !== 'running') return
  void stayAwake()
  const mayRide = await claim()
  if (riding.value !== null) return
  elsewhere.value = !mayRide
  if (mayRide) await take(patrol).resume()
}

export async function endUnfinished(): Promise<void> {
  if (unfinished.value === null) return
  await endAtLastFix(unfinished.value)
  await lookForUnfinished()
}

export async function togglePause(): Promise<void> {
  const ride = riding.value
  await (ride?.patrol.paused ? ride.goOn() : ride?.pause())
  triggerRef(riding)
}

/** The patrol isn't over, although it stands. */
export async function goOnStanding(): Promise<void> {
  await riding.value?.isOn(Date.now())
  triggerRef(riding)
}

export const stop = () => finish((ride) => ride.end(Date.now()))
export const stopAtLastMove = () => finish((ride) => ride.endAtLastMove())

async function finish(end: (ride: Ride) => Promise<void>): Promise<void> {
  if (riding.value) await end(riding.value)
  riding.value = null
  isNight.value = false
  letGo()
  void letSleep()
  await lookForUnfinished()
}

export function watchRide(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') riding.value?.notice('hidden')
    else if (riding.value?.openInterruption(Date.now())) alarm()
  })
}

function take(patrol: Patrol): Ride {
  let parts = patrol.part_count
  const ride = new Ride(patrol, browserSource, (told) => {
    trouble.value = told
    denied.value = isDenied(denied.value, told)
    triggerRef(riding)
    if (patrol.part_count > parts) void dropSpent()
    parts = patrol.part_count
  })
  riding.value = ride
  seenGaps.value = 0
  unfinished.value = null
  return ride
}
