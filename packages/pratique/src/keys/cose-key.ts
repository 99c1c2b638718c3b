/**
 * COSE_Key (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { CborMap } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import type { NistCurve } from './curves.ts'
import type { PublicKey } from './public-key.ts'
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from './spki-writer.ts'

/** Labels and key types (RFC 9052 §7.1, RFC 9053 §7). */
const KTY = 1
const OKP = 1
const EC2 = 2
const RSA = 3
/** The private half of OKP and EC2 (RFC 9053 §7.1.1, §7.2). */
const PRIVATE = -4
/** RSA: d, p, q, dP, dQ, qInv, other (RFC 8230 §4). */
const RSA_PRIVATE = [-3, -4, -5, -6, -7, -8, -9]

/** Curves of EC2 (RFC 9053 §7.1, Table 18); Ed25519 is OKP's 6. */
const EC_CURVES: ReadonlyMap<unknown, NistCurve> = new Map([
  [1, 'P-256'],
  [2, 'P-384'],
  [3, 'P-521'],
])
const ED25519 = 6

/**
 * Reads a public COSE_Key. Compressed points are refused: the platforms do not take them.
 *
 * @throws {FormatError} `format.key` for a private, unknown or malformed key
 */
export function readCoseKey(map: CborMap): PublicKey {
  const isPrivate = map.get(KTY) === RSA ? RSA_PRIVATE.some((l) => map.has(l)) : map.has(PRIVATE)
  if (isPrivate) throw new FormatError('format.key', 'the COSE_Key holds a private key')
  switch (map.get(KTY)) {
    case EC2: {
      const curve = EC_CURVES.get(map.get(-1))
      if (curve) return ecPublicKey(curve, bytes(map, -2), bytes(map, -3))
      break
    }
    case OKP:
      if (map.get(-1) === ED25519) return ed25519PublicKey(bytes(map, -2))
      break
    case RSA:
      return rsaPublicKey(bytes(map, -1), bytes(map, -2))
    default:
  }
  throw new FormatError('format.key', 'expected kty OKP, EC2 or RSA with a known curve')
}

function bytes(map: CborMap, label: number): Bytes {
  const value = map.get(label)
  if (value instanceof Uint8Array) return value
  throw new FormatError('format.key', `label ${label} is no byte string`)
}
