// The one way in which sealed records go to the server.

import { gzip, SEQUENCE_TYPE } from './frame'
import { ask, type Answer } from './http'

/** Posts a framed sequence of records, gzipped where the browser can; throws NoAnswer. */
export async function postSequence<T>(framed: Uint8Array<ArrayBuffer>): Promise<Answer<T>> {
  const zipped = await gzip(framed)
  const headers: Record<string, string> = { 'Content-Type': SEQUENCE_TYPE }
  if (zipped) headers['Content-Encoding'] = 'gzip'
  return ask<T>('/sync/push', { method: 'POST', headers, body: zipped ?? framed })
}
