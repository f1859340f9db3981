import { db } from './database'
import { recall } from './kept'

type Names = Record<string, string>

/** What a user of this phone is called, if that user ever signed in on it. */
export async function nameOf(username: string): Promise<string | undefined> {
  return (await recall<Names>('names'))?.[username]
}

export async function rememberName(username: string, name: string): Promise<void> {
  await db.transaction('rw', db.kept, async () => {
    const names = (await recall<Names>('names')) ?? {}
    await db.kept.put({ name: 'names', value: { ...names, [username]: name } })
  })
}
