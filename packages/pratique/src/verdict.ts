/**
 * The verdict algebra: nine checks in, one of eight verdicts out (DESIGN §4). The first line that
 * holds decides.
 *
 * @module
 */

import type { CheckCode } from './codes.ts'
import type { Check, Checks, ExitCode, Verdict } from './outcome.ts'

/** What the checks come to. */
export interface Conclusion {
  readonly verdict: Verdict
  readonly exitCode: ExitCode
  /** The code of the check that decided; absent where nothing stood in the way. */
  readonly code?: CheckCode
  /** For a specimen: the verdict it would have had, and its exit code. */
  readonly as?: Exclude<Verdict, 'specimen'>
  readonly asExitCode?: Exclude<ExitCode, 31>
}

/** Codes of `format` that mean "some other code", not "a damaged one of ours". */
const NOT_OURS: ReadonlySet<CheckCode | undefined> = new Set([
  'format.prefix',
  'format.unsupported',
  'format.not-asked',
  'format.version',
])

/** Codes of `policy` that a newer list, or a better one, would clear up. */
const OLD_OR_WEAK: ReadonlySet<CheckCode | undefined> = new Set([
  'policy.outdated',
  'policy.evidence',
])

/**
 * Sums up nine checks in one verdict. Total: every combination of statuses has an answer, and none
 * with a required check missing or in doubt is `accepted` or `genuine`.
 *
 * @param isSpecimen whether the verified key is one of a test authority
 */
export function conclude(checks: Checks, isSpecimen: boolean): Conclusion {
  const beforeSpecimen = concludeSigner(checks)
  if (beforeSpecimen) return beforeSpecimen
  const conclusion = concludeCertificate(checks) ?? concludePolicy(checks)
  if (!isSpecimen || !isPassed(checks.signature)) return conclusion
  const { verdict, exitCode, code } = conclusion
  return {
    verdict: 'specimen',
    exitCode: 31,
    as: verdict,
    asExitCode: exitCode,
    ...(code && { code }),
  }
}

type Ordinary = Conclusion & {
  readonly verdict: Exclude<Verdict, 'specimen'>
  readonly exitCode: Exclude<ExitCode, 31>
}

/** Lines 1–5 of DESIGN §4: they hold before it is known whose key it is. */
function concludeSigner({ format, signer, signature, content }: Checks): Ordinary | undefined {
  if (isFailed(format)) {
    return NOT_OURS.has(format.code)
      ? decide('not-a-certificate', 30, format)
      : decide('not-genuine', 12, format)
  }
  // Not among DESIGN's lines: only a part of the certificate is here, so that a value is missing.
  if (!isPassed(format)) return decide('undecided', 22, format)
  // Nor this: nobody signed it, so that what was read tells what is missing, and no list does.
  const isUnsigned = signer.status === 'not-applicable' && signature.status === 'not-applicable'
  if (isUnsigned && isOpen(content)) return decide('undecided', 22, content)
  if (isFailed(signer)) return decide('not-genuine', 13, signer)
  if (isFailed(signature)) return decide('not-genuine', 12, signature)
  // No key: the signature was not even tried.
  if (!isPassed(signer) && !isPassed(signature)) return decide('undecided', 20, signer)
  return undefined
}

/** Lines 7–14: everything but the policy. */
function concludeCertificate(checks: Checks): Ordinary | undefined {
  const { signer, signature, validity, revocation, content, holder } = checks
  const keyUsage = checks['key-usage']
  if (isFailed(keyUsage)) return decide('not-genuine', 13, keyUsage)
  if (isFailed(revocation)) return decide('not-genuine', 14, revocation)
  if (isFailed(validity)) return decide('not-genuine', 15, validity)
  if (validity.code === 'validity.clock') return decide('undecided', 23, validity)
  if (!isPassed(signature)) return decide('undecided', 20, signature)
  if (!isPassed(signer)) return decide('undecided', 20, signer)
  if (!isPassed(keyUsage)) return decide('undecided', 20, keyUsage)
  if (revocation.status === 'indeterminate') return decide('undecided', 20, revocation)
  if (!isPassed(content)) return decide('undecided', 22, content)
  // Not among DESIGN's lines: a period that could not be judged is a missing value.
  if (!isPassed(validity)) return decide('undecided', 22, validity)
  if (isFailed(holder)) return decide('refused', 11, holder)
  // Nor this: whether it is one person could not be told.
  if (holder.status === 'indeterminate') return decide('undecided', 22, holder)
  return undefined
}

/** Lines 15 and 16. */
function concludePolicy({ policy }: Checks): Ordinary {
  if (isPassed(policy)) return decide('accepted', 0, policy)
  if (policy.status === 'not-applicable') return decide('genuine', 3, policy)
  if (policy.code === 'policy.unknown') return decide('undecided', 21, policy)
  // Not among DESIGN's lines: old rules, and too little evidence for them, are lists in doubt.
  if (OLD_OR_WEAK.has(policy.code)) return decide('undecided', 20, policy)
  if (!isFailed(policy)) return decide('undecided', 22, policy)
  if (policy.code === 'policy.more-needed') return decide('more-needed', 10, policy)
  return decide('refused', 11, policy)
}

function decide(
  verdict: Ordinary['verdict'],
  exitCode: Ordinary['exitCode'],
  { code }: Check,
): Ordinary {
  return code === undefined ? { verdict, exitCode } : { verdict, exitCode, code }
}

function isPassed(check: Check): boolean {
  return check.status === 'passed'
}

/** Whether it was looked at and did not pass. */
function isOpen({ status }: Check): boolean {
  return status === 'failed' || status === 'indeterminate'
}

function isFailed(check: Check): boolean {
  return check.status === 'failed'
}
