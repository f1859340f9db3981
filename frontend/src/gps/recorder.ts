// A watch on positions becomes fixes, and the times without fixes become interruptions.

import { toFix, type Fix } from './fix'
import { interruptionBetween, type Interruption, type Reason } from './interruptions'
import type { PositionSource } from './source'

export interface Observer {
  onFix(fix: Fix, before: Interruption | null): void
  onTrouble(reason: Reason): void
}

/** A GPS that jumps ahead by more than this (a week roll-over) would silence all later fixes. */
const MAX_LEAD_MS = 10 * 60_000

export class Recorder {
  private stopWatching: (() => void) | null = null
  private readonly seen = new Set<Reason>()
  private receivedAt: number

  /** Fixes count from `lastFix`, or, while there is none, from the start of the patrol. */
  constructor(
    private readonly source: PositionSource,
    private readonly observer: Observer,
    private lastFix: Fix | null,
    private readonly startedAt: number,
  ) {
    this.receivedAt = this.since
  }

  start(): void {
    this.stopWatching ??= this.source.watch(
      (position) => this.take(position, Date.now()),
      (trouble) => this.notice(trouble),
    )
  }

  stop(): void {
    this.stopWatching?.()
    this.stopWatching = null
  }

  /** Remembers why the next gap, if there will be one, came about. */
  notice(reason: Reason): void {
    this.seen.add(reason)
    this.observer.onTrouble(reason)
  }

  /** The interruption that is still open; GPS and phone may disagree on the time of day. */
  openInterruption(now: number): Interruption | null {
    return interruptionBetween(this.since, this.since + (now - this.receivedAt), this.seen)
  }

  private get since(): number {
    return this.lastFix?.at ?? this.startedAt
  }

  private take(position: GeolocationPosition, now: number): void {
    const fix = toFix(position, this.lastFix?.at ?? null)
    if (fix === null || this.leads(fix, now)) return
    const before = interruptionBetween(this.since, fix.at, this.seen)
    this.lastFix = fix
    this.receivedAt = now
    this.seen.clear()
    this.observer.onFix(fix, before)
  }

  private leads(fix: Fix, now: number): boolean {
    return this.lastFix !== null && fix.at - this.lastFix.at > now - this.receivedAt + MAX_LEAD_MS
  }
}
