/**
 * Vectors of the HCERT family's messages: encodings that differ and are good, and contents that no
 * format reads.
 *
 * @module
 */

import {
  type CborMap,
  CborTag,
  type CborValue,
  encodeHc1,
} from '../../packages/pratique/src/codecs.ts'
import { ENVELOPE, EXPIRES, ISSUED, TEST, VACCINATION } from './dcc-rows.ts'
import { key } from './examplia.ts'
import { cborMap, dccClaims, LABELS, signHc1, signMessage, toCbor, toHc1 } from './hcert.ts'
import { encodeOtherwise, float64, rawMap } from './raw-cbor.ts'
import { broken, type Expectation, genuine, type Row, row, undecided } from './rows.ts'

const ALL = { key: key('all') }
const { kid } = ALL.key
const CLAIMS = dccClaims(VACCINATION, ENVELOPE)
const MESSAGE = signMessage(CLAIMS, ALL)
const PARTS = [MESSAGE.protected, MESSAGE.unprotected, MESSAGE.payload, MESSAGE.signature]

/** Builds the rows. */
export async function hcertRows(): Promise<readonly Row[]> {
  return [...(await encodings()), ...(await headers()), ...(await contents())]
}

/** The same values in other encodings, signed as they are, or not signed at all. */
async function encodings(): Promise<readonly Row[]> {
  const tagged = new CborTag(18, PARTS)
  const floats = rawMap(
    [1, encodeOtherwise('XE', {})],
    [4, float64(EXPIRES)],
    [6, float64(ISSUED)],
    [-260, encodeOtherwise(cborMap([1, toCbor(VACCINATION)]), { hasFloats: true })],
  )
  const outside = (value: CborValue, style = {}) => toHc1(encodeOtherwise(value, style))
  return Promise.all([
    good('payload-indefinite', signHc1(encodeOtherwise(CLAIMS, { isIndefinite: true }), ALL)),
    good('payload-long-heads', signHc1(encodeOtherwise(CLAIMS, { hasLongHeads: true }), ALL)),
    good('payload-unsorted', signHc1(encodeOtherwise(CLAIMS, { isReversed: true }), ALL)),
    good('payload-floats', signHc1(floats, ALL)),
    good('message-untagged', outside(PARTS)),
    good('message-tagged-as-cwt', outside(new CborTag(61, tagged))),
    good('message-long-heads', outside(tagged, { hasLongHeads: true })),
    good('message-indefinite', outside(tagged, { isIndefinite: true })),
  ])
}

/** Headers that issuers write. */
async function headers(): Promise<readonly Row[]> {
  const alg = cborMap([LABELS.alg, -7])
  const otherKid = cborMap([LABELS.kid, key('tests-only').kid])
  const withHeader = (
    header: CborMap | Uint8Array<ArrayBuffer>,
    unprotected: CborMap = cborMap(),
  ) => signHc1(CLAIMS, { ...ALL, protected: header, unprotected })
  const typed = cborMap([LABELS.alg, -7], [LABELS.contentType, 61], [LABELS.kid, kid])
  return Promise.all([
    good('kid-unprotected', withHeader(alg, cborMap([LABELS.kid, kid]))),
    good('kid-in-both-protected-right', signHc1(CLAIMS, { ...ALL, unprotected: otherKid })),
    good(
      'alg-and-kid-unprotected',
      withHeader(new Uint8Array(), cborMap([LABELS.alg, -7], [LABELS.kid, kid])),
    ),
    good('content-type', withHeader(typed)),
    good(
      'crit-understood',
      withHeader(cborMap(...typed, [LABELS.crit, [LABELS.contentType, LABELS.alg]])),
    ),
    good('unknown-label-unprotected', encodeHc1({ ...MESSAGE, unprotected: cborMap([99, 'x']) })),
  ])
}

/** Good signatures over what is no EU DCC. */
async function contents(): Promise<readonly Row[]> {
  const unsupported = undecided(22, 'content.unsupported')
  const dcc = toCbor(TEST)
  const hcert = (subClaims: CborValue) =>
    cborMap([1, 'XE'], [4, EXPIRES], [6, ISSUED], [-260, subClaims])
  const ddcc = cborMap(['name', 'Cora Vectorova'], ['vaccine', 'XM68M6'])
  return Promise.all([
    content('sub-claim-3', hcert(cborMap([3, ddcc])), genuine('content.unreadable-date')),
    content('sub-claim-of-the-future', hcert(cborMap([77, dcc])), unsupported),
    content('sub-claim-key-text', hcert(cborMap(['1', dcc])), unsupported),
    content('no-hcert-claim', cborMap([1, 'XE'], [6, ISSUED]), unsupported),
    content('hcert-claim-text', hcert('negative'), unsupported),
    content('bare-certificate', ddcc, genuine('content.no-end-date')),
    content('sub-claim-1-bytes', hcert(cborMap([1, kid])), broken('format.claims')),
    content('sub-claim-1-array', hcert(cborMap([1, [dcc]])), broken('format.claims')),
  ])
}

async function good(id: string, text: string | Promise<string>): Promise<Row> {
  return row(`hcert/${id}`, 'eu-dcc', await text, genuine())
}

async function content(id: string, claims: CborMap, expect: Expectation): Promise<Row> {
  return row(`hcert/${id}`, undefined, await signHc1(claims, ALL), expect)
}
