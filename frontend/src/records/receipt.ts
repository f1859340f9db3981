const PREFIX = 'sha256:'.length
const LETTERS = 4

/** The server's number and the first eight letters of the digest, to be read out: 431-9F3A-C07B. */
export function receiptCode(seq: number | null, digest: string | null): string {
  const hex = (digest ?? '').slice(PREFIX, PREFIX + 2 * LETTERS).toUpperCase()
  if (hex === '') return ''
  return [seq ?? [], hex.slice(0, LETTERS), hex.slice(LETTERS)].flat().join('-')
}
