import { db } from './database'

/** Gives up what the server can send again; never a record's bytes. */
export async function makeRoom(): Promise<void> {
  await db.transaction('rw', db.pulled, db.kept, async () => {
    await db.pulled.clear()
    await db.kept.delete('pull-cursor')
  })
}

const ENOUGH_BYTES = 50_000_000

/** Whether there is room for photos again, as far as the browser tells. */
export async function hasRoom(): Promise<boolean> {
  const { quota = 0, usage = 0 } = (await globalThis.navigator?.storage?.estimate?.()) ?? {}
  return quota - usage > ENOUGH_BYTES
}
