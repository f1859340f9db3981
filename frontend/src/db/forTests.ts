// Loaded first by tests that write to the phone's database.

import 'fake-indexeddb/auto'
import { db } from './database'

export async function emptyPhone(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()))
}
