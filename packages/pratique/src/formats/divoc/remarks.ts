/**
 * Remarks on a DIVOC certificate. None of them changes a verdict.
 *
 * @module
 */

import type { Remark } from '../../outcome.ts'
import type { DivocPayload } from './payload.ts'
import { isKnownMaker, isKnownVaccine } from './value-sets.ts'

/** More are slips or jokes. */
const MAX_USUAL_DOSES = 9
const MAX_TEXT_LENGTH = 80

/** Lists the remarks on a certificate: those found while reading, and those on the whole. */
export function remarkOnDivoc(payload: DivocPayload): Remark[] {
  const { name = '', named, dose, totalDoses = 0 } = payload
  const remarks: Remark[] = [...payload.remarks]
  if (name.length > MAX_TEXT_LENGTH) {
    remarks.push({ code: 'content.long-text', field: 'credentialSubject.name' })
  }
  const { vaccine, manufacturer } = named
  // A brand may stand for the vaccine.
  if (vaccine !== undefined && !isKnownVaccine(vaccine) && !isKnownMaker(vaccine)) {
    remarks.push({ code: 'content.unknown-code', field: 'evidence[0].vaccine' })
  }
  if (manufacturer !== undefined && !isKnownMaker(manufacturer)) {
    remarks.push({ code: 'content.unknown-code', field: 'evidence[0].manufacturer' })
  }
  if (dose !== undefined && (dose < 1 || totalDoses > MAX_USUAL_DOSES)) {
    remarks.push({ code: 'content.dose-count', field: 'evidence[0].dose' })
  }
  return remarks
}
