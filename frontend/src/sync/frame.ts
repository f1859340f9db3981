// application/geo+json-seq (RFC 8142): RS, the record's exact bytes, LF.

const RS = 0x1e
const LF = 0x0a
export const SEQUENCE_TYPE = 'application/geo+json-seq'

export function frame(records: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = records.reduce((sum, bytes) => sum + bytes.length + 2, 0)
  const framed = new Uint8Array(length)
  let at = 0
  for (const bytes of records) {
    framed[at] = RS
    framed.set(bytes, at + 1)
    framed[at + 1 + bytes.length] = LF
    at += bytes.length + 2
  }
  return framed
}

/** Gzipped where the browser can; null where it can't. */
export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | null> {
  if (!('CompressionStream' in globalThis)) return null
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(zipped).arrayBuffer()
}
