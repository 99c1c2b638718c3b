/**
 * A made-up issuer for tests: keys, their certificates, and the authority of Utopia that issued them.
 *
 * @module
 */

import { randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Bytes } from '../src/bytes/bytes.ts'
import { issueEuDcc } from '../src/formats/eu-dcc/write.ts'
import { issueSmartHealthCard } from '../src/formats/smart-health-card/write.ts'
import { issueVdsNc } from '../src/formats/vds-nc/write.ts'
import { type ProductCatalogue, parseProductCatalogue } from '../src/formats/who-icvp/catalogue.ts'
import { issueWhoIcvp } from '../src/formats/who-icvp/write.ts'
import { createIssuer, type Issuer, type IssuerOptions } from '../src/issue/issuer.ts'
import type { SignPort } from '../src/keys/sign-port.ts'
import { readSpki } from '../src/keys/spki.ts'
import type { FormatId } from '../src/model/health-certificate.ts'
import type { RevocationToken } from '../src/model/revocation-token.ts'
import { testCrypto } from './made-messages.ts'
import {
  COMMON_NAME,
  COUNTRY,
  type KeyPair,
  makeCertificate,
  makeKeys,
  spkiOf,
} from './make-certificate.ts'
import { makeAuthority, makeSealSigner } from './make-seal.ts'

/** Of `vectors/who-icvp/catalogue.json`: no such products exist. */
export const CATALOGUE: ProductCatalogue = parseProductCatalogue(
  JSON.parse(
    readFileSync(new URL('../../../vectors/who-icvp/catalogue.json', import.meta.url), 'utf8'),
  ),
)

/** The formats that certificates can be issued in. */
export const ISSUED_FORMATS: readonly FormatId[] = [
  'eu-dcc',
  'who-icvp',
  'smart-health-card',
  'vds-nc',
]

export const PROFILE = {
  country: 'UT',
  name: 'Ministry of Health of Utopia',
  url: 'https://utopia.pratique.example',
} as const

/** Signs with a key, as node:crypto does. */
export function makeSigner(keys: KeyPair): SignPort {
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' as const }
  return {
    key: readSpki(spkiOf(keys)),
    algorithm: 'ES256',
    sign: (data) => new Uint8Array(sign('sha256', data, key)),
  }
}

/** Tokens in order: what gives them out in earnest is tested where it stands. */
export function countTokens(list = 7): () => RevocationToken {
  let index = 0
  return () => ({ list, index: index++, suffix: new Uint8Array(randomBytes(8)) })
}

/** Makes an issuer of one format, whose keys live from 2021 to 2031. */
export function makeIssuer(
  format: FormatId,
  options: Partial<IssuerOptions> = {},
): Promise<Issuer> {
  const common = {
    profile: PROFILE,
    nextToken: countTokens(),
    random: (length: number): Bytes => new Uint8Array(randomBytes(length)),
    crypto: testCrypto,
  }
  if (format === 'vds-nc') {
    const authority = makeAuthority()
    const { keys, der } = makeSealSigner(authority)
    return createIssuer({
      ...common,
      formats: [issueVdsNc],
      signer: makeSigner(keys),
      certificate: der,
      ...options,
    })
  }
  const keys = makeKeys()
  const certificate = makeCertificate({
    keys,
    subject: [
      [COUNTRY, 'UT'],
      [COMMON_NAME, 'Utopia DSC'],
    ],
  })
  const formats = [issueEuDcc, issueWhoIcvp({ catalogue: CATALOGUE }), issueSmartHealthCard]
  return createIssuer({
    ...common,
    formats: formats.filter((each) => each.format.id === format),
    signer: makeSigner(keys),
    certificate,
    ...options,
  })
}
