import { db } from './database'
import { whyNotSaved } from './whyNotSaved'

/** What Safari and Chrome throw when the handle is gone: in the background, or after an upgrade. */
const BROKEN = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'OpenFailedError',
  'AbortError',
])

/** Runs `work`; when the database's handle broke meanwhile, once more with a new one. */
export async function again<T>(work: (isSecond: boolean) => Promise<T>): Promise<T> {
  try {
    return await work(false)
  } catch (error) {
    if (!isBroken(error)) throw error
    db.close({ disableAutoOpen: false })
    await db.open()
    return work(true)
  }
}

function isBroken(error: unknown): boolean {
  const isNamed = error instanceof Error || error instanceof DOMException
  return isNamed && BROKEN.has(error.name) && whyNotSaved(error) !== 'full'
}
