// How somebody may check in at a target here and now, and why. Pure.

import type { Fix } from '../gps/fix'
import { ACCURATE_M, FRESH_MS } from '../gps/place'
import { metresTo } from '../targets/metres'
import type { PhoneTarget } from '../targets/phoneTarget'
import type { Method } from './checkIn'

const USUAL_RADIUS_M = 150
const LINES = ['railway', 'road']

export type Why = 'near' | 'far' | 'poor' | 'none' | 'label'

export interface Way {
  method: Method
  why: Why
  metres: number | null
  radius_m: number
}

/** Lines are covered by tracks alone, and what is out of the counts needs no visit. */
export const canCheckIn = ({ layer, status }: Pick<PhoneTarget, 'layer' | 'status'>) =>
  !LINES.includes(layer) && status !== 'excluded'

/** By the label when it was read, by position within the radius, by hand otherwise. */
export function wayTo(
  target: Pick<PhoneTarget, 'geometry' | 'radius_m'>,
  fix: Fix | null,
  now: number,
  byLabel: boolean,
): Way {
  const radius_m = target.radius_m ?? USUAL_RADIUS_M
  const isFresh = fix !== null && now - fix.at <= FRESH_MS
  const metres = isFresh ? metresTo(target.geometry, [fix.lon, fix.lat]) : null
  const way = { metres, radius_m }
  if (byLabel) return { ...way, method: 'qr', why: 'label' }
  if (metres === null || fix === null) return { ...way, method: 'manual', why: 'none' }
  const isAccurate = fix.accuracy_m !== null && fix.accuracy_m <= ACCURATE_M
  if (!isAccurate) return { ...way, method: 'manual', why: 'poor' }
  if (metres > radius_m) return { ...way, method: 'manual', why: 'far' }
  return { ...way, method: 'gps', why: 'near' }
}

const SHORT_ID = 8

/** What stands under the QR code of a label: the code, or the beginning of the id without one. */
export const labelCode = ({ id, code }: Pick<PhoneTarget, 'id' | 'code'>) =>
  code ?? id.slice(-SHORT_ID).toUpperCase()

export function targetOfCode<T extends Pick<PhoneTarget, 'id' | 'code'>>(
  typed: string,
  targets: T[],
): T | null {
  const wanted = typed.trim().toUpperCase()
  if (wanted === '') return null
  return targets.find((target) => labelCode(target).toUpperCase() === wanted) ?? null
}
