/**
 * The verification of one message, as one text (DESIGN §6): which checks are made, in which order,
 * and when it ends. No field of the payload is acted on before the signature holds.
 *
 * @module
 */

import { isCountry } from '../model/countries.ts'
import type { CertificateClaims } from '../model/format.ts'
import { speaksFor } from '../model/territories.ts'
import {
  type Checks,
  failed,
  indeterminate,
  notApplicable,
  passed,
  type Remark,
} from '../outcome.ts'
import type { TrustPolicy } from '../trust/policy.ts'
import type { TrustList } from '../trust/record.ts'
import type { Candidate, TrustStore } from '../trust/store.ts'
import { checkRevocation, type RevocationResult } from './check-revocation.ts'
import {
  checkSignature,
  type SignatureContext,
  type SignatureResult,
  type SignedOpened,
} from './check-signature.ts'
import { checkValidity, remarkOnPeriod } from './check-validity.ts'
import { type Decision, decide } from './decide.ts'
import { type Findings, unread } from './findings.ts'
import type { OpenedMessage } from './open.ts'
import { remarkOnLink } from './remark-on-link.ts'
import type { RevocationIndex } from './revocation-index.ts'
import { andThen, type Soon } from './soon.ts'
import type { MaxListAges } from './standing.ts'

/** What the checks of a message need, besides the message. */
export interface MessageContext extends SignatureContext {
  readonly trust: TrustStore
  readonly revocation: RevocationIndex
  readonly maxAgeSeconds: MaxListAges
  readonly trustPolicy: TrustPolicy
  readonly isSimulated: boolean
}

/** Verifies a message whose form is right. */
export function verifyMessage(opened: OpenedMessage, context: MessageContext): Soon<Findings> {
  if (!isSigned(opened)) return readUnsigned(opened, context)
  return andThen(checkSignature(opened, context), (found) => readSigned(opened, found, context))
}

function isSigned(opened: OpenedMessage): opened is SignedOpened {
  return opened.message.signature !== undefined
}

/** Nobody signed it, so that whatever it states is never more than unverified. */
function readUnsigned({ remarks, content }: OpenedMessage, context: MessageContext): Findings {
  const reading = content?.claims.read()
  const unsigned = indeterminate('content', 'content.unsigned')
  const stated = reading?.content ?? unsigned
  return {
    checks: {
      ...unread(passed('format')),
      content: stated.status === 'passed' ? unsigned : stated,
    },
    remarks: [
      ...remarks,
      ...(reading?.remarks ?? []),
      ...(reading ? remarkOnLink(reading.certificate, context.now) : []),
    ],
    lists: [],
    ...(content && { format: content.format }),
    ...(reading && { certificate: reading.certificate }),
  }
}

function readSigned(
  opened: SignedOpened,
  result: SignatureResult,
  context: MessageContext,
): Soon<Findings> {
  const { carrier, content, remarks, message } = opened
  const own = result.kind === 'verified' ? result.verified.record.issuer : undefined
  const lists = context.trust.findLists(carrier.framework, content?.claims.issuer ?? own)
  const found: Findings = {
    checks: { ...unread(passed('format')), signature: result.signature },
    remarks,
    lists,
    ...(content && { format: content.format }),
  }
  if (result.kind === 'unverified') {
    const checks = { ...found.checks, signer: result.signer }
    return { ...found, checks, ...(content && { certificate: content.claims.view() }) }
  }
  const { trustPolicy: policy, now } = context
  const signer = opened.signer && { signer: opened.signer }
  const decided = { policy, lists, now, ...signer }
  const decision = decide(result.verified, content?.claims ?? {}, decided)
  if (content) {
    const { claims } = content
    // In the lists of every record of the key, whoever vouches for it.
    return andThen(
      checkRevocation(result.verified, { claims, message, ...signer }, context),
      (revoked) => readVerified(found, claims, decision, revoked, context),
    )
  }
  const checks: Checks = {
    ...found.checks,
    signer: decision.signer,
    'key-usage': decision['key-usage'],
    content: failed('content', 'content.unsupported'),
  }
  return { ...found, checks, verified: decision.candidate }
}

/** The signature holds: now the payload may be read and acted on. */
function readVerified(
  found: Findings,
  claims: CertificateClaims,
  { signer, 'key-usage': keyUsage, candidate: verified }: Decision,
  { revocation, remarks, asOf }: RevocationResult,
  context: MessageContext,
): Findings {
  const { trusted } = verified
  const reading = claims.read()
  return {
    ...found,
    checks: {
      format: found.checks.format,
      signer,
      signature: found.checks.signature,
      'key-usage': keyUsage,
      validity: checkValidity(
        claims,
        trusted,
        toWitnesses(found.lists, verified, context),
        context.now,
      ),
      revocation,
      content: reading.content,
      holder: notApplicable('holder'),
      policy: notApplicable('policy'),
    },
    remarks: [
      ...found.remarks,
      ...reading.remarks,
      ...remarkOnLink(reading.certificate, context.now),
      ...remarkOnSigner(verified, reading.certificate.issuer.stated?.value),
      ...remarkOnPeriod(claims, trusted),
      ...remarks,
    ],
    certificate: reading.certificate,
    verified,
    ...(asOf !== undefined && { revocationAsOf: asOf }),
  }
}

/**
 * The lists whose dates show that a clock is wrong: all of the network's. Who simulates a time means
 * another one than today's, so that only the lists which the key stands on speak against it.
 */
function toWitnesses(
  lists: readonly TrustList[],
  { records }: Candidate,
  { isSimulated }: MessageContext,
): readonly TrustList[] {
  if (!isSimulated) return lists
  return lists.filter(({ name }) => records.some(({ list }) => list === name))
}

/** What is odd about the key, and an issuer's name that is not its key's. The key's counts. */
function remarkOnSigner(
  { records, trusted }: Candidate,
  stated: string | undefined,
): readonly Remark[] {
  const isOther =
    stated !== undefined &&
    isCountry(stated) &&
    records.every(({ issuer }) => !speaksFor(issuer, stated))
  if (!isOther) return trusted.remarks
  return [...trusted.remarks, { code: 'content.signer-country-differs' }]
}
