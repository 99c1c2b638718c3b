/**
 * The elliptic curves that we know, and the size of their numbers.
 *
 * @module
 */

/** Those that messages are signed on (RFC 7518 §6.2.1.1). */
export type NistCurve = 'P-256' | 'P-384' | 'P-521'

/** Those of RFC 5639 §3, which only certificates are signed on. */
export type BrainpoolCurve =
  | 'brainpoolP256r1'
  | 'brainpoolP320r1'
  | 'brainpoolP384r1'
  | 'brainpoolP512r1'

export type EcCurve = NistCurve | BrainpoolCurve

/**
 * The length of a coordinate in bytes (RFC 7518 §6.2.1.2). A signature's r and s, which are below the
 * order of the curve, have the same (RFC 7518 §3.4).
 */
export const COORDINATE_BYTES: Readonly<Record<EcCurve, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
  brainpoolP256r1: 32,
  brainpoolP320r1: 40,
  brainpoolP384r1: 48,
  brainpoolP512r1: 64,
}

/** Tells whether a name, such as a kind of key, is one of a curve that we know. */
export function isEcCurve(name: string | undefined): name is EcCurve {
  return name !== undefined && Object.hasOwn(COORDINATE_BYTES, name)
}

/** Tells whether a name is one of a curve that messages are signed on. */
export function isNistCurve(name: string | undefined): name is NistCurve {
  return name === 'P-256' || name === 'P-384' || name === 'P-521'
}
