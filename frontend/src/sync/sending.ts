// Sends everything that is due, lane by lane; one bad record delays the others by one round at most.

import type { Sealed } from '../records/seal'
import { LANES, nextBatch, type Lane } from './batches'
import { NoAnswer } from './http'
import { push, type PushOutcome } from './push'
import { goOn } from './round'
import { setAside } from './settle'
import { status } from './status'

/** Refusals in a row, with nothing accepted in the round, that speak against the server. */
const MOST_REFUSALS = 2
const MOST_PROBES = 14
/** A record that was refused so often, alone in the end, is at fault even if nothing else went. */
const ENOUGH_REFUSALS = 5
const SMALLEST_SHARE = 1 / 64

let share = 1
let unanswered_count = 0

/** One round of sending: what was tried in it, and how it went. */
interface Sending {
  tried: Set<string>
  sent_count: number
  refused_count: number
}

/** Throws NoAnswer, or Interrupted when the round isn't this user's any more. */
export async function sendRecords(): Promise<PushOutcome> {
  const sending: Sending = { tried: new Set(), sent_count: 0, refused_count: 0 }
  for (const lane of LANES) {
    const outcome = await sendLane(lane, sending)
    if (outcome !== 'sent') return outcome
  }
  return sending.sent_count > 0 ? 'sent' : 'nothing'
}

async function sendLane(lane: Lane, sending: Sending): Promise<PushOutcome> {
  for (;;) {
    const batch = await nextBatch(Date.now(), { lane, tried: sending.tried, share })
    if (batch.length === 0) return 'sent'
    const outcome = await sendBatch(lane, batch, sending)
    if (outcome !== 'sent' && outcome !== 'refused') return outcome
    if (outcome === 'refused' && isServerAtFault(sending)) return 'refused'
  }
}

function isServerAtFault({ sent_count, refused_count }: Sending): boolean {
  return sent_count === 0 && refused_count >= MOST_REFUSALS
}

function sendBatch(lane: Lane, batch: Sealed[], sending: Sending): Promise<PushOutcome> {
  if (lane === 'fresh') return sendPart(batch, sending)
  return isolate(batch, sending)
}

/**
 * A push that was refused before goes out in ever smaller parts, until what spoils it stands alone.
 * While nothing at all is accepted it stops soon: then it may be the server's trouble.
 */
async function isolate(batch: Sealed[], sending: Sending): Promise<PushOutcome> {
  const parts = inParts(batch, firstParts(batch))
  for (let probes = 1; parts.length > 0; probes += 1) {
    const part = parts.shift()!
    const outcome = await sendPart(part, sending)
    if (outcome !== 'sent' && outcome !== 'refused') return outcome
    if (outcome === 'refused' && part.length > 1) parts.push(...inParts(part, 2))
    if (outcome === 'refused' && part.length === 1) await judge(part[0]!, sending)
    if (sending.sent_count === 0 && probes >= MOST_PROBES) return 'refused'
  }
  return 'sent'
}

/** Refused once: whole again; after that in halves, quarters and so on. */
function firstParts(batch: Sealed[]): number {
  return 2 ** Math.min(6, Math.max(...batch.map(({ record }) => record.refused_count ?? 0)) - 1)
}

function inParts(batch: Sealed[], count: number): Sealed[][] {
  const size = Math.ceil(batch.length / count)
  return Array.from({ length: Math.ceil(batch.length / size) }, (_, n) =>
    batch.slice(n * size, (n + 1) * size),
  )
}

async function judge(alone: Sealed, { sent_count }: Sending): Promise<void> {
  const { slow, refused_count = 0 } = alone.record
  const isAtFault = sent_count > 0 || slow || refused_count + 1 >= ENOUGH_REFUSALS
  if (isAtFault) await setAside(alone, Date.now())
}

async function sendPart(part: Sealed[], sending: Sending): Promise<PushOutcome> {
  await goOn()
  part.forEach(({ record }) => sending.tried.add(record.id))
  status.sending = new Set(part.map(({ record }) => record.id))
  try {
    const outcome = await push(part)
    note(outcome, sending)
    return outcome
  } catch (error) {
    if (error instanceof NoAnswer) await sendLessNext(part)
    throw error
  } finally {
    status.sending.clear()
  }
}

function note(outcome: PushOutcome, sending: Sending): void {
  if (outcome === 'sent') sending.sent_count += 1
  if (outcome === 'refused') sending.refused_count += 1
  if (outcome !== 'sent') return
  unanswered_count = share < 1 ? 1 : 0
  share = Math.min(1, share * 2)
}

/** The second time without an answer the line may be too thin for so much, or a record hangs it. */
async function sendLessNext(part: Sealed[]): Promise<void> {
  unanswered_count += 1
  if (unanswered_count > 1) share = Math.max(SMALLEST_SHARE, share / 2)
  const [first] = part
  if (first?.record.slow) await setAside(first, Date.now())
}
