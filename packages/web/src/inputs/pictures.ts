/**
 * Reads the codes in a picture, which the browser decodes: turned as its EXIF data say, and white where it
 * is transparent.
 *
 * @module
 */

import type { SeenCode } from '../scanning/codes.ts'
import type { Pixels } from '../scanning/messages.ts'
import type { SymbolInFrame } from '../scanning/read-frame.ts'
import { readDrawing } from './drawing.ts'
import { sizeOfPicture } from './file-kind.ts'
import type { FileReading } from './read-file.ts'

/** Finds the symbols in pixels. */
export type SymbolReader = (image: Pixels) => Promise<readonly SymbolInFrame[]>

/** What is larger is not decoded: it would take more memory than a telephone has. */
const MAX_PIXELS = 64_000_000

/** A picture is looked at in these sizes: symbols that fill it are found in small ones, others in large. */
const LOOKS_PIXELS = [1_200_000, 16_000_000] as const

/** Modules of one or two pixels are found when they are enlarged. */
const ENLARGED_BELOW_PIXELS = 400_000
const ENLARGEMENT = 2

/** So wide is a drawing that says no size of its own. */
const DRAWING_WIDTH = 1200

export async function readPicture(
  bytes: Uint8Array<ArrayBuffer>,
  kind: 'picture' | 'heic',
  read: SymbolReader,
): Promise<FileReading> {
  const [width, height] = sizeOfPicture(bytes) ?? [0, 0]
  if (width * height > MAX_PIXELS) return { kind: 'refused', why: 'too-large' }
  const bitmap = await createImageBitmap(new Blob([bytes])).catch(() => undefined)
  if (!bitmap) {
    return { kind: 'refused', why: kind === 'heic' ? 'heic' : 'unreadable-picture' }
  }
  try {
    return toReading(await readDrawable(bitmap, [bitmap.width, bitmap.height], read))
  } finally {
    bitmap.close()
  }
}

/** No script of a drawing runs, and nothing that it names is loaded: it is shown as a picture. */
export async function readSvg(
  bytes: Uint8Array<ArrayBuffer>,
  read: SymbolReader,
): Promise<FileReading> {
  const drawing = readDrawing(bytes)
  if (drawing === undefined) return { kind: 'refused', why: 'unreadable-picture' }
  const address = URL.createObjectURL(new Blob([drawing], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const shape = image.naturalHeight / (image.naturalWidth || 1) || 1
    const size = [DRAWING_WIDTH, Math.min(DRAWING_WIDTH * 4, DRAWING_WIDTH * shape)] as const
    return toReading(await readDrawable(image, size, read))
  } catch {
    return { kind: 'refused', why: 'unreadable-picture' }
  } finally {
    URL.revokeObjectURL(address)
  }
}

function toReading(codes: readonly SeenCode[]): FileReading {
  return codes.length === 0 ? { kind: 'refused', why: 'no-code' } : { kind: 'codes', codes }
}

/** Looks at it in every size: what one of them shows may not be all that is there. */
async function readDrawable(
  drawable: CanvasImageSource,
  [width, height]: readonly [number, number],
  read: SymbolReader,
): Promise<readonly SeenCode[]> {
  const found: SeenCode[] = []
  const pixels = width * height || 1
  const scales = LOOKS_PIXELS.map((most) => Math.min(1, Math.sqrt(most / pixels)))
  if (pixels < ENLARGED_BELOW_PIXELS) scales.push(ENLARGEMENT)
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) return found
  for (const scale of new Set(scales)) {
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    context.fillStyle = 'white'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(drawable, 0, 0, canvas.width, canvas.height)
    const symbols = await read(context.getImageData(0, 0, canvas.width, canvas.height))
    for (const { text, x, y } of symbols) {
      found.push({ text, x: x / canvas.width, y: y / canvas.height })
    }
  }
  canvas.width = 0
  return found
}
