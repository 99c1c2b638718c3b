/**
 * Vectors of SMART Health Cards that are damaged or forged.
 *
 * @module
 */

import { createHmac } from 'node:crypto'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { encodeBase64Url } from '../../packages/pratique/src/bytes/base64url.ts'
import {
  decodeCompactJws,
  encodeCompactJws,
  encodeSigningInput,
} from '../../packages/pratique/src/codecs.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import { encodeShc } from '../../packages/pratique/src/smart-health-card.ts'
import { bundle, cardClaims, cardHeader, signCard, signPayload, toChunks, utf8 } from './card.ts'
import { CARD_ENVELOPE, CLAIMS, HOLDER, LAB } from './card-rows.ts'
import { key } from './examplia.ts'
import type { Bytes } from './hcert.ts'
import {
  broken,
  type Expectation,
  genuine,
  notACertificate,
  notRecognised,
  type Row,
  row,
  undecided,
} from './rows.ts'
import { nobodysKey } from './utopia.ts'

const KEY = key('cards')
const PLAIN = JSON.stringify(CLAIMS)
const DEFLATED = new Uint8Array(deflateRawSync(PLAIN))
/** What a payload may inflate to. */
const MAX_PAYLOAD = 512 * 1024

/** Builds the rows. */
export async function cardDamageRows(): Promise<readonly Row[]> {
  return [
    ...(await texts()),
    ...(await chunks()),
    ...(await files()),
    ...(await headers()),
    ...payloads(),
    ...(await signatures()),
  ]
}

function of(id: string, text: string | readonly string[], expect: Expectation): Row {
  return row(`card-damage/${id}`, undefined, text, expect)
}

async function texts(): Promise<readonly Row[]> {
  const jws = await signCard(CLAIMS, KEY)
  const text = encodeShc(jws)
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const numeric = broken('format.numeric')
  const base64 = broken('format.base64url')
  return [
    of('prefix-in-capitals', text.replace('shc:', 'SHC:'), numeric),
    of('prefix-without-slash', text.replace('shc:/', 'shc:'), numeric),
    of('prefix-alone', 'shc:/', broken('format.jws')),
    of('digits-alone', text.slice('shc:/'.length), notACertificate('format.prefix')),
    of('odd-digits', text.slice(0, -1), numeric),
    of('pair-above-77', `${text.slice(0, 45)}78${text.slice(47)}`, numeric),
    of('letter-among-digits', `${text.slice(0, 45)}a${text.slice(46)}`, numeric),
    of('space-among-digits', `${text.slice(0, 45)} ${text.slice(45)}`, numeric),
    of('pair-of-a-slash', `${text.slice(0, 45)}02${text.slice(47)}`, numeric),
    of(
      'character-outside-base64url',
      `${header}.${payload.slice(0, 20)}/${payload.slice(21)}.${signature}`,
      base64,
    ),
    of('two-parts', encodeShc(`${header}.${payload}`), broken('format.jws')),
    of('four-parts', `${jws}.${signature}`, broken('format.jws')),
    of('no-signature', `${header}.${payload}.`, broken('signature.invalid')),
    of('padded', `${jws}==`, base64),
    of('last-bits-set', `${jws.slice(0, -1)}${nextCharacter(jws)}`, base64),
    of('cut-in-the-signature', encodeShc(jws.slice(0, -2)), broken('signature.invalid')),
    of('cut-in-the-payload', encodeShc(jws.slice(0, 300)), broken('format.jws')),
    of('line-end-within', `${jws.slice(0, 300)}\n${jws.slice(300)}`, base64),
  ]
}

/** A last character that says the same bits and sets those that nothing reads. */
function nextCharacter(jws: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(jws.slice(-1)) + 1)
}

async function chunks(): Promise<readonly Row[]> {
  const jws = await signCard(CLAIMS, KEY)
  const lab = await signCard(cardClaims(bundle(HOLDER, LAB), CARD_ENVELOPE), KEY)
  const [first = '', second = '', third = ''] = toChunks(jws, 3)
  const [, otherSecond = ''] = toChunks(lab, 3)
  const bad = broken('format.chunks')
  const missing = undecided(22, 'format.chunk-missing')
  return [
    of('chunk-missing', [first, third], missing),
    of('chunk-alone', second, missing),
    of('chunks-of-different-totals', [first, second.replace('/2/3/', '/2/4/'), third], bad),
    of('chunk-number-0', [first.replace('/1/3/', '/0/3/'), second, third], bad),
    of('chunk-number-above-total', [first, second, third.replace('/3/3/', '/4/3/')], bad),
    of('chunk-total-100', first.replace('/1/3/', '/1/100/'), bad),
    of('chunk-number-twice', [first, second, otherSecond, third], bad),
    of('chunk-number-negative', [first.replace('/1/3/', '/-1/3/'), second, third], bad),
    of('chunk-without-digits', [first, 'shc:/2/3/', third], bad),
    of('chunk-with-letters', [first, `${second}a`, third], bad),
    of(
      'chunks-numbered-otherwise',
      [first.replace('/1/3/', '/2/3/'), second.replace('/2/3/', '/1/3/'), third],
      broken('format.json'),
    ),
  ]
}

async function files(): Promise<readonly Row[]> {
  const jws = await signCard(CLAIMS, KEY)
  const forged = `${jws.slice(0, -20)}${jws.at(-20) === 'A' ? 'B' : 'A'}${jws.slice(-19)}`
  const bad = broken('format.file')
  const file = (cards: unknown) => JSON.stringify({ verifiableCredential: cards })
  return [
    of('file-with-one-broken-card', file([jws, forged]), broken('signature.invalid')),
    of('file-without-cards', file([]), bad),
    of('file-of-text', file(jws), bad),
    of('file-of-numbers', file([7]), bad),
    of('file-cut-short', file([jws]).slice(0, -1), bad),
    of('file-with-text-after', `${file([jws])}}`, bad),
    of(
      'file-member-twice',
      `{"verifiableCredential":["${jws}"],"verifiableCredential":["${jws}"]}`,
      bad,
    ),
    of('file-of-101-cards', file(Array.from({ length: 101 }, () => 'x')), bad),
    of(
      'parameters-without-cards',
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [{ name: 'verifiableCredentials' }],
      }),
      bad,
    ),
  ]
}

async function headers(): Promise<readonly Row[]> {
  const usual = cardHeader(KEY)
  const bad = broken('format.header')
  const signed = async (id: string, header: JsonObject, expect: Expectation) =>
    of(`header-${id}`, encodeShc(await signCard(CLAIMS, KEY, header)), expect)
  const without = (name: string): JsonObject =>
    Object.fromEntries(Object.entries(usual).filter(([member]) => member !== name))
  const input = encodeSigningInput({ ...usual, alg: 'HS256' }, DEFLATED)
  const hmac = createHmac('sha256', KEY.spki).update(input).digest()
  const raw = (header: string) => {
    const text = `${encodeBase64Url(utf8(header))}.${encodeBase64Url(DEFLATED)}`
    return encodeShc(encodeCompactJws(text, KEY.sign('ES256', utf8(text))))
  }
  const twice = `{"zip":"DEF","alg":"ES256","kid":"x","kid":"${KEY.thumbprint}"}`
  return [
    ...(await Promise.all([
      signed('no-alg', without('alg'), bad),
      signed('alg-none', { ...usual, alg: 'none' }, bad),
      signed('alg-es384', { ...usual, alg: 'ES384' }, bad),
      signed('alg-lower-case', { ...usual, alg: 'es256' }, bad),
      signed('no-zip', without('zip'), bad),
      signed('zip-gzip', { ...usual, zip: 'GZIP' }, bad),
      signed('no-kid', without('kid'), bad),
      signed('kid-empty', { ...usual, kid: '' }, bad),
      signed('kid-number', { ...usual, kid: 7 }, bad),
      signed('kid-of-nobody', { ...usual, kid: 'nobody' }, notRecognised('signer.unknown')),
      signed(
        'kid-of-another-key',
        { ...usual, kid: key('cards-none-published').thumbprint },
        broken('signature.invalid'),
      ),
      signed('crit', { ...usual, crit: ['exp'] }, bad),
      signed('crit-empty', { ...usual, crit: [] }, bad),
    ])),
    of('header-alg-hs256', encodeCompactJws(input, new Uint8Array(hmac)), bad),
    of(
      'header-own-key',
      await signCard(CLAIMS, nobodysKey, { ...cardHeader(nobodysKey), jwk: nobodysKey.jwk }),
      notRecognised('signer.unknown'),
    ),
    of('header-array', raw('[]'), bad),
    of('header-no-json', raw('zip: DEF'), broken('format.json')),
    of('header-member-twice', raw(twice), broken('format.json')),
  ]
}

function payloads(): readonly Row[] {
  const deflate = broken('format.deflate')
  const json = broken('format.json')
  const signed = (id: string, payload: Uint8Array, expect: Expectation) =>
    of(`payload-${id}`, signPayload(new Uint8Array(payload), KEY), expect)
  const text = (id: string, payload: string | Bytes, expect: Expectation) =>
    signed(id, deflateRawSync(payload), expect)
  return [
    signed('plain', utf8(PLAIN), deflate),
    signed('zlib', deflateSync(PLAIN), deflate),
    signed('gzip', gzipSync(PLAIN), deflate),
    signed('empty', new Uint8Array(), deflate),
    signed('cut-short', DEFLATED.subarray(0, 200), deflate),
    signed('bomb', deflateRawSync(' '.repeat(MAX_PAYLOAD + 1)), deflate),
    text('no-json', 'negative', json),
    text('nothing', '', json),
    text('cut-json', PLAIN.slice(0, -1), json),
    text('two-values', `${PLAIN}${PLAIN}`, json),
    text('nul-after', `${PLAIN}\0`, json),
    text('not-utf-8', Uint8Array.of(...utf8(PLAIN.slice(0, 20)), 0xc3, 0x28), json),
    text('claim-twice', PLAIN.replace('{', '{"nbf":1,'), json),
    text(
      'member-twice',
      PLAIN.replace('"birthDate"', '"birthDate":"1999-01-01","birthDate"'),
      json,
    ),
    text(
      'member-twice-in-other-words',
      PLAIN.replace('"birthDate"', '"birth\\u0044ate":"1999-01-01","birthDate"'),
      json,
    ),
    text('nested-deeply', `${'['.repeat(64)}${']'.repeat(64)}`, json),
    text('array', `[${PLAIN}]`, broken('format.claims')),
    text('null', 'null', broken('format.claims')),
    text('space-after', `${PLAIN}\n`, genuine('content.surrounding-space')),
  ]
}

async function signatures(): Promise<readonly Row[]> {
  const jws = await signCard(CLAIMS, KEY)
  const lab = await signCard(cardClaims(bundle(HOLDER, LAB), CARD_ENVELOPE), KEY)
  const { signature } = decodeCompactJws(jws)
  const input = jws.slice(0, jws.lastIndexOf('.'))
  const bad = broken('signature.invalid')
  const put = (id: string, bytes: Bytes) =>
    of(`signature-${id}`, encodeShc(encodeCompactJws(input, bytes)), bad)
  const swap = (id: string, claims: JsonObject) => {
    const other = encodeSigningInput(
      cardHeader(KEY),
      new Uint8Array(deflateRawSync(JSON.stringify(claims))),
    )
    return of(`signature-${id}`, encodeShc(encodeCompactJws(other, signature)), bad)
  }
  const flip = (bit: number) =>
    signature.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte))
  const renamed = PLAIN.replace('Cora', 'Dora')
  return [
    ...[0, 100, 255, 256, 400, 511].map((bit) => put(`bit-${bit}`, flip(bit))),
    put('empty', new Uint8Array()),
    put('of-63-bytes', signature.slice(0, 63)),
    put('of-65-bytes', Uint8Array.of(...signature, 0)),
    put(
      'in-der',
      Uint8Array.of(
        0x30,
        0x44,
        0x02,
        0x20,
        ...signature.slice(0, 32),
        0x02,
        0x20,
        ...signature.slice(32),
      ),
    ),
    put('zero', new Uint8Array(64)),
    put('halves-swapped', Uint8Array.of(...signature.slice(32), ...signature.slice(0, 32))),
    put('of-another-card', decodeCompactJws(lab).signature),
    put('by-another-key', key('all').sign('ES256', utf8(input))),
    swap('name-changed', JSON.parse(renamed)),
    swap('nbf-changed', { ...CLAIMS, nbf: CARD_ENVELOPE.nbf + 1 }),
    swap('claim-added', { ...CLAIMS, exp: 2e9 }),
    swap('rid-added', cardClaims(bundle(HOLDER, LAB), { ...CARD_ENVELOPE, rid: 'x' })),
    of(
      'signature-compressed-otherwise',
      encodeShc(
        encodeCompactJws(
          encodeSigningInput(cardHeader(KEY), new Uint8Array(deflateRawSync(PLAIN, { level: 0 }))),
          signature,
        ),
      ),
      bad,
    ),
    of(
      'signature-header-reordered',
      encodeShc(
        encodeCompactJws(
          encodeSigningInput({ kid: KEY.thumbprint, alg: 'ES256', zip: 'DEF' }, DEFLATED),
          signature,
        ),
      ),
      bad,
    ),
  ]
}
