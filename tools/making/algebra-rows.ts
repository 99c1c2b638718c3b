/**
 * Vectors of the verdict algebra (DESIGN §4): each line once, and each line before the next.
 *
 * @module
 */

import type { CheckCode } from '../../packages/pratique/src/codes.ts'
import type { CheckName, Status } from '../../packages/pratique/src/outcome.ts'
import {
  type AlgebraRow,
  broken,
  type Expectation,
  genuine,
  notACertificate,
  notRecognised,
  outOfTime,
  revoked,
  specimen,
  undecided,
} from './rows.ts'

type Checks = AlgebraRow['checks']

const failed = (check: CheckName, code: CheckCode): Checks => ({
  [check]: { status: 'failed', code },
})
const inDoubt = (check: CheckName, code: CheckCode): Checks => ({
  [check]: { status: 'indeterminate', code },
})
const as = (check: CheckName, status: Status): Checks => ({ [check]: { status } })

const REFUSED: Expectation = { verdict: 'refused', exitCode: 11, code: 'policy.not-met' }
const MORE: Expectation = { verdict: 'more-needed', exitCode: 10, code: 'policy.more-needed' }
const MISMATCH: Expectation = { verdict: 'refused', exitCode: 11, code: 'holder.mismatch' }
const ACCEPTED: Expectation = { verdict: 'accepted', exitCode: 0 }
const NO_KEY: Checks = {
  ...failed('signer', 'signer.unknown'),
  ...inDoubt('signature', 'signature.no-key'),
}

/** The lines in their order: what makes each hold, and what it concludes. */
const LINES: readonly (readonly [string, Checks, Expectation])[] = [
  ['other-code', failed('format', 'format.prefix'), notACertificate('format.prefix')],
  ['recognised', failed('format', 'format.unsupported'), notACertificate('format.unsupported')],
  ['not-asked', failed('format', 'format.not-asked'), notACertificate('format.not-asked')],
  ['other-version', failed('format', 'format.version'), notACertificate('format.version')],
  ['damaged', failed('format', 'format.cbor'), broken('format.cbor')],
  [
    'part-missing',
    inDoubt('format', 'format.chunk-missing'),
    undecided(22, 'format.chunk-missing'),
  ],
  ['signer-unknown', NO_KEY, notRecognised('signer.unknown')],
  [
    'signer-in-doubt',
    { ...inDoubt('signer', 'signer.list-missing'), ...inDoubt('signature', 'signature.no-key') },
    undecided(20, 'signer.list-missing'),
  ],
  ['signature-invalid', failed('signature', 'signature.invalid'), broken('signature.invalid')],
  [
    'key-usage',
    failed('key-usage', 'key-usage.not-allowed'),
    notRecognised('key-usage.not-allowed'),
  ],
  ['revoked', failed('revocation', 'revocation.revoked'), revoked()],
  ['expired', failed('validity', 'validity.expired'), outOfTime('validity.expired')],
  ['clock', inDoubt('validity', 'validity.clock'), undecided(23, 'validity.clock')],
  ['evidence', inDoubt('signer', 'signer.evidence'), undecided(20, 'signer.evidence')],
  [
    'signature-in-doubt',
    inDoubt('signature', 'signature.unsupported-key'),
    undecided(20, 'signature.unsupported-key'),
  ],
  [
    'revocation-in-doubt',
    inDoubt('revocation', 'revocation.list-missing'),
    undecided(20, 'revocation.list-missing'),
  ],
  ['content', failed('content', 'content.structure'), undecided(22, 'content.structure')],
  ['holder', failed('holder', 'holder.mismatch'), MISMATCH],
  ['holder-unclear', inDoubt('holder', 'holder.unclear'), undecided(22, 'holder.unclear')],
  ['no-policy', {}, genuine()],
  ['policy-unknown', inDoubt('policy', 'policy.unknown'), undecided(21, 'policy.unknown')],
  ['policy-outdated', inDoubt('policy', 'policy.outdated'), undecided(20, 'policy.outdated')],
  ['policy-evidence', inDoubt('policy', 'policy.evidence'), undecided(20, 'policy.evidence')],
  [
    'policy-not-evaluable',
    inDoubt('policy', 'policy.not-evaluable'),
    undecided(22, 'policy.not-evaluable'),
  ],
  [
    'policy-value-missing',
    inDoubt('policy', 'policy.value-missing'),
    undecided(22, 'policy.value-missing'),
  ],
  ['policy-more-needed', failed('policy', 'policy.more-needed'), MORE],
  ['policy-not-met', failed('policy', 'policy.not-met'), REFUSED],
  ['policy-passed', as('policy', 'passed'), ACCEPTED],
]

/** Other codes of lines above that no verification produces yet. */
const ALONE: typeof LINES = [
  [
    'revocation-not-covered',
    inDoubt('revocation', 'revocation.not-covered'),
    undecided(20, 'revocation.not-covered'),
  ],
]

/** Lines that hold before it is known whose key it is. */
const BEFORE_SPECIMEN = 9

/** Lines about the policy: only one of them can hold. */
const POLICY_LINES = 9

/** Builds the rows. */
export function algebraRows(): readonly AlgebraRow[] {
  const alone = [...LINES, ...ALONE].map(([id, checks, expect]) => algebraRow(id, checks, expect))
  const before = LINES.slice(0, -POLICY_LINES).flatMap(([id, checks, expect], at) =>
    LINES.slice(at + 1)
      .filter(([, others]) => !Object.keys(others).some((name) => name in checks))
      .map(([other, others]) =>
        algebraRow(`${id}-before-${other}`, { ...others, ...checks }, expect),
      ),
  )
  const specimens = LINES.map(([id, checks, expect], at) => ({
    ...algebraRow(
      `${id}-of-a-specimen`,
      checks,
      at < BEFORE_SPECIMEN ? expect : ofSpecimen(expect),
    ),
    specimen: true as const,
  })).filter(({ checks }) => checks.signature === undefined || checks.signature.status === 'failed')
  return [...alone, ...before, ...specimens]
}

function ofSpecimen({ verdict, code }: Expectation): Expectation {
  return specimen(verdict, code)
}

function algebraRow(id: string, checks: Checks, expect: Expectation): AlgebraRow {
  return { id: `algebra/${id}`, checks, expect }
}
