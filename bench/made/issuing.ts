/**
 * An issuer that exists for the time of a run: its key, and its certificate by an authority of its own.
 *
 * @module
 */

import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { nodeCrypto } from '@pratique/node/crypto'
import { readKeyFile } from '@pratique/node/key-file'
import { createIssuer, type Issuer, issueEuDcc, type SignPort } from 'pratique/issue'
import {
  certifyRequest,
  readCertificate,
  readCertificateRequest,
  writeAuthority,
  writeCertificateRequest,
} from 'pratique/keys'
import { createAllocator, openList, SECRET_BYTES } from 'pratique/revocation'
import { makeListStore } from '../../packages/pratique/test/make-list-store.ts'
import { type Bytes, COUNTRY, NOW } from './issuers.ts'

/** A signer, and the same key as a program calls it itself. */
export interface BenchSigner {
  readonly port: SignPort
  readonly privateKey: KeyObject
  /** DER. */
  readonly certificate: Bytes
}

export async function makeSigner(): Promise<BenchSigner> {
  const [authority, own] = [makeKey(), makeKey()]
  const life = () => ({ serialNumber: random(16), notBefore: NOW - 86_400 })
  const subject = { country: COUNTRY, commonName: 'Examplia SCA' }
  const root = await writeAuthority({ subject, ...life() }, authority.port, nodeCrypto)
  const asked = { country: COUNTRY, commonName: 'Ministry of Health of Examplia' }
  const request = await writeCertificateRequest(asked, own.port, nodeCrypto)
  const certificate = await certifyRequest(
    readCertificateRequest(request),
    {
      ...life(),
      authority: readCertificate(root),
      purpose: ['vaccination', 'test', 'recovery'],
      crypto: nodeCrypto,
    },
    authority.port,
  )
  return { ...own, certificate }
}

/**
 * An issuer of EU DCCs, each with its place on a list. What its state costs on a disk is not measured: it is
 * written once for 256 certificates.
 */
export async function makeIssuer({ port, certificate }: BenchSigner): Promise<Issuer> {
  const context = { store: makeListStore(), secret: random(SECRET_BYTES), now: () => NOW }
  await openList(context)
  const allocator = createAllocator(context)
  return createIssuer({
    profile: { country: COUNTRY, name: 'Ministry of Health of Examplia' },
    formats: [issueEuDcc],
    signer: port,
    certificate,
    nextToken: async () => {
      const [token] = await allocator.take(1)
      if (!token) throw new Error('no token was handed out')
      return token
    },
    random,
    crypto: nodeCrypto,
  })
}

/** A key on P-256, as a port that signs and as a program calls it itself. */
export function makeKey(): { readonly port: SignPort; readonly privateKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return { privateKey, port: readKeyFile(new TextEncoder().encode(String(pem))) }
}

function random(length: number): Bytes {
  return new Uint8Array(randomBytes(length))
}
