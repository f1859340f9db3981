// One life of the app on one phone: a realm of its own with everything that a browser would give,
// and a way to freeze it for ever in the middle of whatever it does.

import { createContext, Script } from 'node:vm'
import { IDBKeyRange } from 'fake-indexeddb'
import type { Disk } from './disk'
import { cutOff, type Opening } from './cut'
import * as fakes from './fakes'
import type { LockTable } from './locks'

type Act = (...given: unknown[]) => Promise<unknown>
type Watch = (position: unknown) => void
interface Phone {
  acts: Record<string, Act>
  rounds: () => number
}

/** A request that waits for its answer; `round` counts those of its life. */
export interface Asked {
  life: string
  n: number
  round: number
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
}
interface Pending {
  resolve: (response: fakes.FakeResponse) => void
  reject: (error: Error) => void
}
interface Timer {
  due: number
  run: () => void
}

/** What a life is born with; `offset` is how far its phone's clock is ahead, in milliseconds. */
export interface Birth {
  life: string
  phone: string
  seed: number
  locks: boolean
  gzip: boolean
  bundle: string
}

/** The phone that a life runs on. */
export interface Handset {
  disk: Disk
  locks: LockTable
  now: number
  offset: number
}

/** Where a life tells what it does to the world outside. */
export interface Outside {
  asked: Asked[]
  cancelled: [life: string, n: number][]
  point: () => void
}

export class Life {
  dead = false
  readonly timers = new Map<number, Timer>()
  private readonly watches = new Map<number, Watch>()
  private readonly pending = new Map<number, Pending>()
  private readonly opened: Opening[] = []
  private readonly phone: Phone
  private readonly realm: { Promise: PromiseConstructor }
  private count = 0

  constructor(
    readonly birth: Birth,
    readonly handset: Handset,
    private readonly outside: Outside,
    script: Script,
  ) {
    const context = createContext(this.globals())
    PRELUDE.runInContext(context)
    this.realm = { Promise: new Script('Promise').runInContext(context) as PromiseConstructor }
    script.runInContext(context)
    this.phone = (context as unknown as { phone: Phone }).phone
  }

  act(name: string, given: unknown[]): Promise<unknown> {
    return this.phone.acts[name]!(...given)
  }

  /** Gives the app a position, as the browser does while it watches. */
  move(position: unknown): void {
    for (const watch of this.watches.values()) watch(position)
  }

  answer(n: number, response: fakes.FakeResponse | null): void {
    const pending = this.pending.get(n)
    if (pending === undefined || this.dead) return
    this.pending.delete(n)
    if (response) pending.resolve(response)
    else pending.reject(new TypeError('Failed to fetch'))
  }

  /** The first timer that is due, in the order of their times; null when none is. */
  nextDue(): number | null {
    const due = [...this.timers.values()].map((timer) => timer.due)
    return due.length > 0 ? Math.min(...due) : null
  }

  runDue(): void {
    const due = [...this.timers].filter(([, timer]) => timer.due <= this.handset.now)
    for (const [n, timer] of due.sort(([, a], [, b]) => a.due - b.due)) {
      if (!this.timers.delete(n)) continue
      timer.run()
    }
  }

  /** Nothing of this life happens any more; what it hadn't committed is undone. */
  freeze(): void {
    this.dead = true
    this.timers.clear()
    this.pending.clear()
    this.opened.forEach(cutOff)
    this.handset.locks.release(this)
  }

  private globals(): object {
    const { handset } = this
    const random = fakes.seeded(this.birth.seed)
    const page = { addEventListener: () => undefined, removeEventListener: () => undefined }
    return {
      ...page,
      dispatchEvent: () => true,
      CustomEvent,
      console: SILENT,
      document: { ...page, visibilityState: 'visible', createElement: () => ({}) },
      navigator: this.navigator(),
      wall: () => Math.floor(handset.now + handset.offset),
      random,
      setTimeout: (run: () => void, wait: number) => this.later(run, wait),
      clearTimeout: (n: number) => this.timers.delete(n),
      setInterval: () => 0,
      clearInterval: () => undefined,
      fetch: (path: string, init: RequestInit) => this.fetch(path, init),
      indexedDB: { open: (name: string, version?: number) => this.open(name, version) },
      IDBKeyRange,
      crypto: {
        getRandomValues: (array: Uint8Array) => array.map((_, n) => (array[n] = random() * 256)),
        subtle: { digest: (name: string, bytes: ArrayBuffer) => this.digest(name, bytes) },
      },
      ...{ Blob: fakes.FakeBlob, File: fakes.FakeFile },
      Response: fakes.FakeResponse,
      ...(this.birth.gzip && { CompressionStream: fakes.FakeCompressionStream }),
      ...{
        TextEncoder,
        TextDecoder,
        AbortController,
        AbortSignal,
        DOMException,
        URL,
        URLSearchParams,
      },
      ...{ structuredClone, queueMicrotask, btoa, atob },
      // The storage gives out arrays of this realm: to the app they must be the only ones.
      ...{ ArrayBuffer, DataView, Uint8Array, Uint16Array, Uint32Array, Float64Array },
    }
  }

  private navigator(): object {
    return {
      userAgent: 'Simulator (phone)',
      onLine: true,
      ...(this.birth.locks && { locks: this.handset.locks.of(this) }),
      geolocation: {
        watchPosition: (found: Watch) => {
          this.watches.set(++this.count, found)
          return this.count
        },
        clearWatch: (n: number) => this.watches.delete(n),
      },
    }
  }

  private later(run: () => void, wait = 0): number {
    this.count += 1
    if (!this.dead) this.timers.set(this.count, { due: this.handset.now + Math.max(0, wait), run })
    return this.count
  }

  private fetch(path: string, init: RequestInit = {}): Promise<unknown> {
    const n = ++this.count
    return new this.realm.Promise((resolve, reject) => {
      if (this.dead) return
      this.outside.point()
      if (this.dead) return
      const headers = init.headers as Record<string, string>
      const method = init.method ?? 'GET'
      const body = fakes.encoded(init.body)
      const round = this.phone.rounds()
      this.outside.asked.push({ life: this.birth.life, n, round, method, path, headers, body })
      this.pending.set(n, { resolve, reject })
      init.signal?.addEventListener('abort', () => {
        if (this.dead || !this.pending.delete(n)) return
        this.outside.cancelled.push([this.birth.life, n])
        reject(new DOMException('The user aborted a request.', 'AbortError'))
      })
    })
  }

  private digest(name: string, bytes: ArrayBuffer): Promise<ArrayBuffer> {
    this.outside.point()
    return this.dead
      ? new this.realm.Promise(() => undefined)
      : this.realm.Promise.resolve(fakes.digest(name, bytes))
  }

  private open(name: string, version?: number): unknown {
    const request = this.handset.disk.factory.open(name, version)
    this.opened.push(request as unknown as Opening)
    return request
  }
}

const nothing = () => undefined
const SILENT = { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing }

/** The realm's own clock and dice. */
const PRELUDE = new Script(`{
  const Real = Date
  globalThis.Date = class Date extends Real {
    constructor(...given) { given.length ? super(...given) : super(wall()) }
    static now() { return wall() }
  }
  Math.random = random
}`)
