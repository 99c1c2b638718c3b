/**
 * Looks at one picture of the camera after another. While one is read, the others are dropped.
 *
 * @module
 */

import type { Camera } from './camera.ts'
import type { SeenCode } from './codes.ts'
import { type Region, regionOf, wholeOf } from './regions.ts'
import type { Scanner } from './scanner.ts'

/** What is given what was seen: all that two looks at one scene show. It says whether to go on. */
export type Judge = (seen: readonly SeenCode[]) => 'more' | 'enough'

/** Looks until the judge has enough or the signal ends it. Rejects if camera or reader stop. */
export async function lookThrough(
  camera: Camera,
  scanner: Scanner,
  { judge, signal }: { readonly judge: Judge; readonly signal: AbortSignal },
): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const first = await look(camera, scanner, regionOf(turn, ...camera.size()))
    if (first.length === 0 || signal.aborted) continue
    // One of two codes may have been blurred, or outside the middle: the whole is looked at once more.
    const second = await look(camera, scanner, wholeOf(...camera.size()))
    if (!signal.aborted && judge([...first, ...second]) === 'enough') return
  }
}

async function look(
  camera: Camera,
  scanner: Scanner,
  region: Region,
): Promise<readonly SeenCode[]> {
  await camera.nextPicture()
  const picture = camera.takePicture(region)
  const [width, height] = camera.size()
  const symbols = picture && (await scanner.read(picture, 'frame'))
  return (symbols ?? []).map(({ text, x, y }) => ({
    text,
    x: (region.left + x / region.scale) / width,
    y: (region.top + y / region.scale) / height,
  }))
}
