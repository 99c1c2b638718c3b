/**
 * Looks for symbols in the frames of a camera, one at a time, each within a budget.
 *
 * @module
 */

import { cutOut, type Region } from './enlarge.ts'
import { checkFrame, type GrayFrame, type RgbaFrame, toGray } from './frame.ts'
import { findLevels } from './levels.ts'
import type { FoundSymbol, ReadRequest, SymbolReader } from './reader-port.ts'
import { survey } from './region.ts'
import { listRetries, QR_REQUEST, type Retry } from './retries.ts'
import { createRoom, type Room } from './room.ts'
import { arrange, place } from './symbols.ts'

/** What may be spent on one frame, and in which turn. */
export interface FrameOptions {
  /**
   * How many pixels filters and reader may work on, all attempts together; the first, on the whole frame,
   * is always made. Default 6,000,000.
   */
  readonly maxWork?: number
  /**
   * How many frames before this one had no symbol, default 0. Other attempts come first in each, and other parts
   * of the frame are looked at: in some, the whole.
   */
  readonly turn?: number
  /** Asked before each further attempt whether to give this frame up, by a clock of the caller's. */
  readonly isOver?: () => boolean
}

export interface FrameScanner {
  /**
   * Reads the distinct symbols of a frame, in reading order; none is `[]`. So is a frame that is given
   * while another is looked at: it is dropped, not kept for later.
   *
   * @throws {UsageError} `usage.picture` if sides and pixels do not agree; and what the reader throws.
   */
  readonly scan: (
    frame: GrayFrame | RgbaFrame,
    options?: FrameOptions,
  ) => Promise<readonly FoundSymbol[]>
  /** Overwrites what is left of frames in memory. */
  readonly wipe: () => void
}

/** Nearly nine times a frame of 960 × 720: where the whole is lively, that takes some 50 ms of a processor of 2023. */
const MAX_WORK = 6_000_000

/** Whether beside a QR code there is a symbol of another kind, which a person would have to choose from. */
const BESIDE_REQUEST: ReadRequest = {
  ...QR_REQUEST,
  symbologies: ['aztec', 'data-matrix'],
  isThorough: false,
}

/** Makes a scanner, which keeps its memory from frame to frame. */
export function createFrameScanner(reader: SymbolReader): FrameScanner {
  const room = createRoom()
  let isBusy = false
  return {
    scan: async (frame, options = {}) => {
      checkFrame(frame)
      if (isBusy) return []
      isBusy = true
      try {
        return await scanGray(toGrayIn(frame, room), reader, options, room)
      } finally {
        isBusy = false
      }
    },
    wipe: room.wipe,
  }
}

function toGrayIn(frame: GrayFrame | RgbaFrame, room: Room): GrayFrame {
  return 'data' in frame ? toGray(frame, room.bytes('gray', frame.width * frame.height)) : frame
}

async function scanGray(
  frame: GrayFrame,
  reader: SymbolReader,
  options: FrameOptions,
  room: Room,
): Promise<readonly FoundSymbol[]> {
  const found = await reader(frame, QR_REQUEST)
  if (found.length > 0) return arrange([...found, ...(await reader(frame, BESIDE_REQUEST))])
  const { regions, noise } = survey(frame)
  const whole = { left: 0, top: 0, width: frame.width, height: frame.height }
  const { turn = 0 } = options
  const parts = [...regions, whole]
  const region = parts[turn % parts.length] ?? whole
  const retries = listRetries(noise, Math.floor(turn / parts.length))
  return retryPart(frame, region, retries, reader, options, room)
}

/** Tries until something is found or the budget is spent. */
async function retryPart(
  frame: GrayFrame,
  region: Region,
  retries: readonly Retry[],
  reader: SymbolReader,
  { maxWork = MAX_WORK, isOver = () => false }: FrameOptions,
  room: Room,
): Promise<readonly FoundSymbol[]> {
  const cut = cutOut(frame, region, room, 'part')
  const part = { frame: cut, levels: findLevels(cut) }
  let left = maxWork - frame.width * frame.height
  for (const { filter, scale, work, request } of retries) {
    if (work * cut.pixels.length > left) continue
    if (isOver()) return []
    left -= work * cut.pixels.length
    const symbols = await reader(filter(part, room), request)
    if (symbols.length > 0) {
      const { left: x, top: y } = region
      return arrange(place(symbols, (at) => ({ x: x + at.x / scale, y: y + at.y / scale })))
    }
  }
  return []
}
