/**
 * Half-precision floats: IEEE 754 binary16 (RFC 8949 §3.3, Appendix D).
 *
 * @module
 */

const EXPONENT_MASK = 0x1f
const FRACTION_MASK = 0x3ff
const INFINITY_BITS = 0x7c00

/** The one NaN that is written (RFC 8949 §4.2.2). */
const NAN_BITS = 0x7e00

/** The smallest normal half, 2^−14, and the step between the subnormal ones below it, 2^−24. */
const MIN_NORMAL = 2 ** -14
const SUBNORMAL_STEP = 2 ** -24

/** The step between halfs of exponent 0 (1 ≤ x < 2). */
const UNIT_STEP = 2 ** -10

/** Turns the 16 bits of a half into its value. Every NaN becomes `NaN`. */
export function decodeHalf(bits: number): number {
  const exponent = (bits >> 10) & EXPONENT_MASK
  const fraction = bits & FRACTION_MASK
  const sign = bits & 0x8000 ? -1 : 1
  if (exponent === 0) return sign * fraction * SUBNORMAL_STEP
  if (exponent === EXPONENT_MASK) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction * UNIT_STEP) * 2 ** (exponent - 15)
}

/** Turns a number into the bits of the half of exactly this value; `undefined` if there is none. */
export function encodeHalf(value: number): number | undefined {
  if (Number.isNaN(value)) return NAN_BITS
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size === Number.POSITIVE_INFINITY) return sign | INFINITY_BITS
  if (size < MIN_NORMAL) {
    const steps = size / SUBNORMAL_STEP
    return Number.isInteger(steps) ? sign | steps : undefined
  }
  // A power of two divides exactly, so that `steps` is whole if and only if the half is exact.
  const exponent = exponentOf(size)
  if (exponent > 15) return undefined
  const steps = (size / 2 ** exponent - 1) / UNIT_STEP
  return Number.isInteger(steps) ? sign | ((exponent + 15) << 10) | steps : undefined
}

/** The exponent of a number ≥ 2^−14; 16 stands for every one past a half's. */
function exponentOf(size: number): number {
  let exponent = -14
  while (exponent < 16 && size >= 2 ** (exponent + 1)) exponent++
  return exponent
}
