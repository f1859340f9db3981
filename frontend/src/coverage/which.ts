/** Of which patrols the desk tells: those for a purpose, and those with or without a vehicle. */
import type { Purpose } from '../patrols/patrol'
import { purposes } from '../patrols/patrol'

export interface Which {
  purpose: Purpose | null
  /** `any` vehicle, `none`, or the code of the township that it belongs to. */
  fleet: string | null
}

export const EVERY_PATROL: Which = { purpose: null, fleet: null }

type Query = Record<string, unknown>

export function readWhich(query: Query): Which {
  const { purpose, fleet } = query
  const isFleet = typeof fleet === 'string' && /^(any|none|[0-9]{9})$/.test(fleet)
  return {
    purpose: purposes.find((one) => one === purpose) ?? null,
    fleet: isFleet ? fleet : null,
  }
}

/** As an address keeps it; every patrol leaves nothing. */
export function writeWhich({ purpose, fleet }: Which): Record<string, string> {
  return { ...(purpose ? { purpose } : {}), ...(fleet ? { fleet } : {}) }
}

export const isEvery = ({ purpose, fleet }: Which): boolean => purpose === null && fleet === null

export const isSameWhich = (a: Which, b: Which): boolean =>
  a.purpose === b.purpose && a.fleet === b.fleet

interface Speaking {
  t: (key: string, named?: Record<string, string>) => string
}

/** In words, "" for every patrol; `names` are those of the townships by their codes. */
export function whichText(which: Which, names: Map<string, string>, { t }: Speaking): string {
  const { purpose, fleet } = which
  const told = [
    ...(purpose ? [t(`patrol.purposes.${purpose}`)] : []),
    ...(fleet ? [fleetText(fleet, names, t)] : []),
  ]
  return told.join(t('app.listMark'))
}

export function fleetText(fleet: string, names: Map<string, string>, t: Speaking['t']): string {
  if (fleet === 'any' || fleet === 'none') return t(`coverage.which.fleets.${fleet}`)
  return t('coverage.which.fleets.of', { name: names.get(fleet) ?? fleet })
}
