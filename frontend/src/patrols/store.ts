// Patrols on this phone: every step is one transaction.

import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { advance, EMPTY_TALLY } from '../gps/distance'
import type { Fix } from '../gps/fix'
import type { Interruption } from '../gps/interruptions'
import { sealAndQueue } from '../records/outbox'
import { uuidv7 } from '../records/uuidv7'
import {
  CHUNK_FIXES,
  MAX_SEGMENT_FIXES,
  patrolDraft,
  patrolEndDraft,
  segmentDraft,
  type Closing,
  type ClosingWords,
  type FixChunk,
  type Patrol,
  type Setting,
} from './patrol'
import { stayAfter, type Stay } from './stay'

const LAST_SETTING = 'last-setting'

export const lastSetting = () => recall<Setting>(LAST_SETTING)

/** Begins a patrol: its record is sealed at once, so that segments can follow while riding. */
export async function beginPatrol(setting: Setting, author: string, now: number): Promise<Patrol> {
  const patrol: Patrol = {
    ...setting,
    id: uuidv7(now),
    author,
    started_at: now,
    ended_at: null,
    state: 'running',
    paused: false,
    part_count: 0,
    fix_count: 0,
    tally: EMPTY_TALLY,
    last_fix: null,
    stay: null,
    interruptions: [],
  }
  await keep(LAST_SETTING, setting)
  await sealAndQueue([patrolDraft(patrol)], ['patrols'], async () => {
    await db.patrols.add(patrol)
  })
  return patrol
}

/** The patrol that isn't closed yet, with its unsealed fixes counted in; there is at most one. */
export async function unfinishedPatrol(): Promise<Patrol | null> {
  const patrol = await db.patrols.where('state').anyOf('running', 'ended').first()
  if (!patrol) return null
  const fixes = await unsealedFixes(patrol.id)
  return {
    ...patrol,
    tally: fixes.reduce(advance, patrol.tally),
    fix_count: patrol.fix_count + fixes.length,
    last_fix: fixes.at(-1) ?? patrol.last_fix,
    stay: fixes.reduce(stayAfter, patrol.stay ?? null),
  }
}

export async function unsealedFixes(patrol: string): Promise<Fix[]> {
  const chunks = await chunksOf(patrol).toArray()
  return chunks.flatMap((chunk) => chunk.fixes)
}

/** Writes fixes that aren't sealed yet, a few to a chunk; `written` of them lie there already. */
export async function writeFixes(patrol: string, unsealed: Fix[], written = 0): Promise<void> {
  const chunks: FixChunk[] = []
  for (let n = Math.floor(written / CHUNK_FIXES); n * CHUNK_FIXES < unsealed.length; n += 1)
    chunks.push({ patrol, n, fixes: unsealed.slice(n * CHUNK_FIXES, (n + 1) * CHUNK_FIXES) })
  await db.fixChunks.bulkPut(chunks)
}

export async function noteInterruption(patrol: Patrol, gap: Interruption): Promise<void> {
  patrol.interruptions.push(gap)
  await db.patrols.update(patrol.id, { interruptions: patrol.interruptions.map((g) => ({ ...g })) })
}

export async function notePause(patrol: Patrol, paused: boolean): Promise<void> {
  patrol.paused = paused
  await db.patrols.update(patrol.id, { paused })
}

export async function noteStay(patrol: Patrol, stay: Stay | null): Promise<void> {
  patrol.stay = stay
  await db.patrols.update(patrol.id, { stay })
}

/**
 * Seals the unsealed fixes as the patrol's next segment and takes their chunks away. The parts are
 * numbered from what lies on the phone: another page may have sealed some of this patrol.
 */
export async function sealSegment(patrol: Patrol, fixes: Fix[]): Promise<void> {
  if (fixes.length === 0) return
  for (let sealed = false; !sealed;) {
    patrol.part_count = (await db.patrols.get(patrol.id))?.part_count ?? patrol.part_count
    sealed = await sealParts(patrol, fixes)
  }
}

class OvertakenByAnother extends Error {}

/** False when another page took these numbers meanwhile; then nothing is sealed. */
async function sealParts(patrol: Patrol, fixes: Fix[]): Promise<boolean> {
  const parts = split(fixes).map((piece, n) =>
    segmentDraft(uuidv7(), patrol, patrol.part_count + n, piece),
  )
  const change = {
    part_count: patrol.part_count + parts.length,
    fix_count: patrol.fix_count,
    tally: { ...patrol.tally },
    last_fix: fixes.at(-1) ?? null,
    stay: patrol.stay ?? null,
  }
  try {
    await sealAndQueue(parts, ['patrols', 'fixChunks'], async () => {
      const { part_count } = (await db.patrols.get(patrol.id)) ?? patrol
      if (part_count !== patrol.part_count) throw new OvertakenByAnother()
      await chunksOf(patrol.id).delete()
      await db.patrols.update(patrol.id, change)
    })
  } catch (error) {
    if (error instanceof OvertakenByAnother) return false
    throw error
  }
  patrol.part_count = change.part_count
  return true
}

/** Pieces that one segment may hold: more than one only after the storage was full for a while. */
function split(fixes: Fix[]): Fix[][] {
  const count = Math.ceil(fixes.length / MAX_SEGMENT_FIXES)
  return Array.from({ length: count }, (_, n) =>
    fixes.slice(n * MAX_SEGMENT_FIXES, (n + 1) * MAX_SEGMENT_FIXES),
  )
}

export async function endPatrol(
  patrol: Patrol,
  ended_at: number,
  interruptions = patrol.interruptions,
): Promise<void> {
  const change = { ended_at, state: 'ended', paused: false, interruptions } as const
  await db.patrols.update(patrol.id, change)
  patrol.interruptions = interruptions
  patrol.ended_at = ended_at
  patrol.state = 'ended'
}

export async function keepClosing(patrol: Patrol, closing: ClosingWords): Promise<void> {
  patrol.closing = closing
  const row = db.patrols.where('id').equals(patrol.id)
  await row.and(({ state }) => state !== 'closed').modify({ closing })
}

export async function closePatrol(patrol: Patrol, closing: Closing): Promise<void> {
  const draft = patrolEndDraft(uuidv7(), patrol, closing)
  await sealAndQueue([draft], ['patrols'], async () => {
    await db.patrols.update(patrol.id, { state: 'closed', closing: undefined })
  })
  patrol.state = 'closed'
}

const chunksOf = (patrol: string) =>
  db.fixChunks.where('[patrol+n]').between([patrol, 0], [patrol, Infinity])
