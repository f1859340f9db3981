// No dossier on any person: the same rule as the server's, so that nothing is refused later.

const GAP = '[\\s\\-\\u2010-\\u2015\\u2212]*'
const digits = (count: number) => `(?:${GAP}[0-9]){${count}}`

/**
 * 17 digits and a digit or X; 11 digits that begin like a mobile. Never a part of a longer run.
 * What stands before is matched, not looked behind at: Safari can do that only from 16.4.
 */
const IDENTITY = `[0-9]${digits(16)}${GAP}[0-9Xx]`
const MOBILE = `(?:(?:00)?86${GAP})?1${GAP}[3-9]${digits(9)}`
const PERSONAL = new RegExp(`(^|[^0-9])(?:${IDENTITY}|${MOBILE})(?![0-9])`, 'g')

export const MASK = '●●●'

export function hasPersonalData(text: string): boolean {
  return text.normalize('NFKC').search(PERSONAL) >= 0
}

/** The text as it was when there is nothing to hide; else normalised (NFKC) and masked. */
export function maskPersonalData(text: string): string {
  return hasPersonalData(text) ? text.normalize('NFKC').replace(PERSONAL, `$1${MASK}`) : text
}
