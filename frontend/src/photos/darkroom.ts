// The browser's own means to read an image and to draw it smaller.

/** An image as it is meant to be looked at: upright, whichever way the camera was held. */
export interface Picture {
  width: number
  height: number
  /** Drawn anew, so that nothing but the picture is left; rejects when memory runs out. */
  jpeg(width: number, height: number, quality: number): Promise<Blob>
  close(): void
}

/** Reads an image; rejects when the browser can't. Tests bring their own. */
export type Develop = (file: Blob) => Promise<Picture>

type Drawable = ImageBitmap | HTMLImageElement

export const develop: Develop = async (file) => {
  const image = await asBitmap(file).catch(() => asElement(file))
  const isElement = 'naturalWidth' in image
  return {
    width: isElement ? image.naturalWidth : image.width,
    height: isElement ? image.naturalHeight : image.height,
    jpeg: (width, height, quality) => drawn(image, width, height, quality),
    close: () => (isElement ? URL.revokeObjectURL(image.src) : image.close()),
  }
}

/** Browsers that don't know 'from-image' refuse it: then the element turns the picture upright. */
async function asBitmap(file: Blob): Promise<Drawable> {
  return createImageBitmap(file, { imageOrientation: 'from-image' })
}

async function asElement(file: Blob): Promise<Drawable> {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } catch (error) {
    URL.revokeObjectURL(image.src)
    throw error
  }
}

async function drawn(image: Drawable, width: number, height: number, quality: number) {
  if ('OffscreenCanvas' in globalThis) {
    const canvas = new OffscreenCanvas(width, height)
    draw(canvas.getContext('2d'), image, width, height)
    return canvas.convertToBlob({ type: 'image/jpeg', quality })
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  draw(canvas.getContext('2d'), image, width, height)
  return new Promise<Blob>((done, failed) =>
    canvas.toBlob(
      (blob) => (blob ? done(blob) : failed(new Error('no memory for the picture'))),
      'image/jpeg',
      quality,
    ),
  )
}

type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

function draw(brush: Brush | null, image: Drawable, width: number, height: number): void {
  if (brush === null) throw new Error('no memory for the picture')
  // A JPEG has no transparency: what is clear in the original would turn black.
  brush.fillStyle = '#ffffff'
  brush.fillRect(0, 0, width, height)
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(image, 0, 0, width, height)
}
