/** The WebGL map of the phone. Opening it throws where WebGL 2 is missing. */
import {
  addProtocol,
  Map as WebMap,
  prewarm,
  setWorkerUrl,
  type GeoJSONSource,
  type MapMouseEvent,
  type MapTouchEvent,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Position } from 'geojson'
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

/** What somebody does on the map. */
interface Told {
  pick: (id: string) => void
  place: (at: Position) => void
}

const isChosen = ({ properties }: { properties: { mark?: unknown } }) =>
  properties.mark === 'chosen'

export class FieldLiveMap {
  private readonly map: WebMap
  private styled = false

  constructor(
    container: HTMLElement,
    private scene: FieldScene,
    private under: Under,
    bounds: Bounds,
    private readonly told: Told,
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
    this.map.on('click', ({ point: { x, y } }) => this.tapped(x, y))
    if (scene.chosen) this.letPlace()
  }

  /** A place is chosen by a tap, a long press, or by drawing its mark along. */
  private letPlace(): void {
    let held = false
    const place = ({ lngLat: { lng, lat } }: MapMouseEvent | MapTouchEvent) =>
      this.told.place([lng, lat])
    const take = (event: MapMouseEvent | MapTouchEvent) => {
      held = this.around(event.point.x, event.point.y, ['marks']).some(isChosen)
      if (held) event.preventDefault()
    }
    this.map.on('click', place)
    this.map.on('contextmenu', place)
    this.map.on('mousedown', take)
    this.map.on('touchstart', take)
    this.map.on('mousemove', (event) => held && place(event))
    this.map.on('touchmove', (event) => held && place(event))
    for (const end of ['mouseup', 'touchend', 'touchcancel'] as const)
      this.map.on(end, () => (held = false))
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
  private tapped(x: number, y: number): void {
    const id = this.around(x, y, ['marks', 'line-seen', 'line-unseen'])
      .map(({ properties }) => properties.id as unknown)
      .find((one) => typeof one === 'string')
    if (typeof id === 'string') this.told.pick(id)
  }

  private around(x: number, y: number, layers: string[]) {
    const box: [[number, number], [number, number]] = [
      [x - TAP_PX, y - TAP_PX],
      [x + TAP_PX, y + TAP_PX],
    ]
    return this.map.queryRenderedFeatures(box, { layers })
  }
}
