/**
 * Vectors of the HCERT family whose header, payload or signature is not what was signed, or not what
 * may be.
 *
 * @module
 */

import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  decodeCbor,
  encodeCbor,
  encodeHc1,
} from '../../packages/pratique/src/codecs.ts'
import { certificate, type DccContent, pcrTest } from './dcc.ts'
import { ENVELOPE, EXPIRES, TEST } from './dcc-rows.ts'
import { CORA, EXAMPLIA, key, TIBOR } from './examplia.ts'
import {
  type Bytes,
  cborMap,
  dccClaims,
  type Envelope,
  LABELS,
  signHc1,
  signMessage,
  usualHeader,
} from './hcert.ts'
import { encodeOtherwise } from './raw-cbor.ts'
import { broken, type Expectation, genuine, notRecognised, type Row, row } from './rows.ts'

const ALL = { key: key('all') }
const { kid } = ALL.key
const OTHER_KID = key('tests-only').kid
const CLAIMS = dccClaims(TEST, ENVELOPE)
const MESSAGE = signMessage(CLAIMS, ALL)
const HEADER = usualHeader(ALL.key)

/** The order of P-256 (SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Builds the rows. */
export async function hcertForgeryRows(): Promise<readonly Row[]> {
  return [...(await headers()), ...(await payloads()), ...(await signatures())]
}

/** Headers, signed as they are. */
function headers(): Promise<readonly Row[]> {
  const withHeader = (header: CborMap | Bytes, unprotected: CborMap = cborMap()) =>
    signHc1(CLAIMS, { ...ALL, protected: header, unprotected })
  const alg = (value: CborValue) => withHeader(cborMap([LABELS.alg, value], [LABELS.kid, kid]))
  const withKid = (value: CborValue) => withHeader(cborMap([LABELS.alg, -7], [LABELS.kid, value]))
  const crit = (value: CborValue) => withHeader(cborMap(...HEADER, [LABELS.crit, value]))
  const bad = broken('format.header')
  const of = forged('header')
  return Promise.all([
    of('none', withHeader(new Uint8Array()), bad),
    of('empty-map', withHeader(cborMap()), bad),
    of('array', withHeader(encodeCbor([1, -7])), bad),
    of('number', withHeader(encodeCbor(-7)), bad),
    of('alg-missing', withHeader(cborMap([LABELS.kid, kid])), bad),
    of('alg-in-words', alg('ES256'), bad),
    of('alg-null', alg(null), bad),
    of('alg-rs256', alg(-257), bad),
    of('alg-hmac', alg(5), bad),
    of('alg-es256k', alg(-47), bad),
    of('alg-as-float', withHeader(encodeOtherwise(HEADER, { hasFloats: true })), genuine()),
    of('alg-es384-on-p-256', alg(-35), broken('signature.algorithm')),
    of('alg-ps256-on-p-256', alg(-37), broken('signature.algorithm')),
    of('alg-eddsa-on-p-256', alg(-8), broken('signature.algorithm')),
    of('alg-in-both', withHeader(HEADER, cborMap([LABELS.alg, -7])), bad),
    of('label-in-both', withHeader(cborMap(...HEADER, [99, 1]), cborMap([99, 1])), bad),
    of(
      'alg-unprotected-other',
      withHeader(cborMap([LABELS.kid, kid]), cborMap([LABELS.alg, -37])),
      broken('signature.algorithm'),
    ),
    of('crit-unknown', crit([99]), bad),
    of('crit-unknown-present', withHeader(cborMap(...HEADER, [99, 1], [LABELS.crit, [99]])), bad),
    of('crit-absent-label', crit([LABELS.contentType]), bad),
    of('crit-empty', crit([]), bad),
    of('crit-number', crit(LABELS.alg), bad),
    of('crit-in-words', crit(['alg']), bad),
    of('crit-unprotected', withHeader(HEADER, cborMap([LABELS.crit, [LABELS.alg]])), bad),
    of('kid-missing', withHeader(cborMap([LABELS.alg, -7])), notRecognised('signer.unknown')),
    of('kid-empty', withKid(new Uint8Array()), notRecognised('signer.unknown')),
    of('kid-of-7-bytes', withKid(kid.slice(0, 7)), notRecognised('signer.unknown')),
    of('kid-of-9-bytes', withKid(Uint8Array.of(...kid, 0)), notRecognised('signer.unknown')),
    of('kid-in-words', withKid(Buffer.from(kid).toString('base64')), bad),
    of('kid-number', withKid(7), bad),
    of('kid-of-another-key', withKid(OTHER_KID), broken('signature.invalid')),
    of(
      'kid-in-both-protected-wrong',
      withHeader(cborMap([LABELS.alg, -7], [LABELS.kid, OTHER_KID]), cborMap([LABELS.kid, kid])),
      broken('signature.invalid'),
    ),
  ])
}

/** Payloads and headers that are not those that were signed. */
function payloads(): Promise<readonly Row[]> {
  const test = (other: object): DccContent =>
    certificate('t', pcrTest(EXAMPLIA, 'EXERCISE/PCR', other), CORA)
  const instead = (dcc: DccContent, envelope: Envelope = ENVELOPE) =>
    encodeHc1({ ...MESSAGE, payload: encodeCbor(dccClaims(dcc, envelope)) })
  const reEncoded = (style: object) =>
    encodeHc1({ ...MESSAGE, payload: encodeOtherwise(decodeCbor(MESSAGE.payload), style) })
  const header = (bytes: Bytes) => encodeHc1({ ...MESSAGE, protected: bytes })
  const detected = signMessage(dccClaims(test({ tr: '260373001' }), ENVELOPE), ALL)
  const bad = broken('signature.invalid')
  const of = forged('payload')
  return Promise.all([
    of('result-changed', encodeHc1({ ...detected, payload: MESSAGE.payload }), bad),
    of('name-changed', instead({ ...TEST, nam: { ...TIBOR.nam } }), bad),
    of('name-case-changed', instead({ ...TEST, nam: { ...CORA.nam, fn: 'VECTOROVA' } }), bad),
    of('birth-changed', instead({ ...TEST, dob: '1985-09-15' }), bad),
    of('time-changed', instead(test({ sc: '2026-05-31T09:30:00Z' })), bad),
    of('expiry-moved', instead(TEST, { ...ENVELOPE, exp: EXPIRES + 1 }), bad),
    of('issuer-changed', instead(TEST, { ...ENVELOPE, iss: 'UT' }), bad),
    of('claim-added', instead(TEST, { ...ENVELOPE, others: [[7, 1]] }), bad),
    of('member-added', instead({ ...TEST, note: 'x' }), bad),
    of('member-dropped', instead(test({ nm: undefined })), bad),
    of('group-changed', instead({ ...TEST, t: [], r: [] }), bad),
    of('re-encoded-long-heads', reEncoded({ hasLongHeads: true }), bad),
    of('re-encoded-indefinite', reEncoded({ isIndefinite: true }), bad),
    of('re-encoded-unsorted', reEncoded({ isReversed: true }), bad),
    of('header-re-encoded', header(encodeOtherwise(HEADER, { hasLongHeads: true })), bad),
    of('header-unsorted', header(encodeOtherwise(HEADER, { isReversed: true })), bad),
    of('header-label-added', header(encodeCbor(cborMap(...HEADER, [LABELS.contentType, 61]))), bad),
    of('header-kid-swapped', header(encodeCbor(usualHeader(key('tests-only')))), bad),
  ])
}

function signatures(): Promise<readonly Row[]> {
  const { signature } = MESSAGE
  const [r, s] = [signature.slice(0, 32), signature.slice(32)]
  const other = signMessage(dccClaims(TEST, { ...ENVELOPE, iss: 'UT' }), ALL).signature
  const put = (bytes: Bytes, message: CoseSign1 = MESSAGE) =>
    encodeHc1({ ...message, signature: bytes })
  const zero = new Uint8Array(32)
  const bad = broken('signature.invalid')
  const of = forged('signature')
  const flips = [0, 7, 200, 256, 383, 511].map((bit) =>
    of(`bit-${bit}`, put(flip(signature, bit)), bad),
  )
  return Promise.all([
    ...flips,
    of('empty', put(new Uint8Array()), bad),
    of('of-3-bytes', put(signature.slice(0, 3)), bad),
    of('of-63-bytes', put(signature.slice(0, 63)), bad),
    of('of-65-bytes', put(Uint8Array.of(...signature, 0)), bad),
    of('of-96-bytes', put(Uint8Array.of(...signature, ...zero)), bad),
    of('in-der', put(toDer(r, s)), bad),
    of('zero', put(new Uint8Array(64)), bad),
    of('r-zero', put(Uint8Array.of(...zero, ...s)), bad),
    of('s-zero', put(Uint8Array.of(...r, ...zero)), bad),
    of('s-is-the-order', put(Uint8Array.of(...r, ...toBytes(ORDER))), bad),
    of('halves-swapped', put(Uint8Array.of(...s, ...r)), bad),
    of('of-another-certificate', put(other), bad),
    of(
      'by-another-key',
      put(signMessage(CLAIMS, { key: key('tests-only'), protected: HEADER }).signature),
      bad,
    ),
    of(
      'by-nobody',
      put(signMessage(CLAIMS, { key: key('unauthenticated'), protected: HEADER }).signature),
      bad,
    ),
    // ECDSA's own malleability: (r, n − s) is as good (SEC 1 §4.1.4), and says the same.
    of('s-negated', encodeHc1(negateS(MESSAGE)), genuine()),
  ])
}

/** The other signature that is as good, which anybody can write. */
export function negateS(message: CoseSign1): CoseSign1 {
  const [r, s] = [message.signature.slice(0, 32), message.signature.slice(32)]
  return { ...message, signature: Uint8Array.of(...r, ...toBytes(ORDER - toInteger(s))) }
}

function forged(part: string) {
  return async (id: string, text: string | Promise<string>, expect: Expectation): Promise<Row> =>
    row(`hcert-${part}/${id}`, undefined, await text, expect)
}

function flip(bytes: Bytes, bit: number): Bytes {
  return bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte))
}

/** `SEQUENCE { INTEGER r, INTEGER s }`, as X.509 has it (RFC 3279 §2.2.3). */
function toDer(r: Bytes, s: Bytes): Bytes {
  const integer = (bytes: Bytes) => {
    const digits = (bytes[0] ?? 0) & 0x80 ? [0, ...bytes] : [...bytes]
    return [0x02, digits.length, ...digits]
  }
  const numbers = [...integer(r), ...integer(s)]
  return Uint8Array.of(0x30, numbers.length, ...numbers)
}

function toInteger(bytes: Bytes): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function toBytes(value: bigint): Bytes {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
}
