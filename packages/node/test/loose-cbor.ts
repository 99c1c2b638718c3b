/**
 * CBOR in other spellings than ours, for mutants: the same value, or nearly.
 *
 * @module
 */

import { CborTag, type CborValue, encodeCbor } from 'pratique/codecs'

type Bytes = Uint8Array<ArrayBuffer>

/** What differs from the deterministic encoding. */
export interface Spelling {
  /** Arguments take four bytes, lengths too. */
  readonly isWide?: boolean
  /** Arrays, maps and texts are of indefinite length. */
  readonly isIndefinite?: boolean
  /** Members of maps come in the opposite order. */
  readonly isReversed?: boolean
  /** The first member of every map comes twice. */
  readonly isDoubled?: boolean
  /** Whole numbers are floats. */
  readonly isFloat?: boolean
}

/** Encodes a value in another spelling. Numbers past 32 bits keep the usual one. */
export function respell(value: CborValue, spelling: Spelling): Bytes {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    return respellInteger(value, spelling)
  }
  if (typeof value === 'string') return respellText(new TextEncoder().encode(value), spelling)
  if (value instanceof Uint8Array) return join(head(2, value.length, spelling), value)
  if (value instanceof CborTag) {
    return join(head(6, Number(value.tag), spelling), respell(value.value, spelling))
  }
  if (value instanceof Map) return respellMap([...value], spelling)
  if (Array.isArray(value)) {
    const items = value.map((item: CborValue) => respell(item, spelling))
    return collect(4, items.length, items, spelling)
  }
  return encodeCbor(value)
}

function respellInteger(value: number, { isWide = false, isFloat = false }: Spelling): Bytes {
  if (!isFloat) return value < 0 ? head(1, -1 - value, { isWide }) : head(0, value, { isWide })
  const bytes = new Uint8Array(9)
  bytes[0] = 0xfb
  new DataView(bytes.buffer).setFloat64(1, value)
  return bytes
}

function respellText(text: Bytes, spelling: Spelling): Bytes {
  const whole = join(head(3, text.length, spelling), text)
  return spelling.isIndefinite ? join(Uint8Array.of(0x7f), whole, Uint8Array.of(0xff)) : whole
}

function respellMap(entries: [number | bigint | string, CborValue][], spelling: Spelling): Bytes {
  const ordered = spelling.isReversed ? entries.toReversed() : entries
  const [first] = ordered
  const all = spelling.isDoubled && first ? [...ordered, first] : ordered
  // A float is no key.
  const keys = { ...spelling, isFloat: false, isIndefinite: false }
  const parts = all.flatMap(([key, value]) => [respell(key, keys), respell(value, spelling)])
  return collect(5, all.length, parts, spelling)
}

function collect(type: number, count: number, parts: readonly Bytes[], spelling: Spelling): Bytes {
  if (!spelling.isIndefinite) return join(head(type, count, spelling), ...parts)
  return join(Uint8Array.of((type << 5) | 0x1f), ...parts, Uint8Array.of(0xff))
}

function head(type: number, argument: number, { isWide = false }: Spelling): Bytes {
  if (!isWide && argument < 24) return Uint8Array.of((type << 5) | argument)
  const bytes = new Uint8Array(isWide || argument > 0xffff ? 5 : 3)
  bytes[0] = (type << 5) | (bytes.length === 5 ? 26 : 25)
  const view = new DataView(bytes.buffer)
  if (bytes.length === 5) view.setUint32(1, argument)
  else view.setUint16(1, argument)
  return bytes
}

function join(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts))
}
