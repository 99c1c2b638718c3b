/**
 * Visible digital seals, read by nothing of ours: JSON.parse, canonicalize and node:crypto.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { verify, X509Certificate } from 'node:crypto'
import { createRequire } from 'node:module'

/** Its types say that it is an ES module, and it is none. */
const canonicalize: (value: unknown) => string | undefined = createRequire(import.meta.url)(
  'canonicalize',
)

/** What a seal says: `data` as it is signed, and how. */
export interface OpenedSeal {
  readonly data: unknown
  readonly sig: Readonly<Record<string, string>>
}

/** Reads a seal and asserts that it is canonical, and its signature holds by the key it brings. */
export function openSeal(text: string, certificate: Uint8Array): OpenedSeal {
  const seal: OpenedSeal = JSON.parse(text)
  assert.deepEqual(Object.keys(seal), ['data', 'sig'])
  assert.deepEqual(Object.keys(seal.sig), ['alg', 'cer', 'sigvl'])
  assert.equal(text, canonicalize(seal))
  const { alg = '', cer = '', sigvl = '' } = seal.sig
  assert.equal(alg, 'ES256')
  for (const each of [cer, sigvl]) assert.match(each, /^[A-Za-z0-9_-]+$/)
  const der = Buffer.from(cer, 'base64url')
  assert.deepEqual(new Uint8Array(der), certificate)
  const key = { key: publicKeyOf(der), dsaEncoding: 'ieee-p1363' as const }
  const signature = Buffer.from(sigvl, 'base64url')
  assert.equal(signature.length, 64)
  const signed = Buffer.from(canonicalize(seal.data) ?? '', 'utf8')
  assert.ok(verify('sha256', signed, key, signature), 'the signature does not hold')
  return seal
}

const keys = new Map<string, ReturnType<typeof readKey>>()

/** One certificate signs many seals. */
function publicKeyOf(der: Buffer): ReturnType<typeof readKey> {
  const known = keys.get(der.toString('latin1')) ?? readKey(der)
  keys.set(der.toString('latin1'), known)
  return known
}

function readKey(der: Buffer) {
  return new X509Certificate(der).publicKey
}
