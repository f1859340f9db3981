// What is still on this phone, told to the server: a lost phone leaves a list of what is missing.

import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { doubtfulPhotos } from './photoQueue'
import { doubtfulIn } from './verify'

/**
 * The parameters of hello: every user's records and photos that this epoch's server isn't known to
 * have. The count is of that epoch alone, since a restore may take back what was stored before.
 */
export async function unsentReport(epoch: string): Promise<URLSearchParams> {
  const waiting = await db.sealed.where('state').anyOf('waiting', 'attention').toArray()
  const doubtful = await doubtfulIn(epoch)
  const unsent = [...waiting, ...doubtful.filter(({ state }) => state !== 'attention')]
  const attention = unsent.filter(({ state }) => state === 'attention').length
  const photos = await db.photos.where('state').anyOf('waiting', 'attention').count()
  const oldest_at = unsent.map(({ occurred_at }) => occurred_at).sort()[0]
  const kinds = countsOf(unsent.map(({ kind }) => kind))
  const said = {
    epoch,
    waiting: String(unsent.length - attention),
    attention: String(attention),
    photos: String(photos + (await doubtfulPhotos(epoch))),
    ...(oldest_at && { oldest_at }),
    ...(kinds && { kinds }),
  }
  const number = await numberOf(new URLSearchParams(said).toString())
  return new URLSearchParams({ ...said, number: String(number) })
}

interface Numbered {
  said: string
  number: number
}

/** Higher than before when something else is said: the server passes over one that comes late. */
async function numberOf(said: string): Promise<number> {
  const last = await recall<Numbered>('report')
  if (last?.said === said) return last.number
  const number = (last?.number ?? 0) + 1
  await keep('report', { said, number }).catch(() => undefined) // a full phone says hello as well
  return number
}

function countsOf(kinds: string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds.sort()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind}:${count}`).join(',')
}
