// A server for tests: stores what is pushed, and does what a test makes it do instead.

import { vi } from 'vitest'
import { gunzipSync } from 'node:zlib'
import type { Draft } from '../records/feature'
import { sealAndQueue } from '../records/outbox'
import { digestOf } from '../records/seal'

export const idOf = (n: number) => `019a4230-0000-7000-8000-${String(n).padStart(12, '0')}`

export const draftOf = (n: number, change: Partial<Draft> = {}): Draft => ({
  id: idOf(n),
  kind: 'outreach_event',
  township: '500119107',
  author: 'chen',
  occurred_at: '2026-11-02T01:00:00.000Z',
  geometry: null,
  refs: {},
  data: {},
  ...change,
})

export async function queue(count: number, change: Partial<Draft> = {}, from = 0): Promise<void> {
  const drafts = Array.from({ length: count }, (_, n) => draftOf(from + n, change))
  await sealAndQueue(drafts, [], async () => undefined)
}

/** A photo of the size that fake bytes need. */
export const photoOf = (slot: string, byte = 7) => ({
  slot,
  bytes: new Uint8Array(8).fill(byte),
  media_type: 'image/jpeg',
})

type Reply = [status: number, body: unknown, headers?: Record<string, string>]

export class FakeServer {
  epoch = 'first'
  durable_seq = 0
  now = Date.UTC(2026, 10, 2, 1)
  readonly stored = new Map<string, number>()
  readonly asked: string[] = []
  /** The ids of each push, in order. */
  readonly pushes: string[][] = []
  /** What to answer instead; null for the usual. */
  instead: (path: string, ids: string[]) => Reply | null | Promise<Reply | null> = () => null

  constructor() {
    vi.stubGlobal('fetch', (address: string, init?: RequestInit) => this.fetch(address, init))
  }

  get standing() {
    const server_time = new Date(this.now).toISOString()
    return { epoch: this.epoch, server_time, durable_seq: this.durable_seq }
  }

  private async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const path = address.replace('/api/v1', '')
    this.asked.push(path)
    const records = path === '/sync/push' ? unframed(init.body as ArrayBuffer) : []
    const ids = records.map((text) => (JSON.parse(text) as { id: string }).id)
    if (path === '/sync/push') this.pushes.push(ids)
    const [status, body, headers] =
      (await this.instead(path, ids)) ?? (await this.usual(path, init))
    const all = { 'Content-Type': 'application/json', ...headers }
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: all,
    })
  }

  private async usual(path: string, init: RequestInit): Promise<Reply> {
    if (path === '/sync/push') return [200, await this.kept(init.body as ArrayBuffer)]
    if (path === '/sync/verify') return [200, this.verified(String(init.body))]
    const page = { features: [], items: [], next: null, more: false }
    return [200, { ...this.standing, ...page, minimum_client: '0' }]
  }

  private async kept(body: ArrayBuffer) {
    const texts = unframed(body)
    const results = await Promise.all(texts.map((text, n) => this.keep(text, n)))
    return { ...this.standing, results }
  }

  private async keep(text: string, n: number) {
    const { id } = JSON.parse(text) as { id: string }
    const status = this.stored.has(id) ? 'duplicate' : 'stored'
    if (status === 'stored') this.stored.set(id, this.stored.size + 1)
    const digest = await digestOf(new TextEncoder().encode(text))
    const received_at = new Date(this.now).toISOString()
    return { n, id, digest, status, seq: this.stored.get(id), received_at }
  }

  private verified(body: string) {
    const { records } = JSON.parse(body) as { records: { id: string }[] }
    return { ...this.standing, results: records.map(({ id }) => this.verdict(id)) }
  }

  private verdict(id: string) {
    const seq = this.stored.get(id)
    if (seq === undefined) return { id, status: 'unknown' }
    return { id, status: 'stored', seq, received_at: new Date(this.now).toISOString() }
  }
}

function unframed(body: ArrayBuffer): string[] {
  const text = gunzipSync(new Uint8Array(body)).toString()
  return text.split('\x1e').flatMap((part) => (part ? [part.replace(/\n$/, '')] : []))
}
