import { db } from './database'
import { uuidv7 } from '../records/uuidv7'

export async function recall<T>(name: string): Promise<T | undefined> {
  return (await db.kept.get(name))?.value as T | undefined
}

export async function keep(name: string, value: unknown): Promise<void> {
  await db.kept.put({ name, value })
}

export async function forget(name: string): Promise<void> {
  await db.kept.delete(name)
}

/** The id of this phone: made at first need, then never changed. */
export async function deviceId(): Promise<string> {
  return db.transaction('rw', db.kept, async () => {
    const known = await recall<string>('device')
    if (known) return known
    const made = uuidv7()
    await keep('device', made)
    return made
  })
}
