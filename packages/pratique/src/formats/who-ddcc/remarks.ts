/**
 * Remarks on a WHO DDCC. None of them changes a verdict.
 *
 * @module
 */

import type { RawCode } from '../../model/health-certificate.ts'
import type { Remark } from '../../outcome.ts'
import type { DdccClaims } from './claims.ts'
import type { DdccPayload } from './payload.ts'
import { DISEASES, TEST_CLASSES, TEST_RESULTS, type Words, wordOf } from './value-sets.ts'

/** Doses up to here are usual. */
const MAX_USUAL_DOSES = 9
/** Longer is no name of anything. */
const MAX_TEXT_LENGTH = 80

/** Members that hold a code with a closed list. Vaccines and devices have none. */
const CODED: Readonly<Record<string, Words<string>>> = {
  disease: DISEASES,
  pathogen: DISEASES,
  type: TEST_CLASSES,
  result: TEST_RESULTS,
}

/** Lists the remarks on a certificate, its claims and its payload. */
export function remarkOnDdcc(claims: DdccClaims, payload: DdccPayload): Remark[] {
  const remarks: Remark[] = [...payload.remarks]
  if (claims.hasExtraClaims) remarks.push({ code: 'content.extra-claims' })
  if (claims.hasDevelopmentClaims) remarks.push({ code: 'content.development' })
  // The signature has no end. A period that the certificate states is a fact, for entry rules.
  if (claims.exp === undefined) remarks.push({ code: 'content.no-end-date' })
  if (payload.name !== undefined && payload.name.length > MAX_TEXT_LENGTH) {
    remarks.push({ code: 'content.long-text', field: 'name' })
  }
  remarkOnCodes(payload.entry.codes, remarks)
  remarkOnDoses(payload.entry.counts, remarks)
  return remarks
}

function remarkOnCodes(
  codes: Readonly<Record<string, readonly RawCode[]>>,
  remarks: Remark[],
): void {
  for (const [name, words] of Object.entries(CODED)) {
    const stated = codes[name]
    if (stated && wordOf(stated, words) === 'unknown') {
      remarks.push({ code: 'content.unknown-code', field: name })
    }
  }
}

function remarkOnDoses({ dose, totalDoses }: Readonly<Record<string, number>>, remarks: Remark[]) {
  if (dose === undefined) return
  if (totalDoses !== undefined && dose > totalDoses) {
    remarks.push({ code: 'content.dose-beyond-series', field: 'dose' })
  }
  if (dose < 1 || dose > MAX_USUAL_DOSES) {
    remarks.push({ code: 'content.dose-count', field: 'dose' })
  }
}
