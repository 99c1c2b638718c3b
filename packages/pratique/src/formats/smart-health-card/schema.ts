/**
 * The members and types of a card's FHIR Bundle (FHIR R4, VCI "Health Cards are Compact").
 *
 * @module
 */

/** Members of a FHIR Coding (FHIR R4 §2.24.0.5). */
export const CODING_MEMBERS: ReadonlySet<string> = new Set([
  'system',
  'version',
  'code',
  'display',
  'userSelected',
  'id',
  'extension',
])

/** Resources that state nothing about anybody's health: who and where, and the frame. */
export const NOT_CLINICAL: ReadonlySet<string> = new Set([
  'Patient',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Device',
  'Composition',
  'Provenance',
  'Specimen',
])

/** Resources that facts are read from. */
export const FACT_TYPES: ReadonlySet<string> = new Set(['Immunization', 'Observation'])

/** What a minified bundle leaves out (VCI "Health Cards are Compact"). */
export const NOT_MINIFIED: ReadonlySet<string> = new Set(['id', 'text', 'display', 'meta'])

/** A code holds a dozen, a patient summary some hundreds. */
export const MAX_RESOURCES = 1000

/** How resources of a minified bundle are named (VCI "Health Cards are Compact"). */
export const SHORT_URL: RegExp = /^resource:\d+$/
