// What map and round work from, all of it from this phone, kept up to date while a screen is open.

import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { me } from '../auth/session'
import { db } from '../db/database'
import { recall } from '../db/kept'
import { useLive } from '../db/live'
import type { Fix } from '../gps/fix'
import { browserSource, whyNoPositions } from '../gps/source'
import type { PhoneHazard } from '../hazards/phoneHazard'
import { boundsOfAreas, type Bounds } from '../map/geometry'
import type { Outline } from '../sync/outlines'
import { packedAt } from '../sync/pack'
import type { Standing } from '../targets/phoneStanding'
import { runsOfToday, standings as standingsNow } from '../targets/phoneVisits'
import type { Here } from './scene'

const AGAIN_MS = 20_000

/** A first position far off would draw a circle over everything. */
export function usePosition() {
  const here = shallowRef<Here | null>(null)
  if (whyNoPositions() !== null) return here
  const stop = browserSource.watch(
    ({ coords: { longitude, latitude, accuracy } }) =>
      (here.value = { place: [longitude, latitude], accuracy_m: accuracy }),
    () => undefined,
  )
  onBeforeUnmount(stop)
  return here
}

export function useField() {
  const standings = shallowRef<Standing[]>([])
  const runs = shallowRef<Fix[][]>([])
  const ready = ref(false)
  const own = me.value?.townships ?? []
  const packed = useLive<number | null>(packedAt, null)
  const outlines = useLive(async () => (await recall<Outline[]>('outlines')) ?? [], [])
  const hazards = useLive<PhoneHazard[]>(
    () => db.hazards.where('township').anyOf(own).toArray(),
    [],
  )
  const sealed = useLive(() => db.sealed.count(), 0)
  const rows = useLive(() => db.targets.toArray(), [])

  async function look(): Promise<void> {
    const now = Date.now()
    standings.value = await standingsNow(own, now)
    runs.value = await runsOfToday(now)
    ready.value = true
  }
  watch([sealed, rows, packed], () => void look(), { immediate: true })
  const timer = setInterval(() => void look(), AGAIN_MS)
  onBeforeUnmount(() => clearInterval(timer))
  const bounds = computed<Bounds | null>(() => {
    const mine = outlines.value.filter((one) => one.own).map(({ geometry }) => geometry)
    return mine.length > 0 ? boundsOfAreas(mine) : null
  })
  return { standings, runs, ready, packed, outlines, hazards, bounds }
}
