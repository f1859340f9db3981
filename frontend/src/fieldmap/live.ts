/** The WebGL map of the phone. Opening it throws where WebGL 2 is missing. */
import { addProtocol, Map as WebMap, prewarm, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Bounds } from '../map/geometry'
import { drawn, MARKS, readInk, type MarkName } from './marks'
import type { FieldScene, Here } from './scene'
import { fieldStyle, SOURCES } from './style'
import type { Under } from './under'

setWorkerUrl(workerUrl)

let pack: Under['pack'] = null
addProtocol('pack', async ({ url }) => {
  const [z, x, y] = url.split('/').slice(-3).map(Number) as [number, number, number]
  const tile = await pack?.tiles.getZxy(z, x, y)
  return { data: tile?.data ?? new ArrayBuffer(0) }
})

/** Fetches what the map needs, so that it opens later without a network. */
export function warm(): void {
  prewarm()
}

const PADDING = 28
const NEAR_ZOOM = 14.5
const TAP_PX = 22

export class FieldLiveMap {
  private readonly map: WebMap
  private styled = false

  constructor(
    container: HTMLElement,
    private scene: FieldScene,
    private under: Under,
    bounds: Bounds,
    pick: (id: string) => void,
  ) {
    pack = under.pack
    this.map = new WebMap({
      container,
      style: this.style(),
      bounds,
      fitBoundsOptions: { padding: PADDING },
      attributionControl: false,
      dragRotate: false,
      touchPitch: false,
      pitchWithRotate: false,
      keyboard: false,
      fadeDuration: 0,
      minZoom: 7,
      maxZoom: 18,
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.getCanvas().tabIndex = -1
    const ink = readInk
    this.map.setMissingStyleImageResolver((id) => {
      if (id in MARKS) this.map.addImage(id, drawn(id as MarkName, ink()), { pixelRatio: 2 })
    })
    this.map.on('style.load', () => {
      this.styled = true
      this.draw()
    })
    this.map.on('click', ({ point: { x, y } }) => this.tapped(x, y, pick))
  }

  async drawn(): Promise<void> {
    await this.map.once('idle')
  }

  show(scene: FieldScene): void {
    this.scene = scene
    if (this.styled) this.draw()
  }

  /** The colours or what lies underneath changed. */
  paint(under: Under): void {
    this.under = under
    pack = under.pack
    this.styled = false
    this.map.setStyle(this.style(), { diff: false })
  }

  zoom(by: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + by)
  }

  frame(bounds: Bounds): void {
    this.map.fitBounds(bounds, { padding: PADDING, duration: 0 })
  }

  goTo(here: Here): void {
    const [lon = 0, lat = 0] = here.place
    this.map.jumpTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), NEAR_ZOOM) })
  }

  resize(): void {
    this.map.resize()
  }

  close(): void {
    this.map.remove()
  }

  private style() {
    const isLarge = document.documentElement.dataset.size === 'large'
    return fieldStyle(this.scene, readInk(), this.under, isLarge)
  }

  private draw(): void {
    for (const [name, make] of Object.entries(SOURCES))
      this.map.getSource<GeoJSONSource>(name)?.setData(make(this.scene))
  }

  /** A finger is wide: the nearest place counts, then a line. */
  private tapped(x: number, y: number, pick: (id: string) => void): void {
    const box: [[number, number], [number, number]] = [
      [x - TAP_PX, y - TAP_PX],
      [x + TAP_PX, y + TAP_PX],
    ]
    const layers = ['marks', 'line-seen', 'line-unseen']
    const found = this.map.queryRenderedFeatures(box, { layers })
    const id = found
      .map(({ properties }) => properties.id as unknown)
      .find((one) => typeof one === 'string')
    if (typeof id === 'string') pick(id)
  }
}
