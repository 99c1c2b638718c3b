/**
 * The `holder` check: whether certificates are of one person, and of the one whose identity document lies
 * beside them.
 *
 * @module
 */

import type { HealthCertificate } from '../model/health-certificate.ts'
import type { HolderComparison } from '../model/mrz/compare-holder.ts'
import { type Check, failed, indeterminate, passed } from '../outcome.ts'
import { compareHolders } from './compare-holders.ts'
import type { VerifyContext } from './context.ts'
import type { Findings } from './findings.ts'

/** Compares the holder with the document, if there is one, and if somebody vouches for who the holder is. */
export function compareDocument(findings: Findings, { document }: VerifyContext): Findings {
  const { certificate, verified, checks } = findings
  if (!document || !certificate || !verified) return findings
  return { ...findings, checks: { ...checks, holder: toCheck(document(certificate.holder)) } }
}

/**
 * Checks that certificates are of one person: of the document's, or else each other's. Facts of different
 * holders are never combined; in doubt nothing is decided. All pairs count.
 *
 * @param ofDocument the checks against the document; none if there is none
 */
export function checkOneHolder(
  certificates: readonly HealthCertificate[],
  ofDocument: readonly Check[] = [],
): Check {
  const worst = (['failed', 'indeterminate', 'passed'] as const)
    .map((status) => ofDocument.find((check) => check.status === status))
    .find((check) => check !== undefined)
  if (worst?.status === 'failed' || worst?.status === 'passed') return worst
  let isSame = worst === undefined
  for (const [index, { holder }] of certificates.entries()) {
    for (const other of certificates.slice(index + 1)) {
      const answer = compareHolders(holder, other.holder)
      if (answer === 'different') return toCheck(answer)
      isSame &&= answer === 'same'
    }
  }
  return toCheck(isSame ? 'same' : 'unclear')
}

function toCheck(answer: HolderComparison): Check {
  switch (answer) {
    case 'same':
      return passed('holder')
    case 'different':
      return failed('holder', 'holder.mismatch')
    case 'unclear':
      return indeterminate('holder', 'holder.unclear')
  }
}
