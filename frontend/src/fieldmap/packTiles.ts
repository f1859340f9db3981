// Tiles out of the map pack that lies on this phone.

import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { bytesAt, isWhole, lookForPack, type KeptPack } from '../sync/mapPack'

/** What the pack holds: zooms, and the names of its layers of roads, water and land. */
export interface OpenedPack {
  tiles: PMTiles
  version: string
  least_zoom: number
  most_zoom: number
  layers: string[]
}

class KeptSource implements Source {
  constructor(private readonly pack: KeptPack) {}
  getKey = () => this.pack.version
  getBytes = async (offset: number, length: number): Promise<RangeResponse> => ({
    data: await bytesAt(this.pack, offset, length),
  })
}

const VECTOR = 1

/** Null while no whole pack of vector tiles lies here. */
export async function openPack(): Promise<OpenedPack | null> {
  try {
    const kept = await lookForPack()
    if (!kept || !isWhole(kept)) return null
    const tiles = new PMTiles(new KeptSource(kept))
    const header = await tiles.getHeader()
    if (Number(header.tileType) !== VECTOR) return null
    const told = (await tiles.getMetadata()) as { vector_layers?: { id: string }[] }
    const layers = (told.vector_layers ?? []).map(({ id }) => id)
    return {
      tiles,
      version: kept.version,
      least_zoom: header.minZoom,
      most_zoom: header.maxZoom,
      layers,
    }
  } catch {
    return null // a pack that can't be read is no reason to be without a map
  }
}
