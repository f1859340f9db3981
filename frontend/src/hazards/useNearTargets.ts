// What a hazard may be at: the targets within some hundred metres of it, the nearest first.

import { computed, type Ref } from 'vue'
import { db } from '../db/database'
import { useLive } from '../db/live'
import type { Spot } from '../gps/place'
import { metresTo } from '../targets/metres'
import type { PhoneTarget } from '../targets/phoneTarget'

const NEAR_M = 300
const MOST = 12

export function useNearTargets(spot: Ref<Spot | null>) {
  const targets = useLive(() => db.targets.toArray(), [] as PhoneTarget[])
  return computed(() => {
    const place = spot.value?.place
    if (!place) return []
    return targets.value
      .map((target) => ({ target, metres: metresTo(target.geometry, place) }))
      .filter(({ metres }) => metres <= NEAR_M)
      .sort((a, b) => a.metres - b.metres)
      .slice(0, MOST)
  })
}
