/**
 * Texts of the HCERT family, read by nothing of ours: cborg, node:zlib and node:crypto.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash, verify } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { decode, encode } from 'cborg'
import type { KeyPair } from '../make-certificate.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** A text, taken apart: what is there beside it would be a complaint. */
export interface OpenedHc1 {
  /** COSE_Sign1 with its tag. */
  readonly message: Uint8Array
  /** Claims of the CWT by number. */
  readonly claims: ReadonlyMap<number, unknown>
  /** The one entry of claim -260, as JSON. */
  readonly subClaim: number
  readonly payload: unknown
}

/** Reads a text and asserts that its envelope is as hcert_spec §3 has it, and its signature holds. */
export function openHc1(text: string, keys: KeyPair, certificate: Uint8Array): OpenedHc1 {
  assert.ok(text.startsWith('HC1:'))
  const message = new Uint8Array(inflateSync(decodeBase45(text.slice(4))))
  const [header, unprotected, payload, signature] = decodeTagged(message)
  const kid = createHash('sha256').update(certificate).digest().subarray(0, 8)
  assert.deepEqual(toMap(decodeMap(header)), { 1: -7, 4: new Uint8Array(kid) })
  assert.deepEqual(unprotected, new Map())
  assert.equal(signature.length, 64)
  const signed = encode(['Signature1', header, new Uint8Array(), payload])
  const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' as const }
  assert.ok(verify('sha256', signed, key, signature), 'the signature does not hold')
  const claims = decodeMap(payload) as ReadonlyMap<number, unknown>
  const hcert = claims.get(-260)
  assert.ok(hcert instanceof Map && hcert.size === 1)
  const [[subClaim, content]] = [...hcert] as [[number, unknown]]
  return { message, claims, subClaim, payload: toJson(content) }
}

type Message = readonly [Uint8Array, unknown, Uint8Array, Uint8Array]

function decodeTagged(message: Uint8Array): Message {
  const COSE_SIGN1 = 18
  let tags = 0
  const read = decode(message, {
    ...STRICT,
    tags: {
      [COSE_SIGN1]: (inner: () => unknown) => {
        tags += 1
        return inner()
      },
    },
  })
  assert.equal(tags, 1)
  assert.ok(Array.isArray(read) && read.length === 4)
  return read as unknown as Message
}

const STRICT = { useMaps: true, strict: true, rejectDuplicateMapKeys: true } as const

function decodeMap(bytes: Uint8Array): ReadonlyMap<unknown, unknown> {
  const map = decode(bytes, STRICT)
  assert.ok(map instanceof Map)
  return map
}

function toMap(map: ReadonlyMap<unknown, unknown>): object {
  return Object.fromEntries([...map].map(([key, value]) => [String(key), value]))
}

/** A payload has maps with text keys, arrays, texts and integers. */
function toJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJson)
  if (!(value instanceof Map)) return value
  for (const key of value.keys()) assert.equal(typeof key, 'string')
  return Object.fromEntries([...value].map(([key, each]) => [key, toJson(each)]))
}

/** RFC 9285 §4.1. */
function decodeBase45(text: string): Uint8Array {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const values = [...text.slice(at, at + 3)].map((each) => ALPHABET.indexOf(each))
    assert.ok(!values.includes(-1) && values.length > 1)
    const number = values.reduceRight((sum, value) => sum * 45 + value, 0)
    assert.ok(number < 256 ** (values.length - 1))
    if (values.length === 3) bytes.push(number >> 8)
    bytes.push(number & 0xff)
  }
  return Uint8Array.from(bytes)
}
