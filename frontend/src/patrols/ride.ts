// The ride that this page records: fixes come in, are written one by one, and sealed in segments.

import { advance } from '../gps/distance'
import type { Fix } from '../gps/fix'
import { until, type Interruption, type Reason } from '../gps/interruptions'
import { Recorder } from '../gps/recorder'
import type { PositionSource } from '../gps/source'
import { segmentIsFull, type Patrol } from './patrol'
import { isForgotten, stayAfter } from './stay'
import {
  endPatrol,
  noteInterruption,
  notePause,
  noteStay,
  sealSegment,
  unsealedFixes,
  writeFixes,
} from './store'

/** Told after every change, so that a screen can show it. */
export type Trouble = 'storage' | Reason | null
export type OnChange = (trouble: Trouble) => void

/** Whether positions are still denied: until a fix is written or the watch starts anew. */
export const isDenied = (before: boolean, told: Trouble): boolean =>
  told === 'permission' || (before && told !== null)

export class Ride {
  receivedAt: number | null = null
  private unsealed: Fix[] = []
  /** How many of them are on the disk. */
  private written = 0
  private work: Promise<void> = Promise.resolve()
  private readonly recorder: Recorder

  constructor(
    readonly patrol: Patrol,
    source: PositionSource,
    private readonly onChange: OnChange,
  ) {
    const observer = {
      onFix: (fix: Fix, before: Interruption | null) => this.take(fix, before),
      onTrouble: (reason: Reason) => this.onChange(reason),
    }
    this.recorder = new Recorder(source, observer, patrol.last_fix, patrol.started_at)
  }

  start(): void {
    if (!this.patrol.paused) this.recorder.start()
  }

  /** Goes on after the app was closed or killed; what it left unsealed becomes a segment. */
  async resume(): Promise<void> {
    this.recorder.notice('killed')
    const left = await unsealedFixes(this.patrol.id)
    await sealSegment(this.patrol, left)
    if (this.patrol.paused) await notePause(this.patrol, false)
    this.start()
  }

  notice(reason: Reason): void {
    this.recorder.notice(reason)
  }

  openInterruption(now: number): Interruption | null {
    return this.recorder.openInterruption(now)
  }

  async pause(): Promise<void> {
    this.recorder.notice('paused')
    this.recorder.stop()
    await this.inTurn(async () => {
      await this.sealUnsealed()
      await notePause(this.patrol, true)
    })
  }

  async goOn(): Promise<void> {
    await this.inTurn(async () => {
      await notePause(this.patrol, false)
      await noteStay(this.patrol, null)
    })
    this.recorder.start()
  }

  /** Whether it stands for so long that its end may have been forgotten. */
  isForgotten(now: number): boolean {
    return !this.patrol.paused && isForgotten(this.patrol.stay ?? null, this.gpsTime(now))
  }

  /** The officer says that it isn't over: asked again after as long a time. */
  async isOn(now: number): Promise<void> {
    const { stay } = this.patrol
    const answered_at = this.gpsTime(now)
    if (stay) await this.inTurn(() => noteStay(this.patrol, { ...stay, answered_at }))
  }

  /** Ends when it last moved, as the officer confirmed; the fixes since then are sealed as well. */
  async endAtLastMove(): Promise<void> {
    const { patrol } = this
    const ended_at = Math.max(patrol.started_at, patrol.stay?.since ?? 0)
    this.recorder.stop()
    await this.inTurn(async () => {
      await this.sealUnsealed()
      await endPatrol(patrol, ended_at, until(patrol.interruptions, ended_at))
    })
  }

  /** Stops recording and seals what is left; the patrol then waits for its closing words. */
  async end(now: number): Promise<void> {
    const gap = this.recorder.openInterruption(now)
    this.recorder.stop()
    await this.inTurn(async () => {
      if (gap) await noteInterruption(this.patrol, gap)
      await this.sealUnsealed()
      await endPatrol(this.patrol, now)
    })
  }

  /** Done when everything that has come so far is on the phone. */
  settled(): Promise<void> {
    return this.work
  }

  /** Now by the clock of the fixes; GPS and phone may disagree on the time of day. */
  private gpsTime(now: number): number {
    const { last_fix } = this.patrol
    if (last_fix === null) return now
    return last_fix.at + (this.receivedAt === null ? 0 : now - this.receivedAt)
  }

  private take(fix: Fix, before: Interruption | null): void {
    const { patrol } = this
    this.receivedAt = Date.now()
    patrol.last_fix = fix
    this.inTurn(() => this.write(fix, before)).catch(() => undefined) // told by onChange
  }

  /** The fix stays in memory even when the disk is full, and is written with the next one. */
  private async write(fix: Fix, before: Interruption | null): Promise<void> {
    const { patrol } = this
    try {
      if (before) await noteInterruption(patrol, before)
      if (segmentIsFull(this.unsealed, fix)) await this.sealUnsealed()
    } finally {
      patrol.tally = advance(patrol.tally, fix)
      patrol.stay = stayAfter(patrol.stay ?? null, fix)
      patrol.fix_count += 1
      this.unsealed.push(fix)
    }
    await writeFixes(patrol.id, this.unsealed, this.written)
    this.written = this.unsealed.length
  }

  private async sealUnsealed(): Promise<void> {
    await sealSegment(this.patrol, this.unsealed)
    this.unsealed = []
    this.written = 0
  }

  /** One step after the other; a step that fails is told, and the next fix tries again. */
  private inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.work.then(step)
    this.work = done.then(
      () => this.onChange(null),
      () => this.onChange('storage'),
    )
    return done
  }
}

/** Ends a patrol that was interrupted, at its last fix. */
export async function endAtLastFix(patrol: Patrol): Promise<void> {
  await sealSegment(patrol, await unsealedFixes(patrol.id))
  await endPatrol(patrol, patrol.last_fix?.at ?? patrol.started_at)
}
