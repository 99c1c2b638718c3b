/**
 * The compression that PostgreSQL has for long values (src/common/pg_lzcompress.c of its sources says the form): control
 * bytes, each before eight items, which are a byte or a copy of earlier ones.
 *
 * @module
 */

/** A value may be longer; what is looked for is not. */
const MOST = 1 << 16
/** What is not a quarter shorter when it is packed is kept as it is. */
const PACKED_SHARE = 0.75
const SHORTEST_COPY = 3
const LONGER_COPY = 18

/**
 * Unpacks a value.
 *
 * @param start where its length stands: four bytes, little-endian, of which the upper two bits say the method
 * @returns `undefined` if there is none
 */
export function unpackPglz(bytes: Uint8Array, start: number): Buffer | undefined {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start, true)
  if (length < 2 * SHORTEST_COPY || length > MOST) return undefined
  const output = Buffer.allocUnsafe(length)
  let from = start + 4
  let to = 0
  const last = from + PACKED_SHARE * length
  while (to < length) {
    if (from > last) return undefined
    const control = bytes[from++]
    if (control === undefined) return undefined
    for (let item = 0; item < 8 && to < length; item++) {
      if (((control >> item) & 1) === 0) {
        const literal = bytes[from++]
        if (literal === undefined) return undefined
        output[to++] = literal
        continue
      }
      const first = bytes[from++]
      const second = bytes[from++]
      if (first === undefined || second === undefined) return undefined
      const distance = ((first & 0xf0) << 4) | second
      let copied = (first & 0x0f) + SHORTEST_COPY
      if (copied === LONGER_COPY) copied += bytes[from++] ?? 0
      if (distance === 0 || distance > to || to + copied > length) return undefined
      for (; copied > 0; copied--, to++) output[to] = output[to - distance] ?? 0
    }
  }
  return output
}

/** Unpacks whatever in a file of tables may be a packed value; most of it is none. */
export function* unpackAllPglz(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at + 8 < bytes.length; at++) {
    // Lengths below 2^16 have two upper bytes of zero.
    if (bytes[at + 3] !== 0 || bytes[at + 2] !== 0 || bytes[at + 1] === undefined) continue
    const value = unpackPglz(bytes, at)
    if (value) yield value
  }
}
