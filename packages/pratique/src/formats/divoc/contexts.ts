/**
 * The JSON-LD contexts that a DIVOC certificate may name. They are part of the program and never
 * fetched: most of their addresses are gone, and whoever holds one could change what was signed.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { member } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { type ContextTable, createContextTable } from '../../jsonld/context-table.ts'
import { CREDENTIALS_V1 } from '../../jsonld/contexts/credentials-v1.ts'
import { DIVOC_VACCINATION_V1 } from '../../jsonld/contexts/divoc-vaccination-v1.ts'
import { DIVOC_VACCINATION_V2 } from '../../jsonld/contexts/divoc-vaccination-v2.ts'
import { SECURITY_V1 } from '../../jsonld/contexts/security-v1.ts'
import { SECURITY_V2 } from '../../jsonld/contexts/security-v2.ts'

/** Of W3C credentials (VC Data Model 1.1 §4.1: the first of the array). */
const CREDENTIALS_URL = 'https://www.w3.org/2018/credentials/v1'

/** Of proof options: what the suites of 2018 add in place of the document's own. */
export const PROOF_CONTEXT = 'https://w3id.org/security/v2'

/** All contexts, by address. */
export const DIVOC_CONTEXTS: ContextTable = /* @__PURE__ */ createContextTable([
  CREDENTIALS_V1,
  SECURITY_V1,
  SECURITY_V2,
  DIVOC_VACCINATION_V1,
  DIVOC_VACCINATION_V2,
])

/** Tells whether this is the address of a context that a certificate may name. */
export function isKnownContext(url: JsonValue): boolean {
  return url === CREDENTIALS_URL || versionOf(url) !== undefined
}

/**
 * Reads the version of the vaccination context. The array must be exactly the two: a third one, or
 * one written in place, could give signed statements other names.
 *
 * @throws {FormatError} `format.context`
 */
export function readContextVersion(document: JsonObject): 1 | 2 {
  const context = member(document, '@context')
  if (Array.isArray(context) && context.length === 2 && context[0] === CREDENTIALS_URL) {
    const version = versionOf(context[1])
    if (version !== undefined) return version
  }
  throw new FormatError('format.context', '@context is not the array of the two known addresses')
}

function versionOf(url: JsonValue | undefined): 1 | 2 | undefined {
  if (typeof url !== 'string') return undefined
  if (DIVOC_VACCINATION_V1.urls.includes(url)) return 1
  return DIVOC_VACCINATION_V2.urls.includes(url) ? 2 : undefined
}
