import type { Range } from '../ranges'

/** Of which township and days; `asOf` changes when the desk's numbers were read anew. */
export interface Asked {
  township: string
  range: Range
  asOf: string
}
