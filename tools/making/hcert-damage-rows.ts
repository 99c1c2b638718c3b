/**
 * Vectors of the HCERT family that are damaged or forged: text, compression, CBOR, COSE.
 *
 * @module
 */

import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  CborTag,
  type CborValue,
  encodeBase45,
  encodeCbor,
  encodeCoseSign1,
  HC1_PREFIX,
} from '../../packages/pratique/src/codecs.ts'
import { ENVELOPE, TEST } from './dcc-rows.ts'
import { key } from './examplia.ts'
import {
  type Bytes,
  cborMap,
  dccClaims,
  LABELS,
  signHc1,
  signMessage,
  toCbor,
  toHc1,
} from './hcert.ts'
import {
  concat,
  encodeOtherwise,
  float64,
  rawArray,
  rawBytes,
  rawMap,
  rawTag,
  rawText,
} from './raw-cbor.ts'
import { broken, genuine, notACertificate, type Row, row } from './rows.ts'

const ALL = { key: key('all') }
const { kid } = ALL.key
const CLAIMS = dccClaims(TEST, ENVELOPE)
const MESSAGE = signMessage(CLAIMS, ALL)
const BYTES = encodeCoseSign1(MESSAGE)

/** Largest QR code, in alphanumeric characters (ISO/IEC 18004, version 40-L). */
const MAX_TEXT = 4296
/** What a message may inflate to. */
const MAX_MESSAGE = 64 * 1024

/** Builds the rows. */
export async function hcertDamageRows(): Promise<readonly Row[]> {
  return [
    ...(await texts()),
    ...compressions(),
    ...(await malformedCbor()),
    ...(await malformedCose()),
  ]
}

async function texts(): Promise<readonly Row[]> {
  const text = await signHc1(CLAIMS, ALL)
  const body = text.slice(HC1_PREFIX.length)
  const whole = body.slice(0, body.length - (body.length % 3))
  const put = (at: number, characters: string) =>
    text.slice(0, at) + characters + text.slice(at + characters.length)
  const of = (id: string, damaged: string, expect: Row['expect'], format?: string) =>
    row(`hcert-text/${id}`, format, damaged, expect)
  return [
    of('leading-space', `  ${text}`, genuine(), 'eu-dcc'),
    of('byte-order-mark', `\ufeff${text}`, genuine(), 'eu-dcc'),
    of('line-ends-after', `${text}\r\n`, genuine(), 'eu-dcc'),
    of('prefix-lower-case', text.replace('HC1:', 'hc1:'), notACertificate('format.prefix')),
    of('prefix-without-colon', text.replace('HC1:', 'HC1'), notACertificate('format.prefix')),
    of('no-prefix', body, notACertificate('format.prefix')),
    of('prefix-twice', `HC1:${text}`, broken('format.base45')),
    of('prefix-alone', HC1_PREFIX, broken('format.zlib')),
    of('version-2', text.replace('HC1:', 'HC2:'), notACertificate('format.version')),
    of('version-z', text.replace('HC1:', 'HCZ:'), notACertificate('format.version')),
    of('letter-lower-case', put(40, 'a'), broken('format.base45')),
    of('character-unknown', put(40, '='), broken('format.base45')),
    of('character-not-ascii', put(40, 'Ä'), broken('format.base45')),
    of('group-too-large', put(4, ':::'), broken('format.base45')),
    of('line-end-within', `${text.slice(0, 100)}\n${text.slice(100)}`, broken('format.base45')),
    of('percent-encoded', encodeURI(text), broken('format.base45')),
    of('cut-in-a-group', `${HC1_PREFIX}${whole.slice(0, 91)}`, broken('format.base45')),
    of('cut-after-a-group', `${HC1_PREFIX}${whole.slice(0, 90)}`, broken('format.zlib')),
    of('cut-before-the-end', `${HC1_PREFIX}${whole.slice(0, -3)}`, broken('format.zlib')),
    of('longest', HC1_PREFIX + '0'.repeat(MAX_TEXT - 4), broken('format.zlib')),
    of('too-long', HC1_PREFIX + '0'.repeat(MAX_TEXT - 3), broken('format.length')),
    of('two-in-one-text', `${HC1_PREFIX}${whole}${whole}`, broken('format.zlib')),
  ]
}

function compressions(): readonly Row[] {
  const zlib = deflateSync(BYTES)
  const checksumOff = Uint8Array.from(zlib, (byte, i) => (i === zlib.length - 1 ? byte ^ 1 : byte))
  const methodUnknown = Uint8Array.from([0x77, 0x85, ...zlib.subarray(2)])
  const withDictionary = deflateSync(BYTES, { dictionary: Buffer.from('HTTPS') })
  const of = (id: string, bytes: Uint8Array) =>
    row(`hcert-zlib/${id}`, undefined, HC1_PREFIX + encodeBase45(bytes), broken('format.zlib'))
  return [
    of('not-compressed', BYTES),
    of('raw-deflate', deflateRawSync(BYTES)),
    of('gzip', gzipSync(BYTES)),
    of('checksum-off', checksumOff),
    of('checksum-missing', zlib.subarray(0, -4)),
    of('cut-short', zlib.subarray(0, 100)),
    of('bytes-after', concat(new Uint8Array(zlib), Uint8Array.of(0))),
    of('method-unknown', methodUnknown),
    of('needs-dictionary', withDictionary),
    of('header-alone', zlib.subarray(0, 2)),
    of('inflates-too-far', deflateSync(new Uint8Array(MAX_MESSAGE + 1))),
    of('bomb', deflateSync(new Uint8Array(2 ** 21))),
  ]
}

/** Malformed CBOR, in the message and, under a good signature, in header and payload. */
async function malformedCbor(): Promise<readonly Row[]> {
  const [iss, exp, iat] = [encodeCbor('XE'), encodeCbor(ENVELOPE.exp), encodeCbor(ENVELOPE.iat)]
  const dcc = encodeCbor(toCbor(TEST))
  const hcert = (certificate: Bytes) => rawMap([1, certificate])
  const claims = (...others: readonly (readonly [CborValue | Bytes, Bytes])[]) =>
    rawMap([1, iss], [4, exp], [6, iat], [-260, hcert(dcc)], ...others)
  const withName = (name: Bytes) => claims([7, name])
  const members = [
    ...new Map(Object.entries(TEST).map(([name, value]) => [name, encodeCbor(toCbor(value))])),
  ]
  const payloads: readonly (readonly [string, Bytes])[] = [
    ['claim-twice', claims([4, encodeCbor(2e9)])],
    ['claim-twice-in-other-words', claims([Uint8Array.of(0x18, 0x04), encodeCbor(2e9)])],
    ['hcert-twice', claims([-260, hcert(dcc)])],
    ['member-twice', rawMap([-260, hcert(rawMap(...members, ['dob', encodeCbor('1999-01-01')]))])],
    ['group-twice', rawMap([-260, hcert(rawMap(...members, ['t', encodeCbor([])]))])],
    ['bytes-after', concat(claims(), Uint8Array.of(0))],
    ['cut-short', claims().slice(0, -1)],
    ['empty', new Uint8Array()],
    ['not-utf-8', withName(rawText(Uint8Array.of(0xc3, 0x28)))],
    ['surrogate', withName(rawText(Uint8Array.of(0xed, 0xa0, 0x80)))],
    ['overlong-utf-8', withName(rawText(Uint8Array.of(0xc0, 0x80)))],
    ['nested-deeply', withName(concat(new Uint8Array(40).fill(0x81), Uint8Array.of(0)))],
    ['tagged-deeply', withName(concat(new Uint8Array(40).fill(0xc1), Uint8Array.of(0)))],
    ['array-of-billions', withName(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff))],
    ['bytes-of-billions', withName(Uint8Array.of(0x5a, 0xff, 0xff, 0xff, 0xff))],
    ['map-of-billions', withName(Uint8Array.of(0xba, 0xff, 0xff, 0xff, 0xff))],
    ['length-reserved', withName(Uint8Array.of(0x1c))],
    ['break-alone', withName(Uint8Array.of(0xff))],
    ['simple-value-unknown', withName(Uint8Array.of(0xf0))],
    ['simple-value-in-two-bytes', withName(Uint8Array.of(0xf8, 0x14))],
    ['string-chunk-of-another-type', withName(Uint8Array.of(0x7f, 0x41, 0x61, 0xff))],
    ['map-without-last-value', withName(Uint8Array.of(0xbf, 0x01, 0xff))],
    ['key-float', claims([float64(8), iss])],
    ['key-bytes', claims([rawBytes(kid), iss])],
    ['key-array', claims([rawArray(iss), iss])],
  ]
  const ofPayload = payloads.map(async ([id, payload]) =>
    row(`hcert-cbor/payload-${id}`, undefined, await signHc1(payload, ALL), broken('format.cbor')),
  )
  const alg = encodeCbor(-7)
  const headers: readonly (readonly [string, Bytes])[] = [
    ['alg-twice', rawMap([LABELS.alg, alg], [LABELS.kid, encodeCbor(kid)], [LABELS.alg, alg])],
    [
      'kid-twice',
      rawMap(
        [LABELS.alg, alg],
        [LABELS.kid, encodeCbor(kid)],
        [LABELS.kid, rawBytes(new Uint8Array(8))],
      ),
    ],
    ['cut-short', Uint8Array.of(0xa2, 0x01, 0x26)],
    ['bytes-after', Uint8Array.of(0xa1, 0x01, 0x26, 0x00)],
  ]
  const ofHeader = headers.map(async ([id, header]) =>
    row(
      `hcert-cbor/header-${id}`,
      undefined,
      await signHc1(CLAIMS, { ...ALL, protected: header }),
      broken('format.cbor'),
    ),
  )
  const { protected: header, payload, signature } = MESSAGE
  const parts = [rawBytes(header), rawMap(), rawBytes(payload), rawBytes(signature)]
  const twice = rawMap([LABELS.kid, rawBytes(kid)], [LABELS.kid, rawBytes(kid)])
  const messages: readonly (readonly [string, Bytes])[] = [
    ['bytes-after', concat(BYTES, Uint8Array.of(0xf6))],
    ['two', concat(BYTES, BYTES)],
    ['cut-short', BYTES.slice(0, -1)],
    ['empty', new Uint8Array()],
    ['unprotected-label-twice', rawTag(18, rawArray(rawBytes(header), twice, ...parts.slice(2)))],
  ]
  const ofMessage = messages.map(async ([id, bytes]) =>
    row(`hcert-cbor/message-${id}`, undefined, await toHc1(bytes), broken('format.cbor')),
  )
  return Promise.all([...ofPayload, ...ofHeader, ...ofMessage])
}

async function malformedCose(): Promise<readonly Row[]> {
  const { protected: header, unprotected, payload, signature } = MESSAGE
  const parts: readonly CborValue[] = [header, unprotected, payload, signature]
  const put = (at: number, part: CborValue) => new CborTag(18, parts.with(at, part))
  const messages: readonly (readonly [string, CborValue])[] = [
    ['number', 7],
    ['text', 'HC1'],
    ['map', cborMap([0, header], [1, payload])],
    ['three-parts', new CborTag(18, parts.slice(0, 3))],
    ['five-parts', new CborTag(18, [...parts, signature])],
    ['tag-of-mac0', new CborTag(17, parts)],
    ['tag-of-sign', new CborTag(98, parts)],
    ['tag-twice', new CborTag(18, new CborTag(18, parts))],
    ['tag-of-cwt-alone', new CborTag(61, parts)],
    ['tags-in-wrong-order', new CborTag(18, new CborTag(61, parts))],
    ['protected-map', put(0, cborMap([LABELS.alg, -7], [LABELS.kid, kid]))],
    ['protected-null', put(0, null)],
    ['unprotected-array', put(1, [])],
    ['unprotected-bytes', put(1, header)],
    ['payload-detached', put(2, null)],
    ['payload-map', put(2, CLAIMS)],
    ['payload-tagged', put(2, new CborTag(24, payload))],
    ['signature-text', put(3, 'signature')],
    ['signature-array', put(3, [signature])],
  ]
  const rows = messages.map(async ([id, value]) =>
    row(
      `hcert-cose/${id}`,
      undefined,
      await toHc1(encodeOtherwise(value, {})),
      broken('format.cose'),
    ),
  )
  const payloads: readonly (readonly [string, CborValue])[] = [
    ['payload-array', [CLAIMS]],
    ['payload-bytes', encodeCbor(CLAIMS)],
    ['payload-null', null],
  ]
  const noClaims = payloads.map(async ([id, value]) =>
    row(
      `hcert-cwt/${id}`,
      undefined,
      await signHc1(encodeCbor(value), ALL),
      broken('format.claims'),
    ),
  )
  return Promise.all([...rows, ...noClaims])
}
