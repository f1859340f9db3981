// The browser's classes as far as the phone's code uses them, without threads: same order each run.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

const asBytes = (part: ArrayBuffer | ArrayBufferView | string): Bytes => {
  if (typeof part === 'string') return new TextEncoder().encode(part)
  if (ArrayBuffer.isView(part)) {
    return new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength)
  }
  return new Uint8Array(part)
}

export class FakeBlob {
  readonly bytes: Bytes
  constructor(
    parts: (ArrayBuffer | ArrayBufferView | string | FakeBlob)[] = [],
    readonly settings: { type?: string } = {},
  ) {
    const all = parts.map((part) => (part instanceof FakeBlob ? part.bytes : asBytes(part)))
    this.bytes = new Uint8Array(Buffer.concat(all))
  }
  get size(): number {
    return this.bytes.length
  }
  get type(): string {
    return this.settings.type ?? ''
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.bytes.slice().buffer)
  }
  stream() {
    return { pipeThrough: () => new FakeBlob([gzipSync(this.bytes)]) }
  }
}

export class FakeFile extends FakeBlob {
  constructor(
    parts: (ArrayBuffer | ArrayBufferView | string | FakeBlob)[],
    readonly name: string,
    settings: { type?: string } = {},
  ) {
    super(parts, settings)
  }
}

export class FakeCompressionStream {}

export class FakeHeaders {
  private readonly told = new Map<string, string>()
  constructor(told: Record<string, string> = {}) {
    for (const [name, value] of Object.entries(told)) this.told.set(name.toLowerCase(), value)
  }
  get(name: string): string | null {
    return this.told.get(name.toLowerCase()) ?? null
  }
}

export class FakeResponse {
  readonly headers: FakeHeaders
  readonly status: number
  constructor(
    private readonly content: string | FakeBlob,
    settings: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.status = settings.status ?? 200
    this.headers = new FakeHeaders(settings.headers)
  }
  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }
  async text(): Promise<string> {
    return typeof this.content === 'string' ? this.content : String(this.content.bytes)
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return new FakeBlob([this.content]).arrayBuffer()
  }
}

export function digest(_name: string, bytes: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  const made = createHash('sha256').update(asBytes(bytes)).digest()
  return new Uint8Array(made).buffer
}

/** The body of a request as base64; null without one. */
export function encoded(body: unknown): string | null {
  if (body === null || body === undefined) return null
  const part = body instanceof FakeBlob ? body.bytes : asBytes(body as ArrayBuffer | string)
  return Buffer.from(part).toString('base64')
}

/** A stream of random numbers that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
