/**
 * Looking a certificate up in the lists of its issuer.
 *
 * @module
 */

import { encodeBase64 } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type {
  CertificateClaims,
  RevocationIdKind,
  SignedMessage,
  SignerCertificate,
} from '../model/format.ts'
import type { RevocationList } from '../revocation/list.ts'
import { allOf, andThen, type Soon } from './soon.ts'

/** What is looked up. */
export interface Revocable {
  readonly claims: Pick<CertificateClaims, 'issuedAt' | 'notBefore' | 'expiresAt' | 'revocationIds'>
  readonly message: SignedMessage
  /** Whose certificate the message brought: its authority lists signers, not certificates. */
  readonly signer?: SignerCertificate
}

/** What came of it. */
export interface LookedUp {
  /** Whether there was anything to look up: a certificate without identifier cannot be listed. */
  readonly hasId: boolean
  /** The lists that it is on. */
  readonly listing: readonly RevocationList[]
}

/** Hashes on lists are the first 128 bits (dgc-gateway, BatchEntryDto). */
const HASH_BYTES = 16

const KINDS: readonly RevocationIdKind[] = ['identifier', 'uci', 'country-uci', 'signature']

/** Looks up in every list. What is hashed is hashed once, and only for a list that asks for it. */
export function lookUpRevocation(
  revocable: Revocable,
  lists: readonly RevocationList[],
  crypto: CryptoPort,
): Soon<LookedUp> {
  const { issuedAt = 0 } = revocable.claims
  const kinds = [...new Set(lists.map(kindOf))]
  const ids = kinds.map((kind) =>
    allOf(idsOf(revocable, kind).map((id) => (typeof id === 'string' ? id : hash(id, crypto)))),
  )
  return andThen(allOf(ids), (found) => ({
    hasId: found.some(({ length }) => length > 0),
    listing: lists.filter((list) =>
      found[kinds.indexOf(kindOf(list))]?.some((id) => list.isRevoked(id, issuedAt)),
    ),
  }))
}

/** Its tokens: one, unless it is several certificates in one. */
export function findTokens({ claims, message }: Revocable): readonly string[] {
  const ids = claims.revocationIds?.('token', message) ?? []
  return ids.filter((id) => typeof id === 'string')
}

/** Whether there is anything that a list of another kind could name it by. */
export function hasRevocationId(revocable: Revocable): boolean {
  return KINDS.some((kind) => idsOf(revocable, kind).length > 0)
}

function kindOf({ names = 'identifier' }: RevocationList): RevocationIdKind {
  return names
}

function idsOf(
  { claims, message, signer }: Revocable,
  kind: RevocationIdKind,
): readonly (string | Bytes)[] {
  if (signer) return kind === 'identifier' ? [signer.serialNumber] : []
  return claims.revocationIds?.(kind, message) ?? []
}

function hash(bytes: Bytes, crypto: CryptoPort): Soon<string> {
  return andThen(crypto.sha256(bytes), (digest) => encodeBase64(digest.subarray(0, HASH_BYTES)))
}
