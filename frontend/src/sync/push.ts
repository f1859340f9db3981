// Sends sealed records; every record gets its own answer.

import type { components } from '../api/schema'
import { keep } from '../db/kept'
import type { Sealed } from '../records/seal'
import { clockFrom } from './clock'
import { frame } from './frame'
import { NoAnswer, type Answer } from './http'
import { plan } from './plan'
import { postSequence } from './post'
import { isRevoked } from './revoked'
import { moveBack, refusedTogether, settle } from './settle'
import { isStanding, learn } from './standing'

export type PushResult = components['schemas']['Result']
type PushAnswer = components['schemas']['PushAnswer']

/** busy: the server asked for a pause · refused: this envelope as a whole. */
export type PushOutcome = 'sent' | 'nothing' | 'signed-out' | 'revoked' | 'busy' | 'refused'

/** Sends one batch and writes down what became of each record; throws NoAnswer. */
export async function push(batch: Sealed[], now = Date.now): Promise<PushOutcome> {
  if (batch.length === 0) return 'nothing'
  const sentAt = now()
  const answer = await send(batch).catch(async (error: unknown) => {
    await moveBack(batch, now())
    throw error
  })
  if (answer.status === 401) return isRevoked(answer.body) ? 'revoked' : 'signed-out'
  if (answer.status === 429) return pause(answer, now())
  if (!answer.ok) {
    await refusedTogether(batch, now())
    return answer.retry_after_s === null ? 'refused' : pause(answer, now())
  }
  await take(batch, answer.body, sentAt, now())
  return 'sent'
}

function pause({ retry_after_s }: Answer<unknown>, now: number): PushOutcome {
  plan.holdAsAsked(now, retry_after_s)
  return 'busy'
}

async function take(batch: Sealed[], body: PushAnswer, sentAt: number, now: number) {
  const clock = clockFrom(body.server_time, sentAt, now)
  if (clock) await keep('clock', clock)
  await learn(body)
  await settle(batch, body, now)
}

/** A refusal of a proxy isn't the API's, but it's about these bytes all the same. */
const BY_PROXY = [413, 500, 502, 504]

async function send(batch: Sealed[]): Promise<Answer<PushAnswer>> {
  const framed = frame(batch.map(({ payload }) => payload.bytes))
  const answer = await postSequence<PushAnswer>(framed).catch((error: unknown) => {
    const status = error instanceof NoAnswer ? error.status : null
    if (status === null || !BY_PROXY.includes(status)) throw error
    return { status, ok: false, retry_after_s: null, body: {} as PushAnswer }
  })
  if (answer.ok && !isAnswer(answer.body)) throw new NoAnswer('no results')
  return answer
}

function isAnswer(body: unknown): boolean {
  return isStanding(body) && Array.isArray((body as Partial<PushAnswer>).results)
}
