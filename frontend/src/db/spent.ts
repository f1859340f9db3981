import Dexie from 'dexie'

/**
 * Gives back the room of what was written over or deleted. Chromium keeps up to 4 MB of that in its
 * log; the only thing by which a page can make it tidy up is to delete a database, so an empty one.
 */
export async function dropSpent(): Promise<void> {
  const spent = new Dexie('xunhu-spent')
  spent.version(1).stores({})
  await spent
    .open()
    .then(() => spent.delete())
    .catch(() => undefined) // next time
}
