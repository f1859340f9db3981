/** What lies under everything on the phone's map: the pack's roads and water, or Tianditu. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Ink } from './marks'
import type { OpenedPack } from './packTiles'

/** The pack on the phone, and Tianditu by its key when it is switched on. */
export interface Under {
  pack: OpenedPack | null
  tianditu: string | null
}

export function underSources({ pack, tianditu }: Under): Record<string, SourceSpecification> {
  return {
    ...(pack && {
      pack: {
        type: 'vector' as const,
        tiles: [`pack://${pack.version}/{z}/{x}/{y}`],
        minzoom: pack.least_zoom,
        maxzoom: pack.most_zoom,
      },
    }),
    ...(tianditu && { tianditu: raster(tianditu, 'vec'), names: raster(tianditu, 'cva') }),
  }
}

const raster = (key: string, layer: string): SourceSpecification => ({
  type: 'raster',
  tileSize: 256,
  maxzoom: 18,
  tiles: ['0', '1', '2', '3'].map(
    (n) =>
      `https://t${n}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0` +
      `&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles` +
      `&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
  ),
})

/** Names of the two common schemas of such tiles; a pack without them shows nothing of them. */
const WATER = ['water']
const ROADS = ['roads', 'transportation']

export function underLayers({ pack, tianditu }: Under, ink: Ink): LayerSpecification[] {
  const of = (names: string[]) => (pack ? names.filter((name) => pack.layers.includes(name)) : [])
  return [
    ...(tianditu
      ? (['tianditu', 'names'] as const).map((id) => ({ id, source: id, type: 'raster' as const }))
      : []),
    ...of(WATER).map((name) => ({
      id: `pack-${name}`,
      type: 'fill' as const,
      source: 'pack',
      'source-layer': name,
      filter: ['==', ['geometry-type'], 'Polygon'] as ['==', [string], string] as never,
      paint: { 'fill-color': ink.well },
    })),
    ...of(ROADS).map((name) => ({
      id: `pack-${name}`,
      type: 'line' as const,
      source: 'pack',
      'source-layer': name,
      paint: { 'line-color': ink.rule, 'line-width': 2.2 },
    })),
  ]
}
