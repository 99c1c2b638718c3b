/**
 * What becomes of one key of a verified list of the GDHCN: a record, or words that say why not.
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { toNamedCurve } from '../../keys/explicit-curve.ts'
import { toCountry } from '../../model/country-codes.ts'
import { DOMAINS, type Domain } from '../../model/format.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { namesIssuer } from '../../x509/chain.ts'
import { toDocumentSigner } from '../document-signer.ts'
import type { Environment, Evidence, TrustRecord } from '../record.ts'
import { type Issuance, isOfCountry, toAuthorityKeyId } from './authority.ts'
import type { GdhcnEntry } from './document.ts'
import type { GdhcnKey } from './key.ts'
import type { NetworkNames } from './networks.ts'
import type { GdhcnWarningName } from './warnings.ts'

/** What all keys of a list have in common. */
export interface ListFacts {
  readonly names: NetworkNames
  /** What the list's own signature makes of a key. */
  readonly listed: Extract<Evidence, 'listed' | 'unauthenticated'>
  /** Of what is not made up. */
  readonly environment: Environment
}

/** What one key comes to. */
export interface Fate {
  readonly record?: TrustRecord
  readonly reason: string
  readonly warnings: readonly GdhcnWarningName[]
}

/** Kosovo begins with X, as codes that no state has do. */
const KOSOVO = 'XK'

/** Codes that test systems use for a country (ICAO's Utopia). */
const UTOPIA = 'UT'

/**
 * Decides about one key.
 *
 * @param issuance of a document signer, who signed it; of an authority, itself
 */
export function toFate(key: GdhcnKey, issuance: Issuance, facts: ListFacts): Fate {
  const { entry, certificate, fingerprint, fault } = key
  if (!certificate) return { reason: fault ?? 'has no certificate', warnings: [] }
  const environment = toEnvironment(entry, facts)
  const refusal = refuseEntry(entry, environment)
  if (refusal !== undefined) return { reason: refusal, warnings: [] }
  const facet = { entry, certificate, fingerprint, issuance, environment, facts }
  const fate = entry.usage === 'SCA' ? toAuthority(facet) : toSigner(facet)
  const isForeign = environment !== 'test' && !isOfCountry(certificate, entry.participant)
  return isForeign ? { ...fate, warnings: ['country-mismatch', ...fate.warnings] } : fate
}

/** What a record is made of. */
interface Facet {
  readonly entry: GdhcnEntry
  readonly certificate: Certificate
  readonly fingerprint: string
  readonly issuance: Issuance
  readonly environment: Environment
  readonly facts: ListFacts
}

/** Keys of test networks are specimens, and so are those of made-up participants on any. */
function toEnvironment(
  { participant }: GdhcnEntry,
  { names, environment }: ListFacts,
): Environment {
  const country = toCountry(participant)
  const isMadeUp = country === UTOPIA || (participant.startsWith('X') && country !== KOSOVO)
  return names.network !== 'prod' || isMadeUp ? 'test' : environment
}

/** Why no record is made of an entry, whatever its certificate is. */
function refuseEntry({ usage, domain }: GdhcnEntry, environment: Environment): string | undefined {
  if (usage === 'DECA' || usage === 'DESC') {
    return `is for exchanging data between participants (${usage}) and signs no health certificates`
  }
  if (usage !== 'DSC' && usage !== 'SCA') return 'is for a use that is not known'
  // A specimen stays known as one, whatever it was made for.
  if (environment === 'test' || toDomain(domain) !== undefined) return undefined
  return `is for the domain ${domain}, which is not known`
}

function toAuthority(facet: Facet): Fate {
  const { entry, certificate, fingerprint, issuance, environment, facts } = facet
  const { isSigned = false, isAnchored = false } = issuance.authority ?? {}
  const { usages: _, ...record } = toDocumentSigner(certificate, {
    keyId: toAuthorityKeyId({ certificate, fingerprint }),
    issuer: toIssuer(entry),
    environment,
    evidence: isAnchored ? 'anchored' : facts.listed,
    list: facts.names.list,
  })
  return {
    // It signs certificates of keys, and no message.
    record: {
      ...record,
      role: 'authority',
      ...toDomains(entry),
      key: toNamedCurve(certificate.publicKey),
      algorithms: [],
      remarks: [],
    },
    reason: `is ${toWords(isSigned, isAnchored)}`,
    warnings: [
      ...(isSigned ? [] : (['authority-not-anchored'] as const)),
      ...(certificate.isCa ? [] : (['authority-is-no-ca'] as const)),
    ],
  }
}

function toSigner(facet: Facet): Fate {
  const { entry, certificate, issuance, environment, facts } = facet
  const { authority, isWeak } = issuance
  if (!authority) return toUnchained(facet)
  const { notAfter } = authority.certificate
  const record = toDocumentSigner(certificate, {
    keyId: toKeyId(entry),
    issuer: toIssuer(entry),
    environment,
    evidence: isWeak ? 'unauthenticated' : authority.isAnchored ? 'anchored' : facts.listed,
    list: facts.names.list,
  })
  const words = toWords(authority.isSigned, authority.isAnchored)
  return {
    // By the shell model a signer is good as long as its authority is (reference trust.md §1.1).
    record: {
      ...record,
      ...toDomains(entry),
      parent: toAuthorityKeyId(authority),
      notAfter: Math.min(certificate.notAfter, notAfter),
    },
    reason: `is signed by ${words}${isWeak ? ', with SHA-1, which proves nothing' : ''}`,
    warnings: [
      ...(isWeak ? (['sha1-signature'] as const) : []),
      ...(certificate.notAfter > notAfter ? (['outlives-authority'] as const) : []),
      ...(namesIssuer(certificate, authority.certificate) ? [] : (['name-mismatch'] as const)),
    ],
  }
}

/**
 * Without an authority a key is nobody's. A specimen stays one all the same, and where the signature
 * cannot be checked nothing is known of the key, which is not the same as a signature that is wrong.
 */
function toUnchained({ entry, certificate, issuance, environment, facts }: Facet): Fate {
  const { isUnchecked } = issuance
  const warnings = [isUnchecked ? 'signature-unchecked' : 'not-chained'] as const
  const reason = isUnchecked
    ? 'is signed in a way that cannot be checked, so that its authority is not known'
    : 'is signed by no authority that the list has for its participant'
  if (!isUnchecked && environment !== 'test') return { reason, warnings }
  const record = toDocumentSigner(certificate, {
    keyId: toKeyId(entry),
    issuer: toIssuer(entry),
    environment,
    evidence: 'unauthenticated',
    list: facts.names.list,
  })
  return { record, reason, warnings }
}

/** None where the domain is not known, as only a specimen's may be. */
function toDomains({ domain }: GdhcnEntry): Pick<TrustRecord, 'domains'> {
  const known = toDomain(domain)
  return known ? { domains: [known] } : {}
}

function toDomain(domain: string): Domain | undefined {
  return DOMAINS.find((each) => each === domain)
}

function toWords(isSigned: boolean, isAnchored: boolean): string {
  if (!isSigned) return 'an authority that the list alone names'
  const words = 'an authority that the trust anchor has signed'
  return isAnchored ? words : `${words}, and that names another country`
}

/** Two letters; of made-up participants and of organisations the code as it is. */
function toIssuer({ participant }: GdhcnEntry): string {
  return toCountry(participant) ?? participant
}

/** The kid, which was compared with the certificate, as hex. */
function toKeyId({ kid }: GdhcnEntry): string {
  return encodeHex(decodeBase64(kid))
}
