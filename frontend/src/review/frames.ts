// A rescue file read back: application/geo+json-seq (RFC 8142), in pushes that the server takes.

import { MOST_BYTES, MOST_RECORDS } from '../sync/batches'

const RS = 0x1e
const LF = 0x0a

/** The exact bytes of each record: what stands between RS and the last LF before the next RS. */
export function framesIn(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const frames: Uint8Array<ArrayBuffer>[] = []
  let start = file.indexOf(RS)
  while (start >= 0) {
    const next = file.indexOf(RS, start + 1)
    const frame = file.subarray(start + 1, next < 0 ? file.length : next)
    const bytes = frame.at(-1) === LF ? frame.subarray(0, -1) : frame
    if (bytes.length > 0) frames.push(bytes)
    start = next
  }
  return frames
}

/** Whether the file ends as it should: one cut short ends without its last LF. */
export const isWhole = (file: Uint8Array): boolean => file.at(-1) === LF

/** Pushes of at most 50 records and less than 1 MiB; a record always goes whole. */
export function batchesOf<Bytes extends Uint8Array>(frames: Bytes[]): Bytes[][] {
  const batches: Bytes[][] = []
  let size = Infinity
  for (const bytes of frames) {
    const batch = batches.at(-1)
    size += bytes.length + 2
    if (batch && size <= MOST_BYTES && batch.length < MOST_RECORDS) batch.push(bytes)
    else {
      batches.push([bytes])
      size = bytes.length + 2
    }
  }
  return batches
}
