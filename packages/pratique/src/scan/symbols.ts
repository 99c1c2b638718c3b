/**
 * Several symbols of one picture: each once, in reading order.
 *
 * @module
 */

import type { Corners, FoundSymbol, Point } from './reader-port.ts'

/** One of each content, from the top left line by line. */
export function arrange(symbols: readonly FoundSymbol[]): readonly FoundSymbol[] {
  return toDistinct(toReadingOrder(symbols))
}

/** One of each content, the first, in the order they come in. */
export function toDistinct(symbols: readonly FoundSymbol[]): readonly FoundSymbol[] {
  return symbols.filter((symbol, at) => !symbols.slice(0, at).some((one) => isSame(one, symbol)))
}

/** The symbols of a part of a frame, placed in the frame. */
export function place(
  symbols: readonly FoundSymbol[],
  toFrame: (point: Point) => Point,
): readonly FoundSymbol[] {
  return symbols.map((symbol) => ({ ...symbol, corners: moveCorners(symbol.corners, toFrame) }))
}

function moveCorners(corners: Corners, move: (point: Point) => Point): Corners {
  return {
    topLeft: move(corners.topLeft),
    topRight: move(corners.topRight),
    bottomRight: move(corners.bottomRight),
    bottomLeft: move(corners.bottomLeft),
  }
}

function isSame(one: FoundSymbol, other: FoundSymbol): boolean {
  return (
    one.symbology === other.symbology &&
    one.bytes.length === other.bytes.length &&
    one.bytes.every((byte, at) => byte === other.bytes[at])
  )
}

interface Placed {
  readonly symbol: FoundSymbol
  readonly left: number
  readonly top: number
  readonly bottom: number
}

/** A symbol belongs to a line if its middle lies above the bottom of the line's highest one. */
function toReadingOrder(symbols: readonly FoundSymbol[]): readonly FoundSymbol[] {
  const lines: Placed[][] = []
  for (const placed of symbols.map(toPlaced).sort((one, other) => one.top - other.top)) {
    const line = lines.at(-1)
    const [highest] = line ?? []
    const isSameLine = highest && (placed.top + placed.bottom) / 2 < highest.bottom
    if (line && isSameLine) line.push(placed)
    else lines.push([placed])
  }
  return lines.flatMap((line) =>
    line.sort((one, other) => one.left - other.left).map((placed) => placed.symbol),
  )
}

function toPlaced(symbol: FoundSymbol): Placed {
  const { topLeft, topRight, bottomLeft, bottomRight } = symbol.corners
  const corners = [topLeft, topRight, bottomLeft, bottomRight]
  const rows = corners.map((corner) => corner.y)
  const left = Math.min(...corners.map((corner) => corner.x))
  return { symbol, left, top: Math.min(...rows), bottom: Math.max(...rows) }
}
