/**
 * Certificates with any content, that nobody or anybody signed.
 *
 * @module
 */

import { type CborMap, type CborValue, encodeCbor, encodeHc1, sigStructure } from 'pratique/codecs'
import type { SignPort } from 'pratique/keys'

/** Members of a PCR certificate that differ from the usual ones. */
export interface MadeDcc {
  readonly fn?: string
  readonly fnt?: string
  readonly ci?: string
  /** Seconds since the epoch. */
  readonly iat?: number
}

/** Makes the text of a PCR certificate with 64 zeros for a signature. */
export function makeUnsignedDcc(made: MadeDcc): Promise<string> {
  return makeDcc(made, { kid: new Uint8Array(8), sign: () => new Uint8Array(64) })
}

/** Whoever signs, and the name of the key. */
export interface DccSigner {
  readonly kid: Uint8Array
  readonly sign: SignPort['sign']
}

/** Makes the text of a PCR certificate. */
export async function makeDcc(
  { fn = 'Nemo', fnt = 'NEMO', ci = 'URN:UVCI:01:UT:MADE-UP', iat = 1_767_600_000 }: MadeDcc,
  { kid, sign }: DccSigner,
): Promise<string> {
  const payload = map([1, 'UT'], [4, 2_000_000_000], [6, iat], [-260, map([1, dcc(fn, fnt, ci)])])
  const message = {
    protected: encodeCbor(map([1, -7], [4, new Uint8Array(kid)])),
    unprotected: new Map(),
    payload: encodeCbor(payload),
    signature: new Uint8Array(),
  }
  return encodeHc1({ ...message, signature: await sign(sigStructure(message)) })
}

function dcc(fn: string, fnt: string, ci: string): CborMap {
  const test = map(
    ['tg', '840539006'],
    ['tt', 'LP6464-4'],
    ['tr', '260415000'],
    ['sc', '2026-01-04T09:30:00Z'],
    ['tc', 'Made-up Test Centre'],
    ['co', 'UT'],
    ['is', 'Made-up Authority'],
    ['ci', ci],
  )
  return map(
    ['ver', '1.3.0'],
    ['nam', map(['fn', fn], ['fnt', fnt], ['gn', 'Quis'], ['gnt', 'QUIS'])],
    ['dob', '1970-01-01'],
    ['t', [test]],
  )
}

function map(...entries: readonly (readonly [number | string, CborValue])[]): CborMap {
  return new Map(entries)
}
