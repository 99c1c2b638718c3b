/**
 * Negatives derived from hcert rows: for each question, rows of which the answer was yes, and in which
 * exactly that was altered which the question is about.
 *
 * @module
 */

import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  decodeBase45,
  decodeCbor,
  decodeHc1,
  encodeBase45,
  encodeCbor,
  encodeHc1,
  type JsonObject,
  type JsonValue,
} from 'pratique/codecs'
import type { HcertRow } from './corpus-rows.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What is altered in a row; `undefined` where the row has nothing of the kind. */
type Alteration = (
  row: HcertRow,
  other: HcertRow,
) => Partial<HcertRow> | undefined | Promise<Partial<HcertRow> | undefined>

/** The alterations by question, each with its name. */
export const ALTERATIONS: Readonly<Record<string, Readonly<Record<string, Alteration>>>> = {
  EXPECTEDUNPREFIX: {
    'another raw.BASE45': (row, other) => raw(row, 'BASE45', other.raw?.['BASE45']),
    'raw.BASE45 with a letter changed': (row) => {
      const text = row.raw?.['BASE45']
      return text
        ? raw(row, 'BASE45', text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A'))
        : undefined
    },
    'no prefix': ({ qr }) => ({ qr: qr.slice(4) }),
    'another prefix': ({ qr }) => ({ qr: `HC2:${qr.slice(4)}` }),
  },
  EXPECTEDB45DECODE: {
    'another raw.COMPRESSED': (row, other) => raw(row, 'COMPRESSED', other.raw?.['COMPRESSED']),
    'raw.COMPRESSED with a bit changed': (row) => {
      const hex = row.raw?.['COMPRESSED']
      return hex ? raw(row, 'COMPRESSED', flipHex(hex)) : undefined
    },
    'without raw.COMPRESSED, another raw.COSE': (row, other) => {
      const cose = other.raw?.['COSE']
      return cose && row.raw?.['COSE']
        ? { raw: { ...row.raw, COMPRESSED: null, COSE: cose } }
        : undefined
    },
    'a character that Base45 has not': ({ qr }) => ({ qr: `${qr.slice(0, 40)}=${qr.slice(41)}` }),
    'a character at the end': ({ qr }) => ({ qr: `${qr}A` }),
    'another text': (row, other) => (row.raw?.['COMPRESSED'] ? { qr: other.qr } : undefined),
  },
  EXPECTEDCOMPRESSION: {
    'another raw.COSE': (row, other) => raw(row, 'COSE', other.raw?.['COSE']),
    'raw.COSE with a bit changed': (row) => {
      const hex = row.raw?.['COSE']
      return hex ? raw(row, 'COSE', flipHex(hex)) : undefined
    },
    'a broken stream': ({ qr }) => ({
      qr: withStream(qr, (bytes) => flip(bytes, bytes.length * 4)),
    }),
    'a stream cut short': ({ qr }) => ({ qr: withStream(qr, (bytes) => bytes.slice(0, -8)) }),
    'no stream': (row) => {
      const hex = row.raw?.['COSE']
      return hex ? { qr: toHc1(fromHex(hex)) } : undefined
    },
  },
  EXPECTEDVERIFY: {
    'another certificate': (_, other) => ({ certificate: other.certificate }),
    'no certificate': () => ({ certificate: null }),
    'a bit of the signature': (row) =>
      withMessage(row, ({ signature }) => ({ signature: flip(signature, 77) })),
    'a bit of the payload': (row) =>
      withMessage(row, ({ payload }) => ({ payload: flip(payload, 99) })),
    'a bit of the protected header': (row) =>
      withMessage(row, ({ protected: header }) =>
        header.length > 0 ? { protected: flip(header, 5) } : undefined,
      ),
    'another signature': (row, other) =>
      withMessage(row, () => ({ signature: decodeHc1(other.qr).signature })),
    // The protected one counts if there is one.
    'an unsigned key identifier of nobody': (row) =>
      withMessage(row, ({ protected: header, unprotected }) =>
        unprotected.has(4) && !toMap(tryDecode(header)).has(4)
          ? { unprotected: new Map([...unprotected, [4, new Uint8Array(8)] as const]) }
          : undefined,
      ),
  },
  EXPECTEDEXPIRATIONCHECK: {
    'a clock after the end': (row) => withClock(row, 4, 2),
    'a clock before the beginning': (row) => withClock(row, 6, -2),
    'a clock long after': () => ({ validationClock: '2099-01-01T00:00:00.000000000Z' }),
    'a clock long before': () => ({ validationClock: '1999-12-31T23:59:59' }),
    'no end': (row) => withClaims(row, (claims) => without(claims, 4)),
    'an end that is no number': (row) => withClaims(row, (claims) => put(claims, 4, Number.NaN)),
  },
  EXPECTEDDECODE: {
    'another raw.CBOR': (row, other) => raw(row, 'CBOR', other.raw?.['CBOR']),
    'another json': (_, other) => (other.json ? { json: other.json } : undefined),
    'json with a text changed': (row) => withJson(row, changeText),
    'another payload in the text': (_, other) => ({ qr: other.qr }),
  },
  EXPECTEDVALIDJSON: {
    'another json': (_, other) => (other.json ? { json: other.json } : undefined),
    'json with a text changed': (row) => withJson(row, changeText),
    'json with a number changed': (row) => withJson(row, changeNumber),
    'json with a member less': (row) => withJson(row, (json) => withoutMember(json, 'ver')),
    'json with a member more': (row) => withJson(row, (json) => ({ ...json, more: 'x' })),
    'another birth in the text': (row) => withDcc(row, (dcc) => put(dcc, 'dob', '1999-09-09')),
  },
  EXPECTEDENCODE: {
    'another raw.CBOR': (row, other) => raw(row, 'CBOR', other.raw?.['CBOR']),
    'json with a text changed': (row) => withJson(row, changeText),
    'json with a number changed': (row) => withJson(row, changeNumber),
    'no json': () => ({ json: null }),
  },
  EXPECTEDVALIDOBJECT: {
    'no name': (row) => withDcc(row, (dcc) => without(dcc, 'nam')),
    'no group': (row) => withDcc(row, (dcc) => without(dcc, 'v', 't', 'r')),
    'two groups': (row) => withDcc(row, (dcc) => put(dcc, 'v', [new Map()], 'r', [new Map()])),
    'a group that is no array': (row) => withEntry(row, (entry) => entry),
    'an entry that is no map': (row) => withEntry(row, () => ['x']),
    'an issuer that is a number': (row) => withEntry(row, (entry) => [put(entry, 'is', 5)]),
    'a birth that is a number': (row) => withDcc(row, (dcc) => put(dcc, 'dob', 1990)),
    'a version that is no text': (row) => withDcc(row, (dcc) => put(dcc, 'ver', [1])),
    'json without a name': (row) => withJson(row, (json) => withoutMember(json, 'nam')),
    'json with a group that is no array': (row) => withJson(row, (json) => ({ ...json, r: 'x' })),
  },
  EXPECTEDSCHEMAVALIDATION: {
    'a birth before 1900': (row) => withDcc(row, (dcc) => put(dcc, 'dob', '1815-12-10')),
    'a birth after the issue': (row) => withDcc(row, (dcc) => put(dcc, 'dob', '2090-01-01')),
    'a given name without its transliteration': (row) =>
      withDcc(row, (dcc) =>
        put(
          dcc,
          'nam',
          new Map([
            ['gn', 'A'],
            ['fnt', 'B'],
          ]),
        ),
      ),
    'a country that is none': (row) => withEntry(row, (entry) => [put(entry, 'co', 'QQ')]),
    'two entries': (row) => withEntry(row, (entry) => [entry, entry]),
    'no identifier': (row) => withEntry(row, (entry) => [without(entry, 'ci')]),
    'no name': (row) => withDcc(row, (dcc) => without(dcc, 'nam')),
    'json with a birth before 1900': (row) =>
      withJson(row, (json) => ({ ...json, dob: '1815-12-10' })),
    'json without a name': (row) => withJson(row, (json) => withoutMember(json, 'nam')),
  },
  EXPECTEDPICTUREDECODE: {
    'another picture': (_, other) => (other.image2d ? { image2d: other.image2d } : undefined),
    'a picture that is not here': () => ({ image2d: { file: 'nowhere.png' } }),
    'no picture': () => ({ image2d: null }),
    'another text': (_, other) => ({ qr: other.qr }),
    'a letter of the text': ({ qr }) => ({ qr: qr.slice(0, -1) + (qr.endsWith('A') ? 'B' : 'A') }),
  },
}

function raw(
  row: HcertRow,
  name: string,
  value: string | null | undefined,
): Partial<HcertRow> | undefined {
  const own = row.raw?.[name]
  return value && own && value !== own ? { raw: { ...row.raw, [name]: value } } : undefined
}

async function withMessage(
  { qr }: HcertRow,
  alter: (message: CoseSign1) => Partial<CoseSign1> | undefined,
): Promise<Partial<HcertRow> | undefined> {
  const message = decodeHc1(qr)
  const change = alter(message)
  return change ? { qr: await encodeHc1({ ...message, ...change }) } : undefined
}

function withClaims(
  row: HcertRow,
  alter: (claims: CborMap) => CborMap,
): Promise<Partial<HcertRow> | undefined> {
  return withMessage(row, ({ payload }) => ({
    payload: encodeCbor(alter(toMap(decodeCbor(payload)))),
  }))
}

function withDcc(
  row: HcertRow,
  alter: (dcc: CborMap) => CborMap,
): Promise<Partial<HcertRow> | undefined> {
  return withClaims(row, (claims) => {
    const dcc = alter(toMap(toMap(claims.get(-260)).get(1)))
    return put(claims, -260, new Map([[1, dcc]]))
  })
}

/** Alters what stands under the one group. */
function withEntry(
  row: HcertRow,
  alter: (entry: CborMap) => CborValue,
): Promise<Partial<HcertRow> | undefined> {
  return withDcc(row, (dcc) => {
    const name = ['v', 't', 'r'].find((group) => dcc.has(group)) ?? 'v'
    const entries = dcc.get(name)
    const [entry]: readonly CborValue[] = Array.isArray(entries) ? entries : []
    return put(dcc, name, alter(toMap(entry)))
  })
}

function withClock({ qr }: HcertRow, claim: number, seconds: number): Partial<HcertRow> {
  const at = Number(toMap(decodeCbor(decodeHc1(qr).payload)).get(claim)) + seconds
  return { validationClock: new Date(at * 1000).toISOString() }
}

function withJson(
  { json }: HcertRow,
  alter: (json: JsonObject) => JsonObject | undefined,
): Partial<HcertRow> | undefined {
  const altered = json ? alter(json) : undefined
  return altered ? { json: altered } : undefined
}

function changeText(json: JsonObject): JsonObject | undefined {
  return changeLeaf(json, /("(?:ci|is)":")([^"]+)/, '$1x$2')
}

function changeNumber(json: JsonObject): JsonObject | undefined {
  return changeLeaf(json, /("dn":)(\d+)/, '$19$2')
}

/** In the text of the JSON, so that it is found wherever it stands. */
function changeLeaf(json: JsonObject, pattern: RegExp, by: string): JsonObject | undefined {
  const text = JSON.stringify(json)
  return pattern.test(text) ? JSON.parse(text.replace(pattern, by)) : undefined
}

function withoutMember(json: JsonObject, name: string): JsonObject {
  const kept = Object.entries(json).filter(([own]) => own !== name)
  return Object.fromEntries<JsonValue>(kept)
}

function put(map: CborMap, ...members: readonly (number | string | CborValue)[]): CborMap {
  const changed = new Map(map)
  for (let i = 0; i < members.length; i += 2) {
    const key = members[i]
    if (typeof key === 'string' || typeof key === 'number') changed.set(key, members[i + 1])
  }
  return changed
}

function without(map: CborMap, ...keys: readonly (number | string)[]): CborMap {
  return new Map([...map].filter(([key]) => !keys.some((each) => each === key)))
}

function toMap(value: CborValue): CborMap {
  return value instanceof Map ? value : new Map()
}

function tryDecode(header: Bytes): CborValue {
  return header.length === 0 ? new Map() : decodeCbor(header)
}

function withStream(qr: string, alter: (stream: Bytes) => Bytes): string {
  return toHc1(alter(decodeBase45(qr.slice(4))))
}

function toHc1(stream: Bytes): string {
  return `HC1:${encodeBase45(stream)}`
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  const at = (bit >> 3) % Math.max(1, bytes.length)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7))
  return flipped
}

function flipHex(hex: string): string {
  return Buffer.from(flip(fromHex(hex), hex.length * 2)).toString('hex')
}

function fromHex(hex: string): Bytes {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}
