/**
 * Remarks on a pass: what is odd and changes no verdict.
 *
 * @module
 */

import type { Remark } from '../../outcome.ts'
import type { PassClaims } from './claims.ts'
import type { PassPayload } from './payload.ts'

/** A NumericDate past this is in milliseconds: the year 5138. */
const MILLISECONDS_FROM = 1e11

/** Lists the remarks on a pass, its claims and its credential. */
export function remarkOnPass(
  { exp, hasExtraClaims }: PassClaims,
  { givenName, familyName, remarks: found }: PassPayload,
): readonly Remark[] {
  const remarks: Remark[] = [{ code: 'content.attestation' }, ...found]
  if (hasExtraClaims) remarks.push({ code: 'content.extra-claims' })
  if (exp > MILLISECONDS_FROM) remarks.push({ code: 'validity.milliseconds' })
  if (familyName === undefined) {
    remarks.push({ code: 'content.name-part-missing', field: FAMILY_NAME })
  } else {
    remarkOnName(familyName, FAMILY_NAME, remarks)
  }
  remarkOnName(givenName, GIVEN_NAME, remarks)
  return remarks
}

const GIVEN_NAME = 'vc.credentialSubject.givenName'
const FAMILY_NAME = 'vc.credentialSubject.familyName'

/** Macrons may be written in two ways (Unicode Standard Annex #15); one of them is usual. */
function remarkOnName(name: string, field: string, remarks: Remark[]): void {
  if (name.normalize('NFC') !== name) remarks.push({ code: 'content.not-normalised', field })
}
