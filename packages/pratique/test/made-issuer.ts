/**
 * A made-up issuer for tests: keys, their certificates, and the authority of Utopia that issued them.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Bytes } from '../src/bytes/bytes.ts'
import { issueEuDcc } from '../src/formats/eu-dcc/write.ts'
import { issueSmartHealthCard } from '../src/formats/smart-health-card/write.ts'
import { issueVdsNc } from '../src/formats/vds-nc/write.ts'
import { type ProductCatalogue, parseProductCatalogue } from '../src/formats/who-icvp/catalogue.ts'
import { issueWhoIcvp } from '../src/formats/who-icvp/write.ts'
import { createIssuer, type Issuer, type IssuerOptions } from '../src/issue/issuer.ts'
import { createOwnTrust } from '../src/issue/own-trust.ts'
import type { SignPort } from '../src/keys/sign-port.ts'
import type { Format } from '../src/model/format.ts'
import type { FormatId } from '../src/model/health-certificate.ts'
import type { IssuingFormat } from '../src/model/issuing.ts'
import type { RevocationToken } from '../src/model/revocation-token.ts'
import type { TrustStore } from '../src/trust/store.ts'
import { testCrypto } from './made-messages.ts'
import {
  COMMON_NAME,
  COUNTRY,
  type KeyPair,
  makeCertificate,
  makeKeys,
} from './make-certificate.ts'
import { makeAuthority, makeSealSigner } from './make-seal.ts'
import { toSigner } from './make-signer.ts'

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

/** Tokens in order: what gives them out in earnest is tested where it stands. */
export function countTokens(list = 7): () => RevocationToken {
  let index = 0
  return () => ({ list, index: index++, suffix: new Uint8Array(randomBytes(8)) })
}

/** An issuer, with what others need to verify what it issues. */
export interface IssuerKit {
  readonly issuer: Issuer
  readonly keys: KeyPair
  /** DER of the signer's certificate. */
  readonly certificate: Bytes
  /** The format as the issuer reads it. */
  readonly format: Format
  readonly trust: TrustStore
}

/** `wrapSigner`: puts something before the signer, such as a count. */
export interface KitOptions extends Partial<IssuerOptions> {
  wrapSigner?(signer: SignPort): SignPort
}

/** Makes an issuer of one format, whose keys live from 2021 to 2031. */
export async function makeIssuer(
  format: FormatId,
  options: Partial<IssuerOptions> = {},
): Promise<Issuer> {
  return (await makeIssuerKit(format, options)).issuer
}

/** Makes an issuer as {@link makeIssuer} does, and hands out its keys. */
export async function makeIssuerKit(
  format: FormatId,
  { wrapSigner = (signer) => signer, ...options }: KitOptions = {},
): Promise<IssuerKit> {
  const { keys, certificate } = format === 'vds-nc' ? makeSealKeys() : makeUsualKeys()
  const formats = FORMATS.filter((each) => each.format.id === format)
  const signer = wrapSigner(toSigner(keys))
  const issuer = await createIssuer({
    profile: PROFILE,
    formats,
    signer,
    certificate,
    nextToken: countTokens(),
    random: (length: number): Bytes => new Uint8Array(randomBytes(length)),
    crypto: testCrypto,
    ...options,
  })
  const [own] = formats
  if (!own) throw new Error(`${format} is not issued`)
  const { trust } = await createOwnTrust({ key: signer.key, certificate }, PROFILE, testCrypto)
  return { issuer, keys, certificate, format: own.format, trust }
}

const FORMATS: readonly IssuingFormat[] = [
  issueEuDcc,
  issueWhoIcvp({ catalogue: CATALOGUE }),
  issueSmartHealthCard,
  issueVdsNc,
]

function makeSealKeys() {
  const { keys, der } = makeSealSigner(makeAuthority())
  return { keys, certificate: der }
}

function makeUsualKeys() {
  const keys = makeKeys()
  const subject = [
    [COUNTRY, 'UT'],
    [COMMON_NAME, 'Utopia DSC'],
  ] as const
  return { keys, certificate: makeCertificate({ keys, subject }) }
}
