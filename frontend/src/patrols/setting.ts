import { recall } from '../db/kept'
import type { Vehicle } from '../sync/reference'
import type { Setting } from './patrol'
import { lastSetting } from './store'

export const firstSetting = (township: string): Setting => ({
  township,
  vehicle: null,
  campaign: null,
  crew_count: 2,
  purpose: 'routine',
})

/** As last time; the first time, with the vehicle of the user's first township if there is one. */
export async function settingFor(townships: string[]): Promise<Setting> {
  const last = await lastSetting()
  if (last && townships.includes(last.township)) return { ...firstSetting(last.township), ...last }
  const first = firstSetting(townships[0] ?? '')
  const vehicles = (await recall<Vehicle[]>('vehicles')) ?? []
  const own = vehicles.find(({ township }) => township === first.township)
  return { ...first, vehicle: own?.id ?? null }
}
