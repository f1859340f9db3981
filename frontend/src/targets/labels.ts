/** Labels to be printed: what stands on one, and where its QR code comes from. */
import { read } from '../review/store'
import type { components } from '../api/schema'
import { LINE_LAYERS, type Layer, type Target } from './upkeep'

type Vehicle = components['schemas']['Vehicle']

export interface PrintedLabel {
  id: string
  kind: 'targets' | 'vehicles'
  name: string
  /** What is typed when no camera reads it: the code, or the end of the id. */
  code: string
}

const SHORT_ID = 8
const shortId = (id: string) => id.slice(-SHORT_ID).toUpperCase()

/** Lines have no label: they are covered by riding along them. */
export const labelOfTarget = ({ id, properties: { name, code } }: Target): PrintedLabel => ({
  id,
  kind: 'targets',
  name,
  code: code ?? shortId(id),
})

export const hasLabel = ({ properties: { layer, status } }: Target) =>
  !LINE_LAYERS.includes(layer as Layer) && status !== 'excluded'

export const labelOfVehicle = ({ id, name, plate }: Vehicle): PrintedLabel => ({
  id,
  kind: 'vehicles',
  name,
  code: plate ?? '',
})

/** `origin` is the address at which the desk was opened: there the phones find the app. */
export const imageOf = ({ id, kind }: PrintedLabel, origin: string) =>
  `/api/v1/${kind}/${id}/label.svg?origin=${encodeURIComponent(origin)}`

export async function everyVehicle(): Promise<Vehicle[]> {
  return (await read<{ items: Vehicle[] }>('/vehicles?limit=1000')).items
}
