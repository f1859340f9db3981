// What is still on this phone, told to the server: a lost phone leaves a list of what is missing.

import { db } from '../db/database'

/** The parameters of hello: every user's unsent records and photos. */
export async function unsentReport(): Promise<URLSearchParams> {
  const unsent = await db.sealed.where('state').anyOf('waiting', 'attention').toArray()
  const attention = unsent.filter(({ state }) => state === 'attention').length
  const oldest_at = unsent.map(({ occurred_at }) => occurred_at).sort()[0]
  const kinds = countsOf(unsent.map(({ kind }) => kind))
  return new URLSearchParams({
    waiting: String(unsent.length - attention),
    attention: String(attention),
    photos: String(await db.photos.where('state').anyOf('waiting', 'attention').count()),
    ...(oldest_at && { oldest_at }),
    ...(kinds && { kinds }),
  })
}

function countsOf(kinds: string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds.sort()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind}:${count}`).join(',')
}
