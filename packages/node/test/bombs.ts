/**
 * Texts that are small and want to be large, slow or deep, by name. Each is built when it is asked for.
 *
 * @module
 */

import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { encodeBase45 } from 'pratique/codecs'
import { encodeShc } from 'pratique/smart-health-card'
import { bombsOfOthers } from './bombs-of-others.ts'

type Texts = string | readonly string[]

const MI = 1024 * 1024
/** The largest message of an HCERT, and the largest payload of a card, that are inflated. */
const HCERT_BYTES = 64 * 1024
const CARD_BYTES = 512 * 1024

const HEADER = toBase64Url('{"zip":"DEF","alg":"ES256","kid":"AAAA"}')
const SIGNATURE = 'A'.repeat(86)

/** All bombs, each with the text or texts of it. */
export const BOMBS: ReadonlyMap<string, () => Texts> = new Map<string, () => Texts>([
  ...long(),
  ...deflate(),
  ...cbor(),
  ...json(),
  ...cards(),
  ...files(),
  ...bombsOfOthers(),
])

/** Texts of many characters. */
function* long(): Generator<[string, () => Texts]> {
  const size = 16 * MI
  const beginnings = ['HC1:', 'shc:/', 'shc:/1/2/', 'eyJ6aXAiOiJERUYifQ', '{', '[', 'https://', '']
  for (const start of beginnings) {
    yield [`16 MB of A after "${start}"`, () => start + 'A'.repeat(size)]
    yield [`16 MB of 0 after "${start}"`, () => start + '0'.repeat(size)]
  }
  yield ['16 MB of spaces', () => ' '.repeat(size)]
  yield ['8 Mi of byte order marks', () => '\ufeff'.repeat(8 * MI)]
  yield ['spaces before', () => `${' '.repeat(size)}HC1:`]
  yield ['spaces after', () => `shc:/${' '.repeat(size)}`]
  yield ['line ends after', () => `HC1:${'\n'.repeat(size)}`]
  yield ['line ends and a letter', () => `HC1:${'\n'.repeat(size)}A`]
  yield ['brackets and spaces', () => `[${' '.repeat(size)}x`]
  yield ['a file of one long word', () => `{"verifiableCredential":["${'a'.repeat(size)}"]}`]
  yield ['wide letters', () => `HC1:${'\ud83d\ude00'.repeat(4 * MI)}`]
  yield ['dots', () => `${HEADER}${'.'.repeat(MI)}`]
  yield ['dots between letters', () => `${HEADER}.${'A.'.repeat(MI / 2)}`]
  yield ['slashes', () => `shc:/${'/'.repeat(MI)}`]
  yield ['prefixes of chunks', () => 'shc:/1/'.repeat(MI / 7)]
  yield ['a number of many digits', () => `shc:/${'9'.repeat(MI)}/2/00`]
  yield ['a link without an end', () => `https://${'a/'.repeat(MI)}shlink:/`]
  yield ['many texts', () => Array.from({ length: 2_000 }, (_, i) => `x${i}`)]
  yield ['many chunks', () => Array.from({ length: 20_000 }, (_, i) => `shc:/${i % 99}/99/0001`)]
  yield ['one chunk many times', () => Array.from({ length: 20_000 }, () => 'shc:/1/2/0001')]
}

/** Streams that inflate to much more than they are. */
function* deflate(): Generator<[string, () => Texts]> {
  for (const size of [2.8 * MI, 20 * MI]) {
    yield [`${size / MI} MB of zeros in zlib`, () => toHc1(Buffer.alloc(size))]
  }
  yield ['1 GB of zeros in zlib', () => toHc1Stream(gigabyte(true))]
  for (const size of [20 * MI, 180 * MI]) {
    yield [`${size / MI} MB of zeros in a card`, () => toCard(repeated(size / MI))]
  }
  yield ['1 GB of zeros in a card', () => toCard(gigabyte(false))]
  yield ['1 GB of zeros in digits', () => encodeShc(toCard(gigabyte(false)))]
  // Fixed blocks of nothing: ten bits each, here four in five bytes.
  const nothing = Buffer.from('02082080 00'.replace(' ', ''), 'hex')
  yield ['empty blocks without an end', () => toCard(Buffer.alloc(180_000, nothing))]
  yield [
    'stored blocks of nothing',
    () => toCard(Buffer.alloc(180_000, Buffer.of(0, 0, 0, 255, 255))),
  ]
  yield ['blocks with tables of their own', () => toCard(tables(180_000))]
  yield ['text of all letters, at the limit', () => toCard(deflateRawSync(letters(CARD_BYTES)))]
}

/** Messages that are nearly nothing but structure. */
function* cbor(): Generator<[string, () => Texts]> {
  for (const [name, byte] of [
    ['arrays', 0x81],
    ['open arrays', 0x9f],
    ['open maps', 0xbf],
    ['tags', 0xc1],
    ['open byte strings', 0x5f],
  ] as const) {
    yield [`${name} in ${name}`, () => toHc1(Buffer.alloc(HCERT_BYTES, byte))]
  }
  yield ['maps in maps', () => toHc1(Buffer.alloc(HCERT_BYTES, Buffer.of(0xa1, 0x00)))]
  for (const [name, type] of [
    ['bytes', 0x40],
    ['text', 0x60],
    ['an array', 0x80],
    ['a map', 0xa0],
  ] as const) {
    for (const length of ['ffffffff', '0020000000000000', '7fffffffffffffff', 'ffffffffffffffff']) {
      const head = Buffer.from(
        `${(type | (length.length === 8 ? 0x1a : 0x1b)).toString(16)}${length}`,
        'hex',
      )
      yield [`${name} of 0x${length} announced`, () => toHc1(head)]
      const message = Buffer.concat([Buffer.of(0xd2, 0x84, 0x40, 0xa0), head, Buffer.alloc(1000)])
      yield [`${name} of 0x${length} in a message`, () => toHc1(message)]
    }
  }
  yield ['an array of numbers', () => toHc1(cborOf(0x99, HCERT_BYTES - 3, Buffer.of(0)))]
  yield ['an array of empty arrays', () => toHc1(cborOf(0x99, HCERT_BYTES - 3, Buffer.of(0x80)))]
  yield [
    'chunks of nothing',
    () => toHc1(Buffer.concat([Buffer.of(0x7f), Buffer.alloc(65_000, 0x60)])),
  ]
  yield ['a map of many keys', () => toHc1(manyKeys(9_000))]
  yield ['one long text', () => toHc1(cborOf(0x79, HCERT_BYTES - 3, Buffer.of(0x61)))]
  yield ['claims of many keys', () => toHc1(sign1(manyKeys(9_000)))]
  yield ['a certificate of many members', () => toHc1(sign1(dccOf(manyKeys(9_000, true))))]
  yield ['a name of white space', () => toHc1(sign1(dccOf(longName())))]
}

/** Payloads of cards: JSON of much structure, and of none. */
function* json(): Generator<[string, () => Texts]> {
  const half = CARD_BYTES / 2
  const texts: readonly (readonly [string, () => string])[] = [
    ['arrays in arrays', () => '['.repeat(CARD_BYTES)],
    ['objects in objects', () => '{"a":'.repeat(CARD_BYTES / 5)],
    ['arrays in arrays, closed', () => '['.repeat(half) + ']'.repeat(half)],
    ['empty objects', () => `[${'{},'.repeat(CARD_BYTES / 3 - 2)}{}]`],
    ['numbers', () => `[${'0,'.repeat(half - 2)}0]`],
    ['a number of many digits', () => '9'.repeat(CARD_BYTES)],
    ['a fraction of many digits', () => `0.${'1'.repeat(CARD_BYTES - 2)}`],
    ['a long text', () => `"${'a'.repeat(CARD_BYTES - 2)}"`],
    ['a text of escapes', () => `"${'\\u0000'.repeat(CARD_BYTES / 6 - 1)}"`],
    ['backslashes', () => `"${'\\'.repeat(CARD_BYTES - 2)}"`],
    ['backslashes without an end', () => `"${'\\'.repeat(CARD_BYTES - 1)}`],
    ['escaped quotes', () => `"${'\\"'.repeat(half - 1)}"`],
    ['quotes', () => '"'.repeat(CARD_BYTES)],
    ['members', () => objectOf(CARD_BYTES / 12, (i) => `"${i}":0`)],
    ['members with escapes', () => objectOf(CARD_BYTES / 20, (i) => `"\\u0061${i}":0`)],
    ['one member many times', () => objectOf(CARD_BYTES / 8, () => '"a":0')],
    ['colons', () => ':'.repeat(CARD_BYTES)],
    ['white space', () => ' '.repeat(CARD_BYTES)],
    ['white space around', () => `${' '.repeat(half - 1)}{}${' '.repeat(half - 1)}`],
  ]
  for (const [name, write] of texts) {
    yield [`payload: ${name}`, () => toCard(deflateRawSync(write()))]
    yield [`header: ${name}`, () => `${toBase64Url(write().slice(0, 150_000))}.AA.${SIGNATURE}`]
    yield [
      `payload: ${name}, in an object`,
      () => toCard(deflateRawSync(`{"zip":${write().slice(0, -9)}}`)),
    ]
  }
}

/** Cards whose claims are read a long way. */
function* cards(): Generator<[string, () => Texts]> {
  const issuers: readonly (readonly [string, string])[] = [
    ['an issuer with a query at its end', `https://${'a'.repeat(500_000)}?`],
    ['an issuer with a space at its end', `https://${'a/'.repeat(250_000)} `],
    ['an issuer of slashes', `https://a${'/'.repeat(500_000)}`],
    ['an issuer that is long', `https://${'a'.repeat(500_000)}`],
  ]
  for (const [name, iss] of issuers) yield [name, () => toClaims({ iss })]
  yield ['a revocation identifier that is long', () => toClaims({}, { rid: 'a'.repeat(500_000) })]
  yield ['many types', () => toClaims({}, { type: Array.from({ length: 100_000 }, () => 'a') })]
  yield ['many doses', () => toBundle(9_000, IMMUNIZATION)]
  yield ['many doses of nothing', () => toBundle(10_000, '{"resourceType":"Immunization"}')]
  yield ['many tests', () => toBundle(10_000, '{"resourceType":"Observation"}')]
  yield ['many patients', () => toBundle(12_000, '{"resourceType":"Patient"}')]
  const date = (text: string) => IMMUNIZATION.replace('2021-01-01', text)
  yield ['a date of hyphens', () => toBundle(1, date('-'.repeat(500_000)))]
  yield ['a date of digits', () => toBundle(1, date('1'.repeat(500_000)))]
  yield ['a date and white space', () => toBundle(1, date(`2021-01-01${' '.repeat(500_000)}`))]
  yield [
    'an address of many digits',
    () => toBundle(1, IMMUNIZATION, `resource:${'1'.repeat(500_000)}x`),
  ]
}

/** Files of many cards, each of which is a bomb. */
function* files(): Generator<[string, () => Texts]> {
  const file = (count: number, card: string) =>
    JSON.stringify({ verifiableCredential: Array.from({ length: count }, () => card) })
  yield ['a file of 100 cards of zeros', () => file(100, toCard(repeated(1)))]
  yield [
    'a file of 100 cards of empty objects',
    () => file(100, toCard(deflateRawSync(`[${'{},'.repeat(170_000)}{}]`))),
  ]
  yield ['a file of 100 cards of many doses', () => file(100, toBundle(9_000, IMMUNIZATION))]
  yield [
    'a file of 100 cards of many tests',
    () => file(100, toBundle(10_000, '{"resourceType":"Observation"}')),
  ]
  yield ['a file of 100,000 cards', () => file(100_000, '')]
  yield ['a file of brackets', () => `{"verifiableCredential":${'['.repeat(900_000)}`]
  yield ['a file of one megabyte of spaces', () => `{"verifiableCredential":[${' '.repeat(MI)}]}`]
}

const IMMUNIZATION = JSON.stringify({
  resourceType: 'Immunization',
  vaccineCode: { coding: [{ code: 'a' }] },
  occurrenceDateTime: '2021-01-01',
})

function toBundle(count: number, resource: string, fullUrl = 'resource:0'): string {
  const [before = '', after = ''] = JSON.stringify(claims({}, {})).split('"BUNDLE"')
  const entry = `{"fullUrl":"${fullUrl}","resource":${resource}}`
  const room = Math.floor((CARD_BYTES - 1000) / (entry.length + 1))
  const entries = Array.from({ length: Math.max(1, Math.min(count, room)) }, () => entry).join()
  const bundle = `{"resourceType":"Bundle","entry":[${entries}]}`
  return toCard(deflateRawSync(before + bundle + after))
}

function toClaims(changes: object, vc: object = {}): string {
  return toCard(deflateRawSync(JSON.stringify(claims(changes, vc))))
}

function claims(changes: object, vc: object): object {
  const credentialSubject = { fhirVersion: '4.0.1', fhirBundle: 'BUNDLE' }
  const type = ['https://smarthealth.cards#health-card']
  return { iss: 'https://a.example', nbf: 1, vc: { type, credentialSubject, ...vc }, ...changes }
}

function objectOf(count: number, toMember: (i: number) => string): string {
  return `{${Array.from({ length: Math.floor(count) }, (_, i) => toMember(i)).join()}}`
}

/** Pieces of a megabyte of zeros, each of which stands by itself. */
function repeated(count: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(MI), { finishFlush: constants.Z_FULL_FLUSH, level: 9 })
  return Buffer.concat([...Array.from({ length: count }, () => piece), Buffer.of(3, 0)])
}

function gigabyte(isZlib: boolean): Buffer {
  return isZlib ? Buffer.concat([Buffer.of(0x78, 0xda), repeated(1024)]) : repeated(1024)
}

/** Blocks that each define their codes anew. */
function tables(size: number): Buffer {
  const words = Buffer.from(letters(60))
  const options = { finishFlush: constants.Z_FULL_FLUSH, strategy: constants.Z_HUFFMAN_ONLY }
  return Buffer.alloc(size, deflateRawSync(words, options))
}

function letters(size: number): string {
  return Array.from({ length: size }, (_, i) => String.fromCharCode(0x20 + ((i * 7919) % 95))).join(
    '',
  )
}

/** An array, or a text, of as many items as its head says: two bytes of it. */
function cborOf(head: number, count: number, item: Buffer): Buffer {
  return Buffer.concat([Buffer.of(head, count >> 8, count & 0xff), Buffer.alloc(count, item)])
}

/** A map from numbers of two bytes, or texts of three, to 0. */
function manyKeys(count: number, hasTexts = false): Buffer {
  const entries = Array.from({ length: count }, (_, i) => {
    const [high, low] = [i >> 8, i & 0xff]
    if (!hasTexts) return Buffer.of(0x19, high, low, 0)
    return Buffer.of(0x63, 0x61 + (i >> 12), 0x30 + ((i >> 6) & 63), 0x30 + (i & 63), 0)
  })
  return Buffer.concat([Buffer.of(0xb9, count >> 8, count & 0xff), ...entries])
}

function dccOf(dcc: Buffer): Buffer {
  return Buffer.concat([Buffer.from('a1390103a101', 'hex'), dcc])
}

/** A certificate whose name is white space. */
function longName(): Buffer {
  const spaces = cborOf(0x79, 60_000, Buffer.of(0x20))
  return Buffer.concat([Buffer.from('a1636e616da163666e74', 'hex'), spaces])
}

function sign1(payload: Buffer): Buffer {
  const header = Buffer.from('d28443a10126a0', 'hex')
  const length = Buffer.of(0x59, payload.length >> 8, payload.length & 0xff)
  const signature = Buffer.concat([Buffer.of(0x58, 64), Buffer.alloc(64, 1)])
  return Buffer.concat([header, length, payload, signature])
}

function toHc1(message: Buffer): string {
  return toHc1Stream(deflateSync(message, { level: 9 }))
}

function toHc1Stream(stream: Buffer): string {
  return `HC1:${encodeBase45(new Uint8Array(stream))}`
}

function toCard(payload: Buffer): string {
  return `${HEADER}.${payload.toString('base64url')}.${SIGNATURE}`
}

function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
