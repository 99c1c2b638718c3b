/**
 * Catalogues of products: which vaccines an ICVP may state, and which disease each is against. A
 * catalogue is data that a user supplies; none comes with the library (decision 0005: nothing is guessed
 * from an identifier's spelling).
 *
 * @module
 */

import { UsageError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { RawCode } from '../../model/health-certificate.ts'
import { readFhirProducts } from './fhir-catalogue.ts'

/** A product of a catalogue. */
export interface CatalogueProduct {
  readonly id: string
  /** Absent where the catalogue does not say. */
  readonly disease?: RawCode
  readonly manufacturer?: string
  readonly name?: string
}

/** Products by identifier. Identifiers are compared exactly. */
export type ProductCatalogue = ReadonlyMap<string, CatalogueProduct>

/** WHO has some 300 prequalified products. */
const MAX_PRODUCTS = 20_000
const MAX_TEXT_LENGTH = 2000

/** `type` of the form of our own. */
const OWN_TYPE = 'pratique-product-catalogue'

/**
 * Reads a catalogue: as WHO publishes it (a FHIR CodeSystem, or a ValueSet with its codes; both
 * generations of identifiers), or in the form of our own.
 *
 * @throws {UsageError} `usage.catalogue-file`
 */
export function parseProductCatalogue(json: JsonValue): ProductCatalogue {
  if (!isJsonObject(json)) refuse('not a JSON object')
  const products = readProducts(json)
  if (products.length === 0) refuse('it lists no product')
  if (products.length > MAX_PRODUCTS) refuse(`more than ${MAX_PRODUCTS} products`)
  const catalogue = new Map<string, CatalogueProduct>()
  for (const product of products) {
    const known = catalogue.get(product.id)
    // Equal rows are one; of two that differ, nobody can say which one counts.
    if (known && JSON.stringify(known) !== JSON.stringify(product)) {
      refuse('an identifier stands there twice')
    }
    catalogue.set(product.id, product)
  }
  return catalogue
}

function readProducts(json: JsonObject): readonly CatalogueProduct[] {
  if (member(json, 'type') === OWN_TYPE) return readOwnProducts(json)
  const products = readFhirProducts(json)
  if (products) return products.map(checkProduct)
  return refuse(`neither a FHIR CodeSystem or ValueSet nor of type "${OWN_TYPE}"`)
}

/** `{ type, products: [{ id, disease?, manufacturer?, name? }] }` */
function readOwnProducts(json: JsonObject): readonly CatalogueProduct[] {
  const products = member(json, 'products')
  if (!Array.isArray(products)) return refuse('"products" is not an array')
  return products.map((product: JsonValue) => {
    if (!isJsonObject(product)) return refuse('a product is not an object')
    const id = stringMember(product, 'id')
    if (id === undefined) return refuse('a product has no "id"')
    const disease = readDisease(member(product, 'disease'))
    const [manufacturer, name] = [text(product, 'manufacturer'), text(product, 'name')]
    return checkProduct({
      id,
      ...(disease && { disease }),
      ...(manufacturer !== undefined && { manufacturer }),
      ...(name !== undefined && { name }),
    })
  })
}

/** A word of ours, or a code with its vocabulary. */
function readDisease(value: JsonValue | undefined): RawCode | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return { code: value }
  const code = isJsonObject(value) ? stringMember(value, 'code') : undefined
  if (!isJsonObject(value) || code === undefined) return refuse('"disease" has no "code"')
  const system = text(value, 'system')
  return { ...(system !== undefined && { system }), code }
}

function text(object: JsonObject, name: string): string | undefined {
  const value = member(object, name)
  if (value === undefined || typeof value === 'string') return value
  return refuse(`"${name}" is not text`)
}

function checkProduct(product: CatalogueProduct): CatalogueProduct {
  const { id, disease, manufacturer = '', name = '' } = product
  const texts = [id, disease?.code ?? '', disease?.system ?? '', manufacturer, name]
  if (texts.some(({ length }) => length > MAX_TEXT_LENGTH)) refuse('a text is too long')
  if (id.trim() !== id || id === '' || disease?.code === '')
    refuse('a code is empty or not trimmed')
  return product
}

function refuse(reason: string): never {
  throw new UsageError('usage.catalogue-file', reason)
}
