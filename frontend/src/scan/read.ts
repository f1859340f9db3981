// Reading a QR code from pixels; BarcodeDetector is missing on many phones.

import jsQR from 'jsqr'

/** Pixels as a canvas gives them: four bytes each. */
export interface Pixels {
  data: Uint8ClampedArray
  width: number
  height: number
}

export function readCode({ data, width, height }: Pixels): string | null {
  return jsQR(data, width, height)?.data || null
}

const LONGEST_PX = 900

/** What is drawn of a video or photo: small enough to be read many times a second. */
export function pixelsOf(
  source: CanvasImageSource,
  width: number,
  height: number,
  canvas: HTMLCanvasElement,
): Pixels | null {
  if (width === 0 || height === 0) return null
  const scale = Math.min(1, LONGEST_PX / Math.max(width, height))
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  if (brush === null) return null
  brush.drawImage(source, 0, 0, canvas.width, canvas.height)
  return brush.getImageData(0, 0, canvas.width, canvas.height)
}
