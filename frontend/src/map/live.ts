/** The WebGL map. Opening it throws where WebGL 2 is missing. */
import type { GeoJSONSource, MapOptions } from 'maplibre-gl'
import { Map as WebMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Padding } from './areas'
import type { Colours } from './colours'
import { dots, hatch } from './colours'
import { boundsOfAreas } from './geometry'
import type { Scene } from './style'
import { areaFeatures, buildStyle, isCode, nameFeatures } from './style'

export interface PaddedScene extends Scene {
  padding: Padding
}

export interface Pointing {
  pick: (code: string) => void
  point: (code: string | null) => void
}

setWorkerUrl(workerUrl)

const OPTIONS: Partial<MapOptions> = {
  attributionControl: false,
  dragRotate: false,
  touchPitch: false,
  pitchWithRotate: false,
  keyboard: false,
  scrollZoom: true,
  cooperativeGestures: false,
  fadeDuration: 0,
  minZoom: 6,
  maxZoom: 14,
  canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
}

export class LiveMap {
  private readonly map: WebMap
  /** A style that is still loading takes no changes. */
  private styled = false

  constructor(
    container: HTMLElement,
    private scene: PaddedScene,
    private colours: Colours,
    pointing: Pointing,
  ) {
    this.map = new WebMap({
      ...OPTIONS,
      container,
      // One finger scrolls the page; two move the map.
      dragPan: !matchMedia('(pointer: coarse)').matches,
      style: buildStyle(scene, colours),
      bounds: boundsOfAreas(scene.areas.map((area) => area.geometry)),
      fitBoundsOptions: { padding: scene.padding },
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.getCanvas().tabIndex = -1
    this.map.setMissingStyleImageResolver((id) => this.addPattern(id))
    this.map.on('style.load', () => {
      this.styled = true
      this.draw()
    })
    this.listen(pointing)
  }

  /** Resolves once everything is drawn. */
  async drawn(): Promise<void> {
    await this.map.once('idle')
  }

  show(scene: PaddedScene): void {
    const moved = JSON.stringify(scene.padding) !== JSON.stringify(this.scene.padding)
    const restyled = scene.footprint !== this.scene.footprint
    this.scene = scene
    if (restyled) this.paint(this.colours)
    else if (this.styled) this.draw()
    if (moved) this.reset()
  }

  paint(colours: Colours): void {
    this.colours = colours
    this.styled = false
    this.map.setStyle(buildStyle(this.scene, colours), { diff: false })
  }

  reset(): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.frame(still ? 0 : 250)
  }

  resize(): void {
    this.map.resize()
    this.frame(0)
  }

  zoom(by: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + by * 0.8)
  }

  close(): void {
    this.map.remove()
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map.getSource(name)
  }

  private draw(): void {
    const { areas, rails, chosen } = this.scene
    this.source('areas')?.setData(areaFeatures(areas))
    this.source('names')?.setData(nameFeatures(areas))
    if (rails) this.source('rails')?.setData(rails)
    for (const layer of ['chosen', 'chosen-casing']) this.map.setFilter(layer, isCode(chosen))
  }

  private frame(duration: number): void {
    const bounds = boundsOfAreas(this.scene.areas.map((area) => area.geometry))
    this.map.fitBounds(bounds, { padding: this.scene.padding, duration })
  }

  private addPattern(id: string): void {
    const { never, noTarget, edge } = this.colours
    if (id === 'never') this.map.addImage(id, hatch(never, 16, 3), { pixelRatio: 2 })
    if (id === 'no_target') this.map.addImage(id, hatch(noTarget, 12, 2.4), { pixelRatio: 2 })
    if (id === 'idle') this.map.addImage(id, dots(edge, 14, 1.8), { pixelRatio: 2 })
  }

  private listen({ pick, point }: Pointing): void {
    const codeOf = (features?: { properties: Record<string, unknown> }[]) =>
      String(features?.[0]?.properties.code ?? '')
    this.map.on('click', 'areas', ({ features }) => pick(codeOf(features)))
    this.map.on('mousemove', 'areas', ({ features }) => {
      this.map.getCanvas().style.cursor = 'pointer'
      point(codeOf(features))
    })
    this.map.on('mouseleave', 'areas', () => {
      this.map.getCanvas().style.cursor = ''
      point(null)
    })
  }
}
