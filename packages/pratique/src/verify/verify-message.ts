/**
 * The verification of one message, as one text (DESIGN §6): which checks are made, in which order,
 * and when it ends. No field of the payload is acted on before the signature holds.
 *
 * @module
 */

import { isCountry } from '../model/countries.ts'
import type { CertificateClaims } from '../model/format.ts'
import type { Remark } from '../outcome.ts'
import {
  type Check,
  type Checks,
  failed,
  indeterminate,
  notApplicable,
  passed,
} from '../outcome.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { Candidate, TrustStore } from '../trust/store.ts'
import { checkKeyUsage } from './check-key-usage.ts'
import { checkRevocation } from './check-revocation.ts'
import { checkSignature, type SignatureContext, type SignatureResult } from './check-signature.ts'
import { checkValidity, remarkOnPeriod } from './check-validity.ts'
import type { VerifyContext } from './context.ts'
import { type Findings, unread } from './findings.ts'
import type { OpenedMessage } from './open.ts'
import { andThen, type Soon } from './soon.ts'

/** What the checks of a message need, besides the message. */
export interface MessageContext extends SignatureContext {
  readonly trust: TrustStore
  readonly revocation: readonly RevocationList[]
  readonly policy: VerifyContext['policy']
}

/** Verifies a message whose form is right. */
export function verifyMessage(opened: OpenedMessage, context: MessageContext): Soon<Findings> {
  const { carrier, message, content } = opened
  const result = checkSignature(message, carrier.framework, content?.claims.issuer, context)
  return andThen(result, (found) => readSigned(opened, found, context))
}

function readSigned(
  { carrier, content, remarks }: OpenedMessage,
  { signer, signature, verified }: SignatureResult,
  context: MessageContext,
): Findings {
  const issuer = content?.claims.issuer ?? verified?.record.issuer
  const found: Findings = {
    checks: { ...unread(passed('format')), signer, signature },
    remarks,
    lists: context.trust.findLists(carrier.framework, issuer),
    ...(content && { format: content.format }),
  }
  if (!verified) return content ? { ...found, certificate: content.claims.view() } : found
  if (content) return readVerified(found, content.claims, verified, context)
  const checks: Checks = {
    ...found.checks,
    'key-usage': checkKeyUsage(verified.trusted),
    content: failed('content', 'content.unsupported'),
  }
  return { ...found, checks, verified }
}

/** The signature holds: now the payload may be read and acted on. */
function readVerified(
  found: Findings,
  claims: CertificateClaims,
  verified: Candidate,
  context: MessageContext,
): Findings {
  const { trusted } = verified
  const reading = claims.read()
  const { revocation, remarks, asOf } = checkRevocation(verified, claims, context.revocation)
  return {
    ...found,
    checks: {
      format: found.checks.format,
      signer: found.checks.signer,
      signature: found.checks.signature,
      'key-usage': checkKeyUsage(trusted, claims.usages),
      validity: checkValidity(claims, trusted, found.lists, context.now),
      revocation,
      content: reading.content,
      holder: notApplicable('holder'),
      policy: checkPolicy(context),
    },
    remarks: [
      ...found.remarks,
      ...reading.remarks,
      ...remarkOnSigner(verified, reading.certificate.issuer.stated?.value),
      ...remarkOnPeriod(claims, trusted),
      ...remarks,
    ],
    certificate: reading.certificate,
    verified,
    ...(asOf !== undefined && { revocationAsOf: asOf }),
  }
}

/** No rules known is not "accepted": until policies are read, every destination is unknown. */
function checkPolicy({ policy }: MessageContext): Check {
  return policy ? indeterminate('policy', 'policy.unknown') : notApplicable('policy')
}

/** What is odd about the key, and an issuer's name that is not its key's. The key's counts. */
function remarkOnSigner(
  { records, trusted }: Candidate,
  stated: string | undefined,
): readonly Remark[] {
  const isOther =
    stated !== undefined && isCountry(stated) && records.every(({ issuer }) => issuer !== stated)
  if (!isOther) return trusted.remarks
  return [...trusted.remarks, { code: 'content.signer-country-differs' }]
}
