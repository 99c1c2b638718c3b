/**
 * Products out of a FHIR CodeSystem or ValueSet (HL7 FHIR R4 and R5), as WHO publishes its catalogue.
 *
 * @module
 */

import { UsageError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { RawCode } from '../../model/health-certificate.ts'

/** A product as a concept states it. */
interface Product {
  readonly id: string
  readonly disease?: RawCode
  readonly manufacturer?: string
  readonly name?: string
}

/** Names that a property may have; compared without case. */
const DISEASE_PROPERTIES: ReadonlySet<string> = new Set(['disease', 'diseasetargeted'])
const MANUFACTURER_PROPERTIES: ReadonlySet<string> = new Set(['manufacturer', 'manufacturername'])

/** Concepts inside concepts; deeper is no list of products. */
const MAX_DEPTH = 8

/**
 * Lists the products. The text of a display names the disease for people: it is not read.
 *
 * @returns `undefined` if it is neither a CodeSystem nor a ValueSet
 * @throws {UsageError} `usage.catalogue-file` if it does not list all of its codes
 */
export function readFhirProducts(json: JsonObject): readonly Product[] | undefined {
  switch (stringMember(json, 'resourceType')) {
    case 'CodeSystem':
      return readCodeSystem(json)
    case 'ValueSet':
      return readValueSet(json)
    default:
      return undefined
  }
}

/** A part of a code system would refuse what stands in the rest of it. */
function readCodeSystem(json: JsonObject): readonly Product[] {
  const content = member(json, 'content')
  if (content !== undefined && content !== 'complete') refuse('the CodeSystem is not complete')
  return readConcepts(member(json, 'concept'), 'concept', 0)
}

/** Its expansion if it has one; else the codes that it names one by one. */
function readValueSet(json: JsonObject): readonly Product[] {
  const expansion = member(json, 'expansion')
  if (isJsonObject(expansion)) {
    // A page of an expansion is a part of it.
    const products = readConcepts(member(expansion, 'contains'), 'contains', 0)
    const total = member(expansion, 'total')
    if (typeof total === 'number' && total > products.length) refuse('the expansion is a part')
    return products
  }
  const compose = member(json, 'compose')
  if (!isJsonObject(compose)) return refuse('the ValueSet names no codes')
  if (member(compose, 'exclude') !== undefined) refuse('the ValueSet excludes codes: expand it')
  return list(member(compose, 'include')).flatMap((include) => {
    const concepts = isJsonObject(include) ? member(include, 'concept') : undefined
    if (concepts === undefined) return refuse('the ValueSet names no codes one by one: expand it')
    return readConcepts(concepts, 'concept', 0)
  })
}

function readConcepts(
  value: JsonValue | undefined,
  children: string,
  depth: number,
): readonly Product[] {
  if (depth > MAX_DEPTH) return refuse('concepts inside concepts without end')
  return list(value).flatMap((concept) => {
    if (!isJsonObject(concept)) return refuse('a concept is not an object')
    const nested = readConcepts(member(concept, children), children, depth + 1)
    const id = stringMember(concept, 'code')
    const isOfUse = member(concept, 'abstract') !== true && member(concept, 'inactive') !== true
    if (id === undefined || !isOfUse) return nested
    return [readConcept(id, concept), ...nested]
  })
}

function readConcept(id: string, concept: JsonObject): Product {
  const name = stringMember(concept, 'display')
  const properties = list(member(concept, 'property')).filter(isJsonObject)
  const disease = findProperty(properties, DISEASE_PROPERTIES)
  const manufacturer = findProperty(properties, MANUFACTURER_PROPERTIES)
  return {
    id,
    ...(disease && { disease }),
    ...(manufacturer && { manufacturer: manufacturer.display ?? manufacturer.code }),
    ...(name !== undefined && { name }),
  }
}

/** The value of the one property of a name; several say nothing. */
function findProperty(
  properties: readonly JsonObject[],
  names: ReadonlySet<string>,
): RawCode | undefined {
  const found = properties.filter((each) => {
    return names.has((stringMember(each, 'code') ?? '').toLowerCase())
  })
  const [property] = found
  if (found.length !== 1 || !property) return undefined
  const coding = member(property, 'valueCoding')
  const code =
    stringMember(property, 'valueCode') ??
    stringMember(property, 'valueString') ??
    (isJsonObject(coding) ? stringMember(coding, 'code') : undefined)
  if (code === undefined || code === '') return undefined
  const system = isJsonObject(coding) ? stringMember(coding, 'system') : undefined
  const display = isJsonObject(coding) ? stringMember(coding, 'display') : undefined
  return {
    ...(system !== undefined && { system }),
    code,
    ...(display !== undefined && { display }),
  }
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

function refuse(reason: string): never {
  throw new UsageError('usage.catalogue-file', reason)
}
