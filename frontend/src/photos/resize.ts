// From what the camera gives to what is sent: a JPEG of some 150 KB with nothing in it but the view.

import { develop, type Develop, type Picture } from './darkroom'

export const LONGEST_SIDE_PX = 1600
export const MOST_PHOTO_BYTES = 300_000
export const MEDIA_TYPE = 'image/jpeg'

/** Tried in turn until the photo is small enough; grass and gravel need the last ones. */
const SIDES_PX = [LONGEST_SIDE_PX, 1200, 800]
const QUALITIES = [0.75, 0.65, 0.55, 0.45, 0.35]

export type WhyNot = 'not-image' | 'heic' | 'no-memory'

export class NoPhoto extends Error {
  constructor(readonly why: WhyNot) {
    super(why)
  }
}

/** The bytes of a JPEG of at most 1600 px and 300 KB, without metadata; throws NoPhoto. */
export async function resize(
  file: Blob,
  read: Develop = develop,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await read(file).catch(async () => {
    throw new NoPhoto((await isHeic(file)) ? 'heic' : 'not-image')
  })
  try {
    const jpeg = await smallEnough(picture)
    return new Uint8Array(await jpeg.arrayBuffer())
  } catch {
    throw new NoPhoto('no-memory')
  } finally {
    picture.close()
  }
}

async function smallEnough(picture: Picture): Promise<Blob> {
  const tries = SIDES_PX.flatMap((side) => QUALITIES.map((quality) => ({ side, quality })))
  let jpeg = new Blob()
  for (const { side, quality } of tries) {
    const [width, height] = fitted(picture.width, picture.height, side)
    jpeg = await picture.jpeg(width, height, quality)
    if (jpeg.type === MEDIA_TYPE && jpeg.size > 0 && jpeg.size <= MOST_PHOTO_BYTES) return jpeg
  }
  throw new Error(`${jpeg.type} of ${jpeg.size} bytes`)
}

/** Width and height in whole pixels within a square of `side`; never larger than they were. */
export function fitted(width: number, height: number, side: number): [number, number] {
  const scale = Math.min(1, side / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/** HEIC, as iPhones make it and few other browsers read it: an ftyp box of one of its brands. */
async function isHeic(file: Blob): Promise<boolean> {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()))
  return /^.{4}ftyp(hei|hev|mif|msf)/s.test(head)
}
