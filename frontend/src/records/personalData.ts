// No dossier on any person: the same rule as the server's (backend/xunhu/records/personal.py),
// so that nothing is refused later.

const UNSEEN = '[\\p{Cf}\\p{M}]*'
const GAP = '[\\s\\p{Cc}\\p{Cf}\\p{M}\\p{Pd}\\u2212]*'
const HYPHEN = '[\\p{Pd}\\u2212]'
const NO_DATE = `(?!(?:19|20)[0-9]{2}${HYPHEN}[01]?[0-9]${HYPHEN}[0-3]?[0-9](?![0-9]))`

/** 11 digits that begin like a mobile; a country code or a nought may stand before them. */
const MOBILE = `(?:0{0,2}86${GAP})?(?:0${GAP})?${NO_DATE}1${GAP}[3-9](?:${GAP}${NO_DATE}[0-9]){9}(?![0-9])`

/** GB 11643: province and place, day of birth, three digits and a check character. */
function shaped(gap: string): string {
  const pairs = ['1[1-5]', '2[1-3]', '3[1-7]', '4[1-6]', '5[0-4]', '6[1-5]', '71', '8[1-3]']
  const province = pairs.map((pair) => `${pair.charAt(0)}${gap}${pair.slice(1)}`).join('|')
  const year = `(?:1${gap}9|2${gap}0)(?:${gap}[0-9]){2}`
  const month = `(?:0${gap}[1-9]|1${gap}[0-2])`
  const day = `(?:0${gap}[1-9]|[12]${gap}[0-9]|3${gap}[01])`
  const born = [year, month, day].join(gap)
  return `(?:${province})(?:${gap}[0-9]){4}${gap}${born}(?:${gap}[0-9]){3}${gap}[0-9Xx]`
}

/** Any 18 digits in one run; with spaces or hyphens, or in a longer run, what has the shape. */
const IDENTITY = `[0-9](?:${UNSEEN}[0-9]){16}${UNSEEN}[0-9Xx](?![0-9])|${shaped(GAP)}(?![0-9])`

/**
 * What stands before is matched, not looked behind at: Safari can do that only from 16.4.
 * Two digits or a nought before a point: the decimals of a coordinate. "3.138…" is a list.
 */
const BEFORE = '^|[^0-9.]|(?:^|[^0-9])[1-9]?\\.'
const PERSONAL = new RegExp(`(${BEFORE})(?:${IDENTITY}|${MOBILE})|${shaped('')}`, 'gu')
const MACHINE_MADE = /([0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i
const DIGIT = /\p{Nd}/u

export const MASK = '●●●'

export function hasPersonalData(text: string): boolean {
  return readings(text).some((reading) =>
    reading.split(MACHINE_MADE).some((piece, n) => n % 2 === 0 && piece.search(PERSONAL) >= 0),
  )
}

/** The text as it was when there is nothing to hide; else normalised (NFKC) and masked. */
export function maskPersonalData(text: string): string {
  if (!hasPersonalData(text)) return text
  return masked(masked(plain(text)).normalize('NFKC'))
}

/** A circled or raised digit counts as one, and as none: it may number a list. */
const readings = (text: string) => [plain(text), plain(text.normalize('NFKC'))]

/** Digits of every script as 0 to 9: they stand in the order of their values, ten by ten. */
const plain = (text: string) =>
  text.replace(/\p{Nd}/gu, (digit) => (digit < ':' ? digit : valueOf(digit)))

function valueOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

function masked(text: string): string {
  const pieces = text.split(MACHINE_MADE)
  const hidden = pieces.map((piece, n) => (n % 2 === 0 ? hide(piece) : piece)).join('')
  return hidden === text ? text : masked(hidden) // what is gone may have hidden another
}

const hide = (piece: string) =>
  piece.replace(PERSONAL, (_found: string, before?: string) => `${before ?? ''}${MASK}`)

/** A form whose texts are masked, the lists and members in it too. */
export function maskedForm<T>(value: T): T {
  return visited(value, maskPersonalData) as T
}

/**
 * What a form may leave on the phone while somebody types: personal numbers are masked, and digits
 * at the end of a text that may become one are left out until it is known what follows.
 */
export function fitToKeep<T>(value: T): T {
  return visited(value, withoutGrowing) as T
}

/** A mobile from its eighth digit on, an identity number from the year of birth. */
const GROWING = new RegExp(
  `(^|[^0-9])(?:1${GAP}[3-9](?:${GAP}[0-9]){6,8}|` +
    `[1-8]${GAP}[0-7](?:${GAP}[0-9]){4}${GAP}(?:1${GAP}9|2${GAP}0)(?:${GAP}[0-9]){0,9})${GAP}$`,
  'u',
)

function withoutGrowing(text: string): string {
  if (MACHINE_MADE.test(text)) return maskPersonalData(text)
  return maskPersonalData(text).replace(GROWING, `$1${MASK}`)
}

function visited(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => visited(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, visited(one, change)]),
  )
}
