/**
 * Certificates that nobody signed, with any content.
 *
 * @module
 */

import { type CborMap, type CborValue, encodeCbor, encodeHc1 } from 'pratique/codecs'

/** Members of a PCR certificate that differ from the usual ones. */
export interface MadeDcc {
  readonly fn?: string
  readonly fnt?: string
}

/** Makes the text of a PCR certificate with 64 zeros for a signature. */
export function makeUnsignedDcc({ fn = 'Nemo', fnt = 'NEMO' }: MadeDcc): Promise<string> {
  const payload = map(
    [1, 'UT'],
    [4, 2_000_000_000],
    [6, 1_767_600_000],
    [-260, map([1, dcc(fn, fnt)])],
  )
  return encodeHc1({
    protected: encodeCbor(map([1, -7], [4, new Uint8Array(8)])),
    unprotected: new Map(),
    payload: encodeCbor(payload),
    signature: new Uint8Array(64),
  })
}

function dcc(fn: string, fnt: string): CborMap {
  const test = map(
    ['tg', '840539006'],
    ['tt', 'LP6464-4'],
    ['tr', '260415000'],
    ['sc', '2026-01-04T09:30:00Z'],
    ['tc', 'Made-up Test Centre'],
    ['co', 'UT'],
    ['is', 'Made-up Authority'],
    ['ci', 'URN:UVCI:01:UT:MADE-UP'],
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
