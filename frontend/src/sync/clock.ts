import type { Clock } from '../records/feature'

/** How this phone's clock stands to the server's, from one exchange; null when unreadable. */
export function clockFrom(server_time: unknown, sentAt: number, receivedAt: number): Clock | null {
  const server = typeof server_time === 'string' ? Date.parse(server_time) : Number.NaN
  if (!Number.isFinite(server)) return null
  const halfway = (sentAt + receivedAt) / 2
  return {
    offset_ms: Math.round(server - halfway),
    uncertainty_ms: Math.ceil((receivedAt - sentAt) / 2),
  }
}
