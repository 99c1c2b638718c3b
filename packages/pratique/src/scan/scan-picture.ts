/**
 * Looks for symbols in a picture of which there is but one: all that may help is tried.
 *
 * @module
 */

import { cutOut, double, type Region } from './enlarge.ts'
import { erase } from './erase.ts'
import { checkFrame, type GrayFrame, type RgbaFrame, toGray } from './frame.ts'
import { ALL_LEVELS, findLevels } from './levels.ts'
import type { FoundSymbol, ReadRequest, SymbolReader } from './reader-port.ts'
import { survey } from './region.ts'
import { listRetries } from './retries.ts'
import { createRoom, type Room } from './room.ts'
import { smooth } from './smooth.ts'
import { arrange, place } from './symbols.ts'

/** What may be spent on a picture. */
export interface PictureOptions {
  /**
   * How many pixels filters and reader may work on, all attempts together; the first is always made.
   * Default 100,000,000.
   */
  readonly maxWork?: number
}

const MAX_WORK = 100_000_000

/** What is left over where something was found is looked through for so much more at most. */
const MAX_REST_WORK = 20_000_000

/** Small modules are found in small pictures: only these are worth doubling, and doubling again. */
const MAX_DOUBLED_PIXELS = 8_000_000

/** All kinds, however they lie, in one go. */
const EVERYTHING: ReadRequest = {
  symbologies: ['qr', 'aztec', 'data-matrix'],
  threshold: 'local',
  isThorough: true,
  isInverted: true,
  reduction: 3,
}

/** What asking for everything works on, for each pixel. */
const EVERYTHING_WORK = 3

/** One look at a picture or a part of it. */
interface Look {
  readonly frame: GrayFrame
  readonly request: ReadRequest
  readonly work: number
  /** Where the frame lies in the picture, and how much larger it is drawn. */
  readonly at: { readonly left: number; readonly top: number; readonly scale: number }
}

/**
 * Reads all distinct symbols of a picture, in reading order; none is `[]`.
 *
 * @throws {UsageError} `usage.picture` if sides and pixels do not agree; and what the reader throws.
 */
export async function scanPicture(
  picture: GrayFrame | RgbaFrame,
  reader: SymbolReader,
  { maxWork = MAX_WORK }: PictureOptions = {},
): Promise<readonly FoundSymbol[]> {
  checkFrame(picture)
  const frame = 'data' in picture ? toGray(picture) : picture
  const room = createRoom()
  try {
    const found = await lookUntilFound(listLooks(frame, room), reader, maxWork)
    if (found.length === 0) return []
    const rest = erase(frame, found)
    const { regions, noise } = survey(rest)
    const [region] = regions
    if (region === undefined) return arrange(found)
    const looks = listPartLooks(rest, region, noise, room)
    const restWork = Math.min(maxWork, MAX_REST_WORK)
    return arrange([...found, ...(await lookUntilFound(looks, reader, restWork))])
  } finally {
    room.wipe()
  }
}

async function lookUntilFound(
  looks: Iterable<Look>,
  reader: SymbolReader,
  maxWork: number,
): Promise<readonly FoundSymbol[]> {
  let done = 0
  for (const { frame, request, work, at } of looks) {
    if (done > 0 && done + work > maxWork) return []
    done += work
    const symbols = await reader(frame, request)
    if (symbols.length > 0) {
      const { left, top, scale } = at
      return place(symbols, ({ x, y }) => ({ x: left + x / scale, y: top + y / scale }))
    }
  }
  return []
}

/** Each is only made ready when its turn comes. */
function* listLooks(frame: GrayFrame, room: Room): Generator<Look> {
  yield toLook(frame, {})
  yield toLook(frame, { reduction: 2 })
  const { regions, noise } = survey(frame)
  const whole = { left: 0, top: 0, width: frame.width, height: frame.height }
  for (const part of regions.length > 0 ? regions : [whole]) {
    yield* listPartLooks(frame, part, noise, room)
  }
  yield toLook(frame, { threshold: 'fixed' })
  yield toLook(frame, { threshold: 'global' })
  yield toLook(smooth(frame, 1, ALL_LEVELS, room), {})
  let enlarged = frame
  for (let scale = 2; 4 * enlarged.pixels.length <= MAX_DOUBLED_PIXELS && scale <= 4; scale *= 2) {
    enlarged = double({ ...enlarged, pixels: enlarged.pixels.slice() }, room)
    yield toLook(enlarged, {}, scale)
  }
}

function toLook(frame: GrayFrame, request: Partial<ReadRequest>, scale = 1): Look {
  const work = EVERYTHING_WORK * frame.pixels.length
  return { frame, request: { ...EVERYTHING, ...request }, work, at: { left: 0, top: 0, scale } }
}

/** The retries of the camera, for all kinds of symbol. */
function* listPartLooks(
  frame: GrayFrame,
  region: Region,
  noise: number,
  room: Room,
): Generator<Look> {
  const cut = cutOut(frame, region, room, 'part')
  const part = { frame: cut, levels: findLevels(cut) }
  for (const { filter, scale, request } of listRetries(noise, 0)) {
    const filtered = filter(part, room)
    const { left, top } = region
    yield {
      frame: filtered,
      request: { ...EVERYTHING, threshold: request.threshold, reduction: 1 },
      work: EVERYTHING_WORK * filtered.pixels.length,
      at: { left, top, scale },
    }
  }
}
