/**
 * The EU's own JSON schema of the DCC, as it was published and without room for anything more.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import type { ValidateFunction } from 'ajv'
import { createAjv } from './formats-of-json-schema.ts'

const PATH = '../../../../vectors/schemas/eu-dcc/DCC.combined-schema.json'

interface Schema {
  $id?: string
  properties?: object
  additionalProperties?: boolean
  $defs?: Readonly<Record<string, Schema>>
}

/** Compiles the schema as it stands, and a copy that takes no member that it does not name. */
export function compileDccSchemas(): readonly ValidateFunction[] {
  const ajv = createAjv(['valueset-uri'])
  const [published, closed] = [readSchema(), close(readSchema())]
  return [ajv.compile(published), ajv.compile({ ...closed, $id: `${closed.$id}?closed` })]
}

function readSchema(): Schema {
  return JSON.parse(readFileSync(new URL(PATH, import.meta.url), 'utf8'))
}

function close(schema: Schema): Schema {
  for (const each of [schema, ...Object.values(schema.$defs ?? {})]) {
    if (each.properties) each.additionalProperties = false
  }
  return schema
}
