/**
 * The elliptic curves that we know, and the size of their numbers.
 *
 * @module
 */

export type EcCurve = 'P-256' | 'P-384' | 'P-521'

/**
 * The length of a coordinate in bytes (RFC 7518 §6.2.1.2). A signature's r and s, which are below the
 * order of the curve, have the same (RFC 7518 §3.4).
 */
export const COORDINATE_BYTES: Readonly<Record<EcCurve, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
}

/** Tells whether a name, such as a kind of key, is one of a curve that we know. */
export function isEcCurve(name: string | undefined): name is EcCurve {
  return name !== undefined && Object.hasOwn(COORDINATE_BYTES, name)
}
