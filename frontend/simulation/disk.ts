// A phone's storage: it outlives the lives of the app. What was committed is watched here, below
// the code that is tested.

import { createHash } from 'node:crypto'
import { IDBFactory, IDBObjectStore, IDBTransaction } from 'fake-indexeddb'

interface Row {
  key: unknown
  value: Record<string, unknown>
}
interface RawDatabase {
  rawObjectStores: Map<string, { records: { values(): Iterable<Row> } }>
  transactions: Transaction[]
}
export interface Connection {
  _rawDatabase: RawDatabase
  close(): void
}
export interface Transaction {
  db: Connection
  mode: string
  _scope: Set<string>
  _state: string
  _requests: { request: Target }[]
  _abort(name: string): void
}
export interface Target {
  listeners: { callback: unknown }[]
  [handler: `on${string}`]: unknown
}

/** What a disk tells: a commit is done, and nobody has heard of it yet. */
export type OnCommit = (transaction: Transaction) => void
let onCommit: OnCommit = () => undefined
let isFull: (transaction: Transaction) => boolean = () => false

export function watchCommits(listener: OnCommit, full: typeof isFull): void {
  onCommit = listener
  isFull = full
}

const dispatch = IDBTransaction.prototype.dispatchEvent
IDBTransaction.prototype.dispatchEvent = function (event: Event) {
  if (event.type === 'complete') onCommit(this as unknown as Transaction)
  return dispatch.call(this, event)
}

for (const name of ['put', 'add'] as const) {
  const write = IDBObjectStore.prototype[name]
  IDBObjectStore.prototype[name] = function (value: unknown, key?: IDBValidKey) {
    const request = write.call(this, value, key)
    const transaction = this.transaction as unknown as Transaction
    if (isFull(transaction)) transaction._abort('QuotaExceededError')
    return request
  }
}

/** A change of the bytes that lie on a disk: `digest` null means that they are gone. */
export type Change = [table: string, id: string, digest: string | null]

const WATCHED = ['payloads', 'photos']

export class Disk {
  factory = new IDBFactory()
  full = false
  private shelf = new Map<string, { value: object; digest: string }>()

  /** All rows of a table, as they are committed. */
  rows(table: string): Row['value'][] {
    return [...this.records(table)].map((row) => row.value)
  }

  empty(): void {
    this.factory = new IDBFactory()
    this.shelf.clear()
  }

  /** Lets the bytes of a photo that waits go bad where they lie; gives its id, if there is one. */
  spoil(): string | null {
    for (const { key, value } of this.records('photos')) {
      const bytes = value.bytes as Uint8Array
      if (value.state !== 'waiting' || bytes.length === 0) continue
      bytes[0]! ^= 0xff
      this.shelf.delete(`photos ${String(key)}`)
      return String(key)
    }
    return null
  }

  /** What has changed among the watched tables since the last call. */
  changes(): Change[] {
    return WATCHED.flatMap((table) => this.changesOf(table))
  }

  /** Whether a transaction works on this disk. */
  holds({ db }: Transaction): boolean {
    return this.databases.get('xunhu') === db._rawDatabase
  }

  /** All rows of a table as JSON can carry them: bytes by their digest. */
  told(table: string): object[] {
    return this.rows(table).map((row) => ({
      ...row,
      ...(row.bytes !== undefined && { bytes: digestOf(row.bytes) }),
    }))
  }

  private changesOf(table: string): Change[] {
    const changes: Change[] = []
    const seen = new Set<string>()
    for (const { key, value } of this.records(table)) {
      const place = `${table} ${String(key)}`
      seen.add(place)
      if (this.shelf.get(place)?.value === value) continue
      const digest = digestOf(value.bytes)
      if (this.shelf.get(place)?.digest !== digest) changes.push([table, String(key), digest])
      this.shelf.set(place, { value, digest })
    }
    for (const place of [...this.shelf.keys()].filter((place) => place.startsWith(table))) {
      if (seen.has(place)) continue
      this.shelf.delete(place)
      changes.push([table, place.slice(table.length + 1), null])
    }
    return changes
  }

  private records(table: string): Iterable<Row> {
    return this.databases.get('xunhu')?.rawObjectStores.get(table)?.records.values() ?? []
  }

  private get databases(): Map<string, RawDatabase> {
    return (this.factory as unknown as { _databases: Map<string, RawDatabase> })._databases
  }
}

export function digestOf(bytes: unknown): string {
  const hash = createHash('sha256').update(bytes as Uint8Array)
  return hash.digest('hex')
}
