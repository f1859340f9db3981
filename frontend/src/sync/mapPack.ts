// The district's map pack on this phone: fetched whole in pieces, kept in a cache, read offline.

import { db } from '../db/database'
import { forget, keep, recall } from '../db/kept'
import { API } from './http'
import { pullUnderlay, recallUnderlay, type OfferedPack } from './underlay'

const CACHE = 'map-pack'
const KEPT = 'map-pack'
export const CHUNK_BYTES = 1024 * 1024
const MARGIN = 1.1

/** `chunk_count` of them lie here; the pack can be used once it is whole. */
export interface KeptPack extends OfferedPack {
  chunk_count: number
}
export type Outcome = 'whole' | 'no-room' | 'no-network' | 'changed' | 'none'

export const keptPack = async () => (await recall<KeptPack>(KEPT)) ?? null
export const chunksOf = ({ size }: OfferedPack) => Math.ceil(size / CHUNK_BYTES)
export const isWhole = (pack: KeptPack) => pack.chunk_count >= chunksOf(pack)

/** Fetches what is missing of the pack on offer; a half one of the same version goes on. */
export async function fetchPack(stop: AbortSignal): Promise<Outcome> {
  const { pack: offered } = await recallUnderlay()
  if (!offered) return 'none'
  const before = await keptPack()
  if (before?.version !== offered.version) await dropPack()
  const kept = (await keptPack()) ?? { ...offered, chunk_count: 0 }
  if (!(await hasRoomFor(offered.size - kept.chunk_count * CHUNK_BYTES))) return 'no-room'
  const cache = await caches.open(CACHE)
  for (let n = kept.chunk_count; n < chunksOf(offered); n += 1) {
    const outcome = await fetchChunk(cache, offered, n, stop)
    if (outcome !== 'whole') return outcome
    await keep(KEPT, { ...offered, chunk_count: n + 1 })
  }
  return 'whole'
}

async function fetchChunk(
  cache: Cache,
  { version, size }: OfferedPack,
  n: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const [from, to] = [n * CHUNK_BYTES, Math.min(size, (n + 1) * CHUNK_BYTES) - 1]
  const headers = { Range: `bytes=${from}-${to}`, 'If-Range': `"${version}"` }
  try {
    const answer = await fetch(`${API}/map/pack`, { headers, signal, cache: 'no-store' })
    if (answer.status !== 206) return await otherVersion(answer)
    const bytes = await answer.arrayBuffer()
    if (bytes.byteLength !== to - from + 1) return 'no-network'
    await cache.put(addressOf(version, n), new Response(bytes))
    return 'whole'
  } catch (error) {
    return isFull(error) ? 'no-room' : 'no-network'
  }
}

const isFull = (error: unknown) =>
  error instanceof DOMException && error.name === 'QuotaExceededError'

/** The file was exchanged meanwhile: a whole answer in the place of a piece. */
async function otherVersion(answer: Response): Promise<Outcome> {
  await answer.body?.cancel()
  if (answer.status !== 200 && answer.status !== 404 && answer.status !== 416) return 'no-network'
  await dropPack()
  await pullUnderlay()
  return 'changed'
}

const addressOf = (version: string, n: number) => `/map-pack/${version}/${n}`

async function hasRoomFor(bytes: number): Promise<boolean> {
  const told = await navigator.storage?.estimate?.()
  if (told?.quota === undefined || told.usage === undefined) return true
  return told.quota - told.usage > bytes * MARGIN
}

export async function dropPack(): Promise<void> {
  await forget(KEPT)
  await caches.delete(CACHE)
}

/** Bytes of the kept pack; throws where the browser threw some of it away. */
export async function bytesAt(
  pack: KeptPack,
  offset: number,
  length: number,
): Promise<ArrayBuffer> {
  const cache = await caches.open(CACHE)
  const found = new Uint8Array(Math.min(length, pack.size - offset))
  for (let at = 0; at < found.length;) {
    const n = Math.floor((offset + at) / CHUNK_BYTES)
    const chunk = await (await cache.match(addressOf(pack.version, n)))?.arrayBuffer()
    if (!chunk) throw new Error(`piece ${n} of the map pack is gone`)
    const from = offset + at - n * CHUNK_BYTES
    const part = new Uint8Array(chunk, from, Math.min(chunk.byteLength - from, found.length - at))
    found.set(part, at)
    at += part.length
  }
  return found.buffer
}

/** A pack of which the browser threw something away is no pack. */
export async function lookForPack(): Promise<KeptPack | null> {
  const kept = await keptPack()
  if (!kept) return null
  const there = (await (await caches.open(CACHE)).keys()).length
  if (there >= kept.chunk_count) return kept
  await db.transaction('rw', db.kept, () => forget(KEPT))
  return null
}
