/**
 * Mutants of HCERT texts: every one differs from the original in one way.
 *
 * @module
 */

import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  type CborMap,
  CborTag,
  type CborValue,
  type CoseSign1,
  decodeBase45,
  decodeCbor,
  decodeHc1,
  encodeBase45,
  encodeCbor,
  encodeCoseSign1,
} from 'pratique/codecs'
import { respell, type Spelling } from './loose-cbor.ts'
import { type Bytes, createChance, flip, join, type Mutant, otherSignatures } from './mutate.ts'

const ALG = 1
const CRIT = 2
const KID = 4
const EXP = 4
const IAT = 6
const HCERT = -260

const SPELLINGS: readonly (readonly [string, Spelling])[] = [
  ['wide', { isWide: true }],
  ['indefinite', { isIndefinite: true }],
  ['reversed', { isReversed: true }],
  ['doubled', { isDoubled: true }],
  ['as floats', { isFloat: true }],
  ['wide, indefinite and reversed', { isWide: true, isIndefinite: true, isReversed: true }],
]

/**
 * Makes mutants of a text.
 *
 * @param other another certificate's text, to join it with
 * @param kids key identifiers of other signers
 */
export function* mutateHcert(
  text: string,
  other: string,
  kids: readonly Bytes[],
): Generator<Mutant> {
  const message = decodeHc1(text)
  const chance = createChance(text)
  const changed = [
    ...mutateBits(message, chance),
    ...mutateSignature(message),
    ...mutateUnprotected(message, kids),
    ...mutateProtected(message, kids),
    ...mutatePayload(message),
    ...exchange(message, decodeHc1(other)),
  ]
  for (const [name, change] of changed) {
    yield one(name, () => wrap(encode({ ...message, ...change })))
  }
  for (const [name, bytes] of mutateFrame(message)) yield one(name, () => wrap(bytes))
  for (const [name, bytes] of mutateStream(text)) yield one(name, () => toText(bytes))
  for (const [name, mutant] of mutateText(text, other, chance)) yield one(name, () => mutant)
}

type Change = readonly [name: string, change: Partial<CoseSign1>]

function* mutateBits(message: CoseSign1, chance: (bound: number) => number): Generator<Change> {
  const counts = { protected: 4, payload: 8, signature: 8 } as const
  for (const part of ['protected', 'payload', 'signature'] as const) {
    for (let i = 0; i < counts[part] && message[part].length > 0; i++) {
      const bit = chance(message[part].length * 8)
      yield [`${part}, bit ${bit}`, { [part]: flip(message[part], bit) }]
    }
  }
}

function* mutateSignature({ signature }: CoseSign1): Generator<Change> {
  for (const [name, other] of otherSignatures(signature)) {
    yield [`signature: ${name}`, { signature: other }]
  }
}

function* mutateUnprotected({ unprotected }: CoseSign1, kids: readonly Bytes[]): Generator<Change> {
  const [first = new Uint8Array(8), second = new Uint8Array(8)] = kids
  const edits: readonly (readonly [string, number | string, CborValue])[] = [
    ['a label that nobody knows', 'x', 1],
    ['a key identifier of nobody', KID, new Uint8Array(8)],
    ['another signer’s key identifier', KID, first],
    ['a third signer’s key identifier', KID, second],
    ['an empty key identifier', KID, new Uint8Array()],
    ['a key identifier that is null', KID, null],
    ['a key identifier in text', KID, 'text'],
    ['alg ES256', ALG, -7],
    ['alg PS256', ALG, -37],
    ['alg none', ALG, null],
    ['crit', CRIT, [ALG]],
    ['an x5chain', 33, first],
  ]
  for (const [name, label, value] of edits) {
    yield [`unprotected: ${name}`, { unprotected: new Map([...unprotected, [label, value]]) }]
  }
  yield ['unprotected: emptied', { unprotected: new Map() }]
}

function* mutateProtected(message: CoseSign1, kids: readonly Bytes[]): Generator<Change> {
  const header = toMap(
    decodeCbor(message.protected.length > 0 ? message.protected : Uint8Array.of(0xa0)),
  )
  const [kid = new Uint8Array(8)] = kids
  const edits: readonly (readonly [string, number, CborValue])[] = [
    ['another signer’s key identifier', KID, kid],
    ['crit of alg', CRIT, [ALG]],
    ['crit of the unknown', CRIT, ['x']],
    ['alg ES384', ALG, -35],
    ['alg PS256', ALG, -37],
    ['alg in text', ALG, 'ES256'],
    ['a content type more', 3, 61],
  ]
  for (const [name, label, value] of edits) {
    const edited = encodeCbor(new Map([...header, [label, value]]))
    yield [`protected: ${name}`, { protected: edited }]
  }
  for (const [name, spelling] of SPELLINGS) {
    yield [`protected, ${name}`, { protected: respell(header, spelling) }]
  }
  const both: CborMap = new Map([...header, ...message.unprotected])
  yield ['protected: moved out', { protected: new Uint8Array(), unprotected: both }]
  yield ['protected: an empty map', { protected: Uint8Array.of(0xa0), unprotected: both }]
  yield ['unprotected: moved in', { protected: encodeCbor(both), unprotected: new Map() }]
  yield ['protected: bytes after it', { protected: join(message.protected, Uint8Array.of(0)) }]
}

function* mutatePayload({ payload }: CoseSign1): Generator<Change> {
  const claims = toMap(decodeCbor(payload))
  for (const [name, spelling] of SPELLINGS) {
    yield [`payload, ${name}`, { payload: respell(claims, spelling) }]
  }
  yield ['payload, deterministic', { payload: encodeCbor(claims) }]
  const edit = (label: number, value: CborValue) => encodeCbor(new Map([...claims, [label, value]]))
  yield ['payload: a later end', { payload: edit(EXP, 4e9) }]
  yield ['payload: an earlier beginning', { payload: edit(IAT, 0) }]
  yield ['payload: another issuer', { payload: edit(1, 'XX') }]
  const dcc = toMap(toMap(claims.get(HCERT)).get(1))
  const renamed = new Map<string, CborValue>([
    ...toStrings(dcc),
    ['nam', new Map([['fnt', 'SOMEBODY<ELSE']])],
  ])
  yield ['payload: another name', { payload: edit(HCERT, new Map([[1, renamed]])) }]
  const reborn = new Map([...toStrings(dcc), ['dob', '1990-01-01'] as const])
  yield ['payload: another birth', { payload: edit(HCERT, new Map([[1, reborn]])) }]
  yield [
    'payload: two certificates',
    {
      payload: edit(
        HCERT,
        new Map([
          [1, dcc],
          [2, renamed],
        ]),
      ),
    },
  ]
  yield ['payload: cut short', { payload: payload.slice(0, -1) }]
  yield ['payload: bytes after it', { payload: join(payload, Uint8Array.of(0)) }]
  yield ['payload: twice', { payload: join(payload, payload) }]
  yield ['payload: as a byte string', { payload: encodeCbor(payload) }]
  yield ['payload: none', { payload: new Uint8Array() }]
}

function* exchange(message: CoseSign1, other: CoseSign1): Generator<Change> {
  yield ['another’s payload', { payload: other.payload }]
  yield ['another’s signature', { signature: other.signature }]
  yield ['another’s protected header', { protected: other.protected }]
  const { payload, signature } = other
  yield ['another’s payload and signature', { payload, signature }]
  yield [
    'payload and signature exchanged',
    { payload: message.signature, signature: message.payload },
  ]
  yield ['payload and header exchanged', { payload: message.protected, protected: message.payload }]
}

/** The message around its parts: no part of it is signed. */
function* mutateFrame(message: CoseSign1): Generator<readonly [string, Bytes]> {
  const { protected: header, unprotected, payload, signature } = message
  const parts: readonly CborValue[] = [header, unprotected, payload, signature]
  const tagged = new CborTag(18, parts)
  yield ['frame: untagged', encodeCbor(parts)]
  yield ['frame: a CWT', encodeCbor(new CborTag(61, tagged))]
  yield ['frame: a COSE_Mac0', encodeCbor(new CborTag(17, parts))]
  yield ['frame: tagged twice', encodeCbor(new CborTag(18, tagged))]
  yield ['frame: five', encodeCbor(new CborTag(18, [...parts, signature]))]
  yield ['frame: three', encodeCbor(new CborTag(18, parts.slice(0, 3)))]
  for (const [name, spelling] of SPELLINGS) yield [`frame, ${name}`, respell(tagged, spelling)]
  const chunks = join(Uint8Array.of(0x5f), encodeCbor(payload), Uint8Array.of(0xff))
  yield [
    'frame: payload in chunks',
    join(
      Uint8Array.of(0xd2, 0x84),
      encodeCbor(header),
      encodeCbor(unprotected),
      chunks,
      encodeCbor(signature),
    ),
  ]
  yield ['frame: bytes after it', join(encodeCbor(tagged), Uint8Array.of(0))]
  yield ['frame: twice', join(encodeCbor(tagged), encodeCbor(tagged))]
  yield ['frame: cut short', encodeCbor(tagged).slice(0, -1)]
}

function* mutateStream(text: string): Generator<readonly [string, Uint8Array]> {
  const bytes = encode(decodeHc1(text))
  const stream = decodeBase45(text.slice(4).replace(/[\r\n]+$/, ''))
  for (const level of [0, 1, 6, 9]) yield [`stream: level ${level}`, deflateSync(bytes, { level })]
  yield ['stream: a small window', deflateSync(bytes, { windowBits: 9 })]
  yield ['stream: raw', deflateRawSync(bytes)]
  yield ['stream: gzip', gzipSync(bytes)]
  yield ['stream: none', bytes]
  yield ['stream: two of them', join(stream, stream)]
  yield ['stream: bytes after it', join(stream, Uint8Array.of(0))]
  yield ['stream: cut short', stream.slice(0, -1)]
  yield ['stream: a wrong checksum', flip(stream, stream.length * 8 - 1)]
  yield ['stream: of a stream', deflateSync(stream)]
}

function* mutateText(
  text: string,
  other: string,
  chance: (bound: number) => number,
): Generator<readonly [string, string]> {
  const at = 4 + chance(text.length - 4)
  yield ['text: lower case', text.toLowerCase()]
  yield ['text: its body in lower case', `HC1:${text.slice(4).toLowerCase()}`]
  yield ['text: a space after it', `${text} `]
  yield ['text: a line end after it', `${text}\r\n`]
  yield ['text: white space before it', `\ufeff \n${text}`]
  yield ['text: a space in it', `${text.slice(0, at)} ${text.slice(at)}`]
  yield ['text: a line end in it', `${text.slice(0, at)}\n${text.slice(at)}`]
  yield ['text: a character less', text.slice(0, at) + text.slice(at + 1)]
  yield ['text: a character twice', text.slice(0, at) + text.slice(at - 1)]
  yield ['text: two characters exchanged', exchangeAt(text, at)]
  yield ['text: without spaces', text.replaceAll(' ', '')]
  yield ['text: double spaces made one', text.replace(/ {2,}/g, ' ')]
  for (const length of [1, 2, 3]) yield [`text: ${length} cut off`, text.slice(0, -length)]
  yield ['text: cut in half', text.slice(0, text.length / 2)]
  yield ['text: twice', text + text]
  yield ['text: its body twice', text + text.slice(4)]
  yield ['text: with another', `${text}\n${other}`]
  yield ['text: another prefix', `HC2:${text.slice(4)}`]
  yield ['text: no prefix', text.slice(4)]
  yield ['text: the prefix twice', `HC1:${text}`]
  yield ['text: padding', `${text}=`]
  yield ['text: a letter that is none', `${text.slice(0, at)}É${text.slice(at + 1)}`]
  yield [
    'text: full-width',
    text.replace(/[0-9]/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ]
}

function exchangeAt(text: string, at: number): string {
  const [a = '', b = ''] = [text[at - 1], text[at]]
  return text.slice(0, at - 1) + b + a + text.slice(at + 1)
}

/** A mutant whose text is written when it is asked for: most are left out where few are tried. */
function one(name: string, write: () => string): Mutant {
  return {
    name,
    get texts() {
      return [write()]
    },
  }
}

function encode(message: CoseSign1): Bytes {
  return encodeCoseSign1(message)
}

function wrap(bytes: Bytes): string {
  return toText(deflateSync(bytes, { level: 1 }))
}

function toText(stream: Uint8Array): string {
  return `HC1:${encodeBase45(new Uint8Array(stream))}`
}

function toMap(value: CborValue): CborMap {
  return value instanceof Map ? value : new Map()
}

function* toStrings(map: CborMap): Generator<readonly [string, CborValue]> {
  for (const [name, value] of map) yield [String(name), value]
}
