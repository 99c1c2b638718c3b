/**
 * Key pairs that are public on purpose: those of the made-up authorities that specimens and vectors
 * are signed by.
 *
 * @module
 */

import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { signDeterministically } from './deterministic-signature.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A key pair that anyone may sign with. */
export interface KeyPair {
  readonly name: string
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes
  /** The public half. */
  readonly jwk: { readonly [name: string]: string }
  /** First 8 bytes of the SHA-256 of the SPKI: the `kid` in COSE, for want of a certificate. */
  readonly kid: Bytes
  /** The `kid` in JOSE (RFC 7638). */
  readonly thumbprint: string
  readonly sign: (algorithm: Algorithm, data: Bytes) => Bytes
}

/** A file of key pairs: what it is good for, and private JWKs by name. */
export interface KeyPairFile {
  readonly warning: string
  readonly keys: { readonly [name: string]: JsonWebKey }
}

/** Reads a file of key pairs. */
export function readKeyPairs(path: string | URL): (name: string) => KeyPair {
  const { keys }: KeyPairFile = JSON.parse(readFileSync(path, 'utf8'))
  return (name) => {
    const jwk = keys[name]
    if (!jwk) throw new Error(`no key pair named ${name}`)
    return toKeyPair(name, jwk)
  }
}

function toKeyPair(name: string, privateJwk: JsonWebKey): KeyPair {
  const key = createPublicKey(createPrivateKey({ key: privateJwk, format: 'jwk' }))
  const spki = new Uint8Array(key.export({ format: 'der', type: 'spki' }))
  const jwk = Object.fromEntries(
    Object.entries(key.export({ format: 'jwk' })).map(([member, value]) => [member, String(value)]),
  )
  return {
    name,
    spki,
    jwk,
    kid: sha256(spki).slice(0, 8),
    thumbprint: Buffer.from(sha256(thumbprintInput(jwk))).toString('base64url'),
    sign: (algorithm, data) => signDeterministically(privateJwk, algorithm, data),
  }
}

/** The required members in the order of their names (RFC 7638 §3.2). */
function thumbprintInput(jwk: { readonly [name: string]: string }): string {
  const members = ['crv', 'e', 'kty', 'n', 'x', 'y'].filter((member) => jwk[member] !== undefined)
  return JSON.stringify(Object.fromEntries(members.map((member) => [member, jwk[member]])))
}

function sha256(data: string | Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(data).digest())
}
