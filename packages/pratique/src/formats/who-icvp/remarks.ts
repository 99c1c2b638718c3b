/**
 * Remarks on a WHO digital ICVP. None of them changes a verdict.
 *
 * @module
 */

import type { Remark } from '../../outcome.ts'
import type { ProductCatalogue } from './catalogue.ts'
import type { IcvpClaims } from './claims.ts'
import type { IcvpPayload } from './payload.ts'
import { findProduct, viewDisease } from './product.ts'

/** Longer is no name of a person. */
const MAX_TEXT_LENGTH = 80

/** Lists the remarks on a certificate, its claims and its payload. */
export function remarkOnIcvp(
  claims: IcvpClaims,
  payload: IcvpPayload,
  catalogue: ProductCatalogue | undefined,
): Remark[] {
  const remarks: Remark[] = [...payload.remarks]
  if (claims.hasExtraClaims) remarks.push({ code: 'content.extra-claims' })
  if (claims.hasDevelopmentClaims) remarks.push({ code: 'content.development' })
  const product = findProduct(payload, catalogue)
  const disease = viewDisease(payload, product)
  if (claims.exp === undefined) {
    // For life with yellow fever alone (IHR Annex 7); the envelope has no way to say it.
    const isLifelong = disease.value === 'yellow-fever'
    remarks.push({ code: isLifelong ? 'content.lifetime' : 'content.no-end-date' })
  }
  const isNamed = product !== undefined || payload.dose.texts['tg'] !== undefined
  if (isNamed && disease.value === 'unknown') {
    remarks.push({ code: 'content.unknown-code', field: product ? 'vp' : 'tg' })
  }
  if (payload.name !== undefined && payload.name.length > MAX_TEXT_LENGTH) {
    remarks.push({ code: 'content.long-text', field: 'n' })
  }
  return remarks
}
