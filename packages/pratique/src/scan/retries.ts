/**
 * What is tried on the part of a frame where a symbol is likely, and in which order.
 *
 * The orders are those of what each adds to those before it for its time, on the degraded frames of
 * `bench/scan/`.
 *
 * @module
 */

import { bend, type Direction } from './bend.ts'
import { double } from './enlarge.ts'
import type { GrayFrame } from './frame.ts'
import { ALL_LEVELS, type Levels } from './levels.ts'
import type { ReadRequest } from './reader-port.ts'
import type { Room } from './room.ts'
import { sharpen } from './sharpen.ts'
import { smooth } from './smooth.ts'

/** A part of a frame, and the levels that its pixels lie between. */
export interface Part {
  readonly frame: GrayFrame
  readonly levels: Levels
}

/** One attempt at a part. */
export interface Retry {
  /** Makes what is read, of the same size times `scale`, in memory of the room. */
  readonly filter: (part: Part, room: Room) => GrayFrame
  readonly scale: 1 | 2
  /** How many pixels it works on, for each of the part's: filters and reader together. */
  readonly work: number
  readonly request: ReadRequest
}

/** A QR code, dark on light, whichever way it lies. */
export const QR_REQUEST: ReadRequest = {
  symbologies: ['qr'],
  threshold: 'local',
  isThorough: true,
  isInverted: false,
  reduction: 1,
}

/** Of bent paper, between middle and ends, in parts of its length. */
const SAG = 0.08

const plain: Retry['filter'] = ({ frame }) => frame

const INVERTED: Retry = {
  filter: plain,
  scale: 1,
  work: 1.5,
  request: { ...QR_REQUEST, isInverted: true },
}
const OTHER_KINDS: Retry = {
  filter: plain,
  scale: 1,
  work: 2.5,
  request: { ...QR_REQUEST, symbologies: ['aztec', 'data-matrix'], isInverted: true },
}
const FIXED: Retry = {
  filter: plain,
  scale: 1,
  work: 1,
  request: { ...QR_REQUEST, threshold: 'fixed' },
}
/** For blur without much noise. */
const SHARPENED: Retry = {
  filter: ({ frame }, room) => sharpen(frame, 3, 6, ALL_LEVELS, room),
  scale: 1,
  work: 2.5,
  request: QR_REQUEST,
}
const SMOOTHED: Retry = {
  filter: ({ frame, levels }, room) => smooth(frame, 1, levels, room),
  scale: 1,
  work: 2.5,
  request: { ...QR_REQUEST, isInverted: true },
}
const SMOOTHED_TWICE_AS_FAR: Retry = {
  filter: ({ frame, levels }, room) => smooth(frame, 2, levels, room),
  scale: 1,
  work: 2.5,
  request: QR_REQUEST,
}
const SMOOTHED_OTHER_KINDS: Retry = {
  ...SMOOTHED,
  work: 4,
  request: { ...OTHER_KINDS.request, isInverted: false },
}
/** For modules of little more than two pixels. */
const SHARPENED_AND_DOUBLED: Retry = {
  filter: ({ frame }, room) => double(sharpen(frame, 2, 6, ALL_LEVELS, room), room),
  scale: 2,
  work: 6.5,
  request: QR_REQUEST,
}
const GENTLY_SHARPENED_AND_DOUBLED: Retry = {
  ...SHARPENED_AND_DOUBLED,
  filter: ({ frame }, room) => double(sharpen(frame, 2, 3, ALL_LEVELS, room), room),
}
const DOUBLED: Retry = {
  filter: ({ frame }, room) => double(frame, room),
  scale: 2,
  work: 5,
  request: QR_REQUEST,
}
const DOUBLED_AND_SHARPENED: Retry = {
  filter: ({ frame }, room) => sharpen(double(frame, room), 5, 5, ALL_LEVELS, room),
  scale: 2,
  work: 11,
  request: QR_REQUEST,
}
const SMOOTHED_AND_SHARPENED: Retry = {
  filter: ({ frame, levels }, room) =>
    sharpen(smooth(frame, 1, levels, room, 'smooth'), 3, 4, ALL_LEVELS, room),
  scale: 1,
  work: 4,
  request: QR_REQUEST,
}

/** Straightens what is bent by a twelfth of its length; the reader makes good for half as much either way. */
function straighten(direction: Direction, sag: number): Retry {
  const filter: Retry['filter'] = ({ frame }, room) => bend(frame, direction, sag, room)
  return { filter, scale: 1, work: 2, request: QR_REQUEST }
}

const QUIET: readonly Retry[] = [
  SHARPENED,
  INVERTED,
  OTHER_KINDS,
  SHARPENED_AND_DOUBLED,
  straighten('columns', -SAG),
  straighten('rows', -SAG),
  straighten('columns', SAG),
  straighten('rows', SAG),
  GENTLY_SHARPENED_AND_DOUBLED,
  DOUBLED,
  SMOOTHED,
  FIXED,
  DOUBLED_AND_SHARPENED,
  SMOOTHED_AND_SHARPENED,
]

const NOISY: readonly Retry[] = [
  SMOOTHED,
  SMOOTHED_TWICE_AS_FAR,
  SMOOTHED_OTHER_KINDS,
  SHARPENED,
  SMOOTHED_AND_SHARPENED,
  SHARPENED_AND_DOUBLED,
  DOUBLED,
]

/** Noise beyond this part of the contrast is taken away before anything else. */
const MUCH_NOISE = 0.4

/**
 * What to try, in this order. It begins two further each time, so that the best are soon tried again and all
 * others have their turn; every second time, all kinds of symbol are looked for in each.
 */
export function listRetries(noise: number, times: number): readonly Retry[] {
  const retries = noise > MUCH_NOISE ? NOISY : QUIET
  const first = (2 * Math.floor(times / 2)) % retries.length
  const rotated = [...retries.slice(first), ...retries.slice(0, first)]
  return times % 2 === 0 ? rotated : rotated.map(forAllKinds)
}

function forAllKinds(retry: Retry): Retry {
  const { request, scale, work } = retry
  const symbologies = ['qr', 'aztec', 'data-matrix'] as const
  return { ...retry, work: work + 1.5 * scale ** 2, request: { ...request, symbologies } }
}
