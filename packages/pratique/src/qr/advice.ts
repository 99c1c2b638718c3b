/**
 * How large a symbol is best printed, and what may keep cheap equipment from reading it.
 *
 * Advice is data, with a stable kind: words are for the caller. Each number says whose it is.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { type QrContent, toPlan } from './plan.ts'
import { type Level, MAX_VERSION, QUIET_ZONE, toSize } from './tables.ts'

/** Diagonal of a printed symbol, in millimetres (hcert_spec §4.2.2). */
const DIAGONAL_MM = { least: 35, most: 60 } as const

/** A side that is printed well: the least module of GS1 General Specifications §5.12.3.1. */
const GOOD_MODULE_MM = 0.4

/**
 * Four dots of a printer of 300 dpi, the fewest that DENSO WAVE recommends; its standard scanners
 * resolve 0.25 mm, so that some blur is allowed for.
 */
const LEAST_MODULE_MM = 0.338

/** Short side of the picture of a cheap scanner or front camera (640 × 480). */
const CAMERA_PIXELS = 480

/** How much of it a symbol with its quiet zone fills, if it is held well: our choice. */
const CAMERA_SHARE = 0.9

/**
 * Pixels a module: two are the least that sampling takes, doubled for blur and tilt. Our choice; it
 * bears out the version below.
 */
const LEAST_PIXELS = 4

/** Level Q up to this version, M above ("Symbol sizes" of the EU's certificates; 105 modules a side). */
const MAX_VERSION_AT_Q = 20

/** The largest of 412 certificates of EU countries: beyond it, only photographs of 1500 pixels do. */
const MAX_VERSION_SEEN = 25

/** SMART Health Cards stay at or below this version (VCI "Encoding Chunks as QR Codes"). */
const MAX_VERSION_OF_CARDS = 22

/** What may keep a symbol from being read, with what was found and what is allowed. */
export type SymbolWarning =
  | { readonly kind: 'version'; readonly version: number; readonly most: number }
  | { readonly kind: 'low-level'; readonly level: Level }
  | { readonly kind: 'fine-modules'; readonly moduleMm: number; readonly leastMm: number }
  | { readonly kind: 'few-pixels'; readonly pixels: number; readonly least: number }
  | { readonly kind: 'small'; readonly diagonalMm: number; readonly leastMm: number }
  | { readonly kind: 'large'; readonly diagonalMm: number; readonly mostMm: number }

/** A symbol as it is best made and printed. */
export interface SymbolAdvice {
  readonly version: number
  readonly level: Level
  /** Side of the symbol without its quiet zone. */
  readonly sideMm: number
  /** Side of the light square that it needs: the symbol and its quiet zone. */
  readonly spaceMm: number
  readonly moduleMm: number
  /** Pixels of a module in the picture of a camera of 640 × 480 that is held well. */
  readonly cameraPixels: number
  readonly warnings: readonly SymbolWarning[]
}

export interface AdviceOptions {
  /** The room there is for the symbol with its quiet zone, in millimetres; by default as it needs. */
  readonly spaceMm?: number
}

/**
 * Recommends level, version and printed size for a content: Q while the version is at most 20, then M,
 * and L only where M would be beyond what is ever seen.
 *
 * @throws {UsageError} `usage.argument` if no symbol holds the content, or the room is no length.
 */
export function recommendSymbol(content: QrContent, options: AdviceOptions = {}): SymbolAdvice {
  const most = toMostVersion(content)
  const { version, level } = choose(content, most)
  return toPrintAdvice({ version, level }, { ...options, mostVersion: most })
}

/** Which is best of those that fit; the last is tried whether it does or not, and then says so. */
function choose(content: QrContent, most: number): { version: number; level: Level } {
  for (const { level, last } of [
    { level: 'Q', last: MAX_VERSION_AT_Q },
    { level: 'M', last: most },
  ] as const) {
    const found = tryLevel(content, level)
    if (found !== undefined && found <= last) return { version: found, level }
  }
  return toPlan(content, { level: 'L' })
}

function tryLevel(content: QrContent, level: Level): number | undefined {
  try {
    return toPlan(content, { level }).version
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

function toMostVersion(content: QrContent): number {
  const isCard = typeof content === 'string' && content.startsWith('shc:/')
  return isCard ? MAX_VERSION_OF_CARDS : MAX_VERSION_SEEN
}

/**
 * Says how a symbol is best printed, and what speaks against it at that size.
 *
 * @throws {UsageError} `usage.argument` if there is no such version, or the room is no length.
 */
export function toPrintAdvice(
  { version, level }: { readonly version: number; readonly level: Level },
  {
    spaceMm,
    mostVersion = MAX_VERSION_SEEN,
  }: AdviceOptions & { readonly mostVersion?: number } = {},
): SymbolAdvice {
  if (!Number.isInteger(version) || version < 1 || version > MAX_VERSION) {
    throw new UsageError('usage.argument', `expected a version from 1 to ${MAX_VERSION}`)
  }
  if (spaceMm !== undefined && !(Number.isFinite(spaceMm) && spaceMm > 0)) {
    throw new UsageError('usage.argument', 'expected room in millimetres')
  }
  const size = toSize(version)
  const whole = size + 2 * QUIET_ZONE
  const moduleMm = Math.min(toGoodModule(size), (spaceMm ?? Number.POSITIVE_INFINITY) / whole)
  const measures = {
    version,
    level,
    sideMm: moduleMm * size,
    spaceMm: moduleMm * whole,
    moduleMm,
    cameraPixels: (CAMERA_PIXELS * CAMERA_SHARE) / whole,
  }
  return { ...measures, warnings: toWarnings(measures, mostVersion) }
}

/** Within the diagonals that are recommended, if the modules do not become too fine. */
function toGoodModule(size: number): number {
  const toModule = (diagonalMm: number) => diagonalMm / Math.SQRT2 / size
  const wanted = Math.max(GOOD_MODULE_MM, toModule(DIAGONAL_MM.least))
  return Math.max(LEAST_MODULE_MM, Math.min(wanted, toModule(DIAGONAL_MM.most)))
}

/** Lengths that were divided and multiplied again may differ in their last digit. */
const TOLERANCE = 1e-9

function toWarnings(
  { version, level, sideMm, moduleMm, cameraPixels }: Omit<SymbolAdvice, 'warnings'>,
  most: number,
): readonly SymbolWarning[] {
  const diagonalMm = sideMm * Math.SQRT2
  const warnings: SymbolWarning[] = []
  if (version > most) warnings.push({ kind: 'version', version, most })
  if (level === 'L') warnings.push({ kind: 'low-level', level })
  if (moduleMm < LEAST_MODULE_MM - TOLERANCE) {
    warnings.push({ kind: 'fine-modules', moduleMm, leastMm: LEAST_MODULE_MM })
  }
  if (cameraPixels < LEAST_PIXELS) {
    warnings.push({ kind: 'few-pixels', pixels: cameraPixels, least: LEAST_PIXELS })
  }
  if (diagonalMm < DIAGONAL_MM.least - TOLERANCE) {
    warnings.push({ kind: 'small', diagonalMm, leastMm: DIAGONAL_MM.least })
  }
  if (diagonalMm > DIAGONAL_MM.most + TOLERANCE) {
    warnings.push({ kind: 'large', diagonalMm, mostMm: DIAGONAL_MM.most })
  }
  return warnings
}
