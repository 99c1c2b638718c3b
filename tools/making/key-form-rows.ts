/**
 * Vectors of public keys as they come: read, refused, or of no use to any platform.
 *
 * @module
 */

import type { CheckCode, UnavailableCode } from '../../packages/pratique/src/codes.ts'
import type { KeyKind } from '../../packages/pratique/src/keys/algorithms.ts'
import { key } from './examplia.ts'

/** One key and what becomes of it. */
export interface KeyFormRow {
  readonly id: string
  readonly origin: string
  readonly licence: string
  /** Base64 of what should be a SubjectPublicKeyInfo. */
  readonly spki: string
  readonly expect: {
    /** What kind of key was read; absent if none was. */
    readonly kind?: KeyKind
    /** Why it was not read, or cannot be used. */
    readonly code?: CheckCode | UnavailableCode
  }
}

type Bytes = Uint8Array<ArrayBuffer>

/** Where the uncompressed point's first byte stands in the SPKI of a P-256 key. */
const POINT_AT = 26

/** The same key with its point as x and the parity of y (SEC 1 §2.3.3). */
function compress(p256: Bytes): Bytes {
  const parity = 2 + ((p256.at(-1) ?? 0) & 1)
  const x = p256.subarray(POINT_AT + 1, POINT_AT + 33)
  const algorithm = p256.subarray(2, POINT_AT - 3)
  return Uint8Array.of(0x30, 0x39, ...algorithm, 0x03, 0x22, 0x00, parity, ...x)
}

/** Builds the rows. */
export function keyFormRows(): readonly KeyFormRow[] {
  const p256 = key('all').spki
  const off = Uint8Array.from(p256, (byte, i) => (i === p256.length - 1 ? byte ^ 1 : byte))
  const misnamed = Uint8Array.from(p256, (byte, i) => (i === POINT_AT ? 3 : byte))
  const kinds: readonly (readonly [string, KeyKind])[] = [
    ['all', 'P-256'],
    ['p-384', 'P-384'],
    ['p-521', 'P-521'],
    ['ed25519', 'Ed25519'],
    ['rsa-2048', 'RSA'],
    ['rsa-1024', 'RSA'],
  ]
  const unavailable = 'unavailable.algorithm'
  return [
    ...kinds.map(([name, kind]) => keyRow(name, key(name).spki, { kind })),
    keyRow('secp256k1', key('of-no-known-kind').spki, { kind: 'unknown', code: unavailable }),
    keyRow('point-not-on-the-curve', off, { kind: 'P-256', code: unavailable }),
    keyRow('point-compressed', compress(p256), { kind: 'P-256' }),
    keyRow('point-of-a-false-form', misnamed, { kind: 'unknown', code: unavailable }),
    keyRow('empty', new Uint8Array(), { code: 'format.der' }),
    keyRow('no-der', new TextEncoder().encode('-----BEGIN PUBLIC KEY-----'), {
      code: 'format.der',
    }),
    keyRow('cut-short', p256.slice(0, -1), { code: 'format.der' }),
    keyRow('bytes-after', Uint8Array.of(...p256, 0), { code: 'format.der' }),
    keyRow(
      'algorithm-alone',
      Uint8Array.of(0x30, p256[3] ?? 0, ...p256.slice(4, 4 + (p256[3] ?? 0))),
      { code: 'format.key' },
    ),
    keyRow('number', Uint8Array.of(0x02, 0x01, 0x07), { code: 'format.der' }),
  ]
}

function keyRow(id: string, spki: Bytes, expect: KeyFormRow['expect']): KeyFormRow {
  return {
    id: `key/${id}`,
    origin: 'made for Pratique',
    licence: 'Apache-2.0',
    spki: Buffer.from(spki).toString('base64'),
    expect,
  }
}
