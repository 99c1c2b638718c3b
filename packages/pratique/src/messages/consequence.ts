/**
 * What a code leads to: the verdict and exit code where its check is the first that does not pass.
 *
 * @module
 */

import type { CheckCode } from '../codes.ts'
import {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Checks,
  type ExitCode,
  notApplicable,
  passed,
  toChecks,
  type Verdict,
} from '../outcome.ts'
import { conclude } from '../verdict.ts'

/** What a check with a code comes to. */
export interface Consequence {
  readonly check: CheckName
  readonly status: 'failed' | 'indeterminate'
  readonly verdict: Verdict
  readonly exitCode: ExitCode
}

/** The status that each code comes with; `undefined`: it never decides a verdict. */
const STATUSES: Readonly<Record<CheckCode, Consequence['status'] | undefined>> = {
  'format.prefix': 'failed',
  'format.unsupported': 'failed',
  'format.not-asked': 'failed',
  'format.version': 'failed',
  'format.length': 'failed',
  'format.base45': 'failed',
  'format.base64url': 'failed',
  'format.base64': 'failed',
  'format.base32': 'failed',
  'format.numeric': 'failed',
  'format.chunks': 'failed',
  'format.chunk-missing': 'indeterminate',
  'format.zlib': 'failed',
  'format.deflate': 'failed',
  'format.zip': 'failed',
  'format.cbor': 'failed',
  'format.cose': 'failed',
  'format.jws': 'failed',
  'format.json': 'failed',
  'format.canonical': 'failed',
  'format.certificate': 'failed',
  'format.context': 'failed',
  'format.document': 'failed',
  'format.proof': 'failed',
  'format.link': 'failed',
  // Said of files behind a link, not of certificates.
  'format.jwe': undefined,
  'format.decrypt': undefined,
  'format.file': 'failed',
  'format.header': 'failed',
  'format.claims': 'failed',
  // Said of keys and lists that are read, not of certificates.
  'format.der': undefined,
  'format.key': undefined,
  'signer.unknown': 'failed',
  'signer.list-missing': 'indeterminate',
  'signer.list-stale': 'indeterminate',
  'signer.evidence': 'indeterminate',
  'signer.not-issued': 'failed',
  'signer.unsupported-authority': 'indeterminate',
  'signature.invalid': 'failed',
  'signature.algorithm': 'failed',
  // Always beside a code of `signer`, which decides.
  'signature.no-key': undefined,
  'signature.unsupported-key': 'indeterminate',
  'key-usage.not-allowed': 'failed',
  'key-usage.weak-key': 'failed',
  'key-usage.withdrawn': 'failed',
  'key-usage.country': 'failed',
  'key-usage.domain': 'failed',
  'validity.expired': 'failed',
  'validity.not-yet': 'failed',
  'validity.unreadable': 'failed',
  'validity.contradictory': 'failed',
  'validity.clock': 'indeterminate',
  'validity.key-expired': 'failed',
  'validity.key-not-yet': 'failed',
  'revocation.revoked': 'failed',
  'revocation.list-missing': 'indeterminate',
  'revocation.list-stale': 'indeterminate',
  'revocation.list-gap': 'indeterminate',
  'revocation.not-covered': 'indeterminate',
  'revocation.no-token': 'failed',
  'content.unsupported': 'failed',
  'content.structure': 'failed',
  'content.implausible': 'failed',
  'content.several-entries': 'failed',
  'content.no-fact': 'failed',
  'content.fhir': 'failed',
  'content.unsigned': 'indeterminate',
  'content.link': 'indeterminate',
  'content.holder-unsigned': 'failed',
  'content.ambiguous': 'failed',
  'content.not-in-catalogue': 'failed',
  'content.no-catalogue': 'indeterminate',
  'content.template-version': 'indeterminate',
  'holder.mismatch': 'failed',
  'holder.unclear': 'indeterminate',
  'policy.unknown': 'indeterminate',
  'policy.outdated': 'indeterminate',
  'policy.evidence': 'indeterminate',
  'policy.value-missing': 'indeterminate',
  'policy.not-evaluable': 'indeterminate',
  'policy.more-needed': 'failed',
  'policy.not-met': 'failed',
}

/**
 * Tells what a code leads to if every check before it passed. A specimen's exit code is 31 whatever
 * it would have been.
 *
 * @returns `undefined` for a code that decides no verdict
 */
export function consequenceOf(code: CheckCode): Consequence | undefined {
  const status = STATUSES[code]
  const check = CHECK_NAMES.find((name) => code.startsWith(`${name}.`))
  if (status === undefined || check === undefined) return undefined
  const { verdict, exitCode } = conclude(checksUpTo({ check, status, code }), false)
  return { check, status, verdict, exitCode }
}

/** All checks before `last` passed; none after it was reached. */
function checksUpTo(last: Check): Checks {
  const reached = CHECK_NAMES.indexOf(last.check)
  return toChecks((name) => {
    if (name === last.check) return last
    return CHECK_NAMES.indexOf(name) < reached ? passed(name) : notApplicable(name)
  })
}
