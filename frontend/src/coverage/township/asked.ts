import type { Range } from '../ranges'
import type { Which } from '../which'

/** Of which township, days and patrols; `asOf` changes when the desk's numbers were read anew. */
export interface Asked {
  township: string
  range: Range
  which: Which
  asOf: string
}
