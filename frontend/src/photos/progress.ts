// How far the photos of a record have come; by ids wherever ids do: a list must not read all bytes.

import { db } from '../db/database'

export interface PhotoProgress {
  all: number
  stored: number
  attention: number
  /** The code of the first problem. */
  why: string | null
}

/** What the server doesn't have yet, by `<record>/<slot>`; what needs attention with its code. */
export interface UnsentPhotos {
  waiting: ReadonlySet<string>
  attention: ReadonlyMap<string, string>
}

export async function unsentPhotos(): Promise<UnsentPhotos> {
  const waiting = await db.photos.where('state').equals('waiting').primaryKeys()
  const attention = await db.photos.where('state').equals('attention').toArray()
  return {
    waiting: new Set(waiting),
    attention: new Map(attention.map(({ id, problem }) => [id, problem?.code ?? ''])),
  }
}

/** A photo that the phone no longer holds has arrived: nothing else takes it away. */
export function photosOf(
  { id, attachments = [] }: { id: string; attachments?: { slot: string }[] },
  unsent: UnsentPhotos,
): PhotoProgress {
  const ids = attachments.map(({ slot }) => `${id}/${slot}`)
  const codes = ids.flatMap((one) => unsent.attention.get(one) ?? [])
  const waiting = ids.filter((one) => unsent.waiting.has(one)).length
  const stored = ids.length - waiting - codes.length
  return { all: ids.length, stored, attention: codes.length, why: codes[0] ?? null }
}
