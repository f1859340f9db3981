import { onScopeDispose, ref } from 'vue'

interface Battery extends EventTarget {
  level: number
  charging: boolean
}

export interface Charge {
  pct: number
  charging: boolean
}

/** How full the phone's battery is; null where the browser doesn't say. */
export function useBattery() {
  const charge = ref<Charge | null>(null)
  let stop = () => undefined as void
  const watch = (battery: Battery) => {
    const read = () => {
      charge.value = { pct: Math.round(battery.level * 100), charging: battery.charging }
    }
    const names = ['levelchange', 'chargingchange']
    names.forEach((name) => battery.addEventListener(name, read))
    stop = () => names.forEach((name) => battery.removeEventListener(name, read))
    read()
  }
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> }
  getBattery?.call(navigator).then(watch, () => undefined)
  onScopeDispose(() => stop())
  return charge
}
