/**
 * The product of an ICVP, looked up in a catalogue, and what follows for its disease.
 *
 * @module
 */

import type { CodedField, Disease, RawCode } from '../../model/health-certificate.ts'
import { type Check, failed, indeterminate, passed } from '../../outcome.ts'
import type { CatalogueProduct, ProductCatalogue } from './catalogue.ts'
import type { IcvpPayload } from './payload.ts'
import { SHAPES } from './schema.ts'
import { diseaseOf, isCatalogueId } from './value-sets.ts'

/** Finds the product in the catalogue, if there is one. */
export function findProduct(
  { dose: { texts } }: IcvpPayload,
  catalogue: ProductCatalogue | undefined,
): CatalogueProduct | undefined {
  return catalogue?.get(texts['vp'] ?? '')
}

/**
 * Checks the product. Only products of the catalogue count (ICVP REQ-CC-06), and without one the disease
 * is unknown, so that nothing can be said. A pilot that names its disease, and a product that no
 * catalogue would name so, counts by itself.
 */
export function checkProduct(payload: IcvpPayload, catalogue: ProductCatalogue | undefined): Check {
  const { generation, dose } = payload
  const id = dose.texts['vp'] ?? ''
  const needsCatalogue = generation === undefined || SHAPES[generation].needsCatalogue
  if (catalogue === undefined) {
    return needsCatalogue || isCatalogueId(id)
      ? indeterminate('content', 'content.no-catalogue')
      : passed('content')
  }
  const product = catalogue.get(id)
  if (!product) {
    return needsCatalogue || isCatalogueId(id)
      ? failed('content', 'content.not-in-catalogue')
      : passed('content')
  }
  const said = diseaseOf(dose.texts['tg'] ?? '')
  const meant = product.disease ? diseaseOf(product.disease.code) : 'unknown'
  const isContradictory = said !== 'unknown' && meant !== 'unknown' && said !== meant
  return isContradictory ? failed('content', 'content.implausible') : passed('content')
}

/** The disease as a pilot states it; else as the catalogue has it; else unknown. */
export function viewDisease(
  { dose: { texts } }: IcvpPayload,
  product: CatalogueProduct | undefined,
): CodedField<Disease> {
  const stated = texts['tg']
  if (stated !== undefined) {
    return { value: diseaseOf(stated), source: 'stated', codes: [{ code: stated }] }
  }
  const disease: RawCode | undefined = product?.disease
  if (!disease) return { value: 'unknown', source: 'derived', codes: [] }
  return { value: diseaseOf(disease.code), source: 'derived', codes: [disease] }
}
