/**
 * The decision about a signer: is a key that a signature holds under to be trusted for this, by whom
 * takes it (DESIGN §8).
 *
 * @module
 */

import { isWeakKey } from '../keys/public-key.ts'
import { isCountry } from '../model/countries.ts'
import type { CertificateClaims, SignerCertificate, Usage } from '../model/format.ts'
import { speaksFor } from '../model/territories.ts'
import { type Check, failed, indeterminate, passed } from '../outcome.ts'
import { hasEvidence, type TrustPolicy } from '../trust/policy.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { Candidate, TrustedKey } from '../trust/store.ts'
import { isInUse } from './check-missing.ts'

/** What the certificate is, as far as its key must be meant for it. */
export type Statement = Partial<Pick<CertificateClaims, 'country' | 'domains' | 'usages'>>

/** What the decision rests on besides the key. */
export interface DecisionContext {
  readonly policy: TrustPolicy
  /** The lists of the key's network. */
  readonly lists: readonly TrustList[]
  /** Seconds since the epoch. */
  readonly now: number
  /** Whose certificate the message brought, if it did. */
  readonly signer?: SignerCertificate
}

/** What was decided. The key's life in time is the `validity` check's, beside the certificate's own. */
export interface Decision {
  readonly signer: Check
  readonly 'key-usage': Check
  /** The key, with those of its records that speak for this certificate; all, if none does. */
  readonly candidate: Candidate
}

/**
 * Decides about a key. Pure: the same key, statement and context come to the same decision.
 *
 * Only records that speak for the certificate's country and for its domain count for anything: what one
 * list vouches for does not lend itself to what another one lists.
 */
export function decide(
  candidate: Candidate,
  statement: Statement,
  context: DecisionContext,
): Decision {
  const ofCountry = narrow(candidate, (record) => isOfCountry(record, statement, context.signer))
  const speaking = ofCountry && narrow(ofCountry, (record) => isOfDomain(record, statement))
  const best = speaking ?? ofCountry ?? candidate
  return {
    signer: checkSigner(best, context),
    'key-usage':
      refuseKey(candidate.trusted) ??
      (ofCountry ? undefined : failed('key-usage', 'key-usage.country')) ??
      (speaking ? undefined : failed('key-usage', 'key-usage.domain')) ??
      checkUsages(candidate.trusted, statement.usages),
    candidate: best,
  }
}

/** What of a candidate speaks for a certificate, if anything does. */
function narrow(
  { trusted, records, record: shown }: Candidate,
  speaks: (record: TrustRecord) => boolean,
): Candidate | undefined {
  const left = records.filter(speaks)
  const [first] = left
  if (!first) return undefined
  return { trusted, records: left, record: left.includes(shown) ? shown : first }
}

/** Organisations speak for no country. */
function isOfCountry(
  { issuer, evidence, environment }: TrustRecord,
  { country }: Statement,
  signer: SignerCertificate | undefined,
): boolean {
  if (country === undefined) return true
  if (signer) return issuer === country && signer.country === country
  if (isCountry(issuer)) return speaksFor(issuer, country)
  // The label of a file of one's own says no country; a participant of a network who is none has none.
  return evidence === 'local' || environment === 'test'
}

function isOfDomain({ domains }: TrustRecord, { domains: asked }: Statement): boolean {
  return !domains || !asked || asked.some((domain) => domains.includes(domain))
}

/** What makes a key no key, whatever it has signed. */
function refuseKey({ key, isWithdrawn }: TrustedKey): Check | undefined {
  if (isWithdrawn) return failed('key-usage', 'key-usage.withdrawn')
  return isWeakKey(key) ? failed('key-usage', 'key-usage.weak-key') : undefined
}

/** A key that may sign nothing signs nothing, whatever the certificate states. */
function checkUsages({ usages: allowed }: TrustedKey, usages: readonly Usage[] | undefined): Check {
  const isAllowed =
    !allowed || !usages || (allowed.length > 0 && usages.every((usage) => allowed.includes(usage)))
  return isAllowed ? passed('key-usage') : failed('key-usage', 'key-usage.not-allowed')
}

/** The key is known: is what we know of it good enough, and recent enough? */
function checkSigner(
  { record: { framework }, records }: Candidate,
  { policy, lists, now }: DecisionContext,
): Check {
  const vouching = records.filter((record) => hasEvidence(record, policy))
  if (vouching.length === 0) return indeterminate('signer', 'signer.evidence')
  // A key that stands on no list that is here was given by hand, and does not grow old.
  const isFresh = vouching.some(({ list: name, issuer }) => {
    const own = lists.filter(
      (list) =>
        list.name === name &&
        list.framework === framework &&
        (list.issuer === undefined || list.issuer === issuer),
    )
    // Of several of one name the key may stand on the oldest alone.
    return own.every((list) => isInUse(list, now))
  })
  return isFresh ? passed('signer') : indeterminate('signer', 'signer.list-stale')
}
