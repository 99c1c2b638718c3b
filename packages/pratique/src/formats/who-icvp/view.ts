/**
 * The common model's view of a WHO digital ICVP.
 *
 * @module
 */

import { viewCwtTimes } from '../../cose/hcert-claims.ts'
import { stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  HealthCertificate,
  Holder,
  RawCode,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { CatalogueProduct, ProductCatalogue } from './catalogue.ts'
import type { IcvpClaims } from './claims.ts'
import type { IcvpPayload } from './payload.ts'
import { findProduct, viewDisease } from './product.ts'
import { isDocumentType } from './schema.ts'
import { isCatalogueId } from './value-sets.ts'

/** Shows a payload in the common model. Total: what could not be read is absent. */
export function viewIcvp(
  claims: IcvpClaims,
  payload: IcvpPayload,
  catalogue: ProductCatalogue | undefined,
): HealthCertificate {
  const { iss, cti } = claims
  return {
    holder: viewHolder(payload),
    facts: payload.generation ? [viewDose(payload, findProduct(payload, catalogue))] : [],
    identifiers: cti === undefined ? [] : [{ scheme: 'cti', value: cti }],
    issuer: iss === undefined ? {} : { stated: stated(iss) },
    validity: viewCwtTimes(claims),
  }
}

/** Sex, nationality and guardian are not shown: no rule asks for them. */
function viewHolder({ name, birth, number, numberType }: IcvpPayload): Holder {
  const isDocument = number !== undefined && isDocumentType(numberType)
  return {
    name: name === undefined ? {} : { full: stated(name) },
    ...(birth && { birthDate: statedDate(birth) }),
    ...(isDocument && { documentNumber: stated(number) }),
  }
}

function viewDose(payload: IcvpPayload, product: CatalogueProduct | undefined): Vaccination {
  const { texts, date, validFrom, validUntil, doseNumber } = payload.dose
  const fact: Mutable<Vaccination> = {
    kind: 'vaccination',
    disease: viewDisease(payload, product),
    status: { value: 'completed', source: 'derived' },
  }
  if (date) fact.date = statedDate(date)
  setProduct(fact, payload, product)
  if (doseNumber !== undefined) fact.doseNumber = stated(doseNumber)
  if (texts['bo'] !== undefined) fact.lot = stated(texts['bo'])
  if (validFrom) fact.validFrom = statedDate(validFrom)
  if (validUntil) fact.validUntil = statedDate(validUntil)
  if (texts['is'] !== undefined) fact.statedBy = stated(texts['is'])
  return fact
}

/** `vp` is a product of the catalogue; in pilots it may be a kind of vaccine, with the product in `mp`. */
function setProduct(
  fact: Mutable<Vaccination>,
  { generation, dose: { texts } }: IcvpPayload,
  product: CatalogueProduct | undefined,
): void {
  const { vp, mp, ma, mid } = texts
  const isKind = generation === 'G0' && !product && vp !== undefined && !isCatalogueId(vp)
  if (isKind) {
    fact.vaccineType = raw({ code: vp }, 'stated')
    if (mp !== undefined) fact.product = raw({ code: mp }, 'stated')
  } else if (vp !== undefined) {
    const name = product?.name
    fact.product = raw({ code: vp, ...(name !== undefined && { display: name }) }, 'stated')
  }
  const maker = mid ?? ma
  if (maker !== undefined) {
    const display = mid === undefined ? undefined : ma
    fact.manufacturer = raw({ code: maker, ...(display !== undefined && { display }) }, 'stated')
  } else if (product?.manufacturer !== undefined) {
    fact.manufacturer = raw({ code: product.manufacturer }, 'derived')
  }
}

/** A code that the model keeps as it stands. */
function raw(code: RawCode, source: CodedField<never>['source']): CodedField<never> {
  return { value: 'unknown', source, codes: [code] }
}
