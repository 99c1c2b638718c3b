/**
 * What a card must be beyond FHIR: VCI 1.4, and the profile for data minimisation of HL7's "SMART Health
 * Cards: Vaccination & Testing" ("must not appear").
 *
 * @module
 */

import assert from 'node:assert/strict'
import type { ValidateFunction } from 'ajv'
import { createAjv } from './formats-of-json-schema.ts'
import type { OpenedCard } from './open-card.ts'

/** VCI 1.4 "Creating a QR code": characters of a JWS in one code, and in a chunk. */
const MAX_SINGLE = 1195
const MAX_CHUNK = 1191

const text = { type: 'string', minLength: 1, maxLength: 200 }
const partialDate = { type: 'string', pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$' }
const patient = { const: 'resource:0' }

/** An object that has these members and no others. */
function only(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

function one(items: object) {
  return { type: 'array', items, minItems: 1, maxItems: 1 }
}

function coding(system: string, code: string) {
  return only({
    coding: one(only({ system: { const: system }, code: { type: 'string', pattern: code } })),
  })
}

const PATIENT = only({
  resourceType: { const: 'Patient' },
  name: one({
    ...only({ family: text, given: { type: 'array', items: text, minItems: 1 } }, [
      'family',
      'given',
    ]),
    minProperties: 1,
  }),
  birthDate: partialDate,
})

const IMMUNIZATION = only(
  {
    resourceType: { const: 'Immunization' },
    status: { const: 'completed' },
    vaccineCode: coding('http://hl7.org/fhir/sid/cvx', '^\\d{1,3}$'),
    patient: only({ reference: patient }),
    occurrenceDateTime: { type: 'string', format: 'date' },
    lotNumber: text,
    performer: one(only({ actor: only({ display: text }) })),
  },
  ['lotNumber'],
)

const OBSERVATION = only({
  resourceType: { const: 'Observation' },
  status: { const: 'final' },
  code: coding('http://loinc.org', '^\\d{1,7}-\\d$'),
  subject: only({ reference: patient }),
  effectiveDateTime: { type: 'string', format: 'date-time' },
  performer: one(only({ display: text })),
  valueCodeableConcept: coding('http://snomed.info/sct', '^\\d{6,18}$'),
})

const entry = (at: number, resource: object) =>
  only({ fullUrl: { const: `resource:${at}` }, resource })

const CLAIMS = only(
  {
    iss: { type: 'string', pattern: '^https://[^?#\\s]+[^/?#\\s]$' },
    nbf: { type: 'integer', minimum: 1_000_000_000, maximum: 9_999_999_999 },
    exp: { type: 'integer', minimum: 1_000_000_000, maximum: 9_999_999_999 },
    vc: only({
      type: one({ const: 'https://smarthealth.cards#health-card' }),
      rid: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,24}$' },
      credentialSubject: only({
        fhirVersion: { const: '4.0.1' },
        fhirBundle: only({
          resourceType: { const: 'Bundle' },
          type: { const: 'collection' },
          entry: {
            type: 'array',
            prefixItems: [entry(0, PATIENT), entry(1, { oneOf: [IMMUNIZATION, OBSERVATION] })],
            minItems: 2,
            items: false,
          },
        }),
      }),
    }),
  },
  ['exp'],
)

/** Compiles the rules of what a card claims. */
export function compileCardClaims(): ValidateFunction {
  return createAjv().compile(CLAIMS)
}

/** Asserts what no schema says: header, minified payload, and how much a code holds. */
export function requireCardForm(
  { header, jws, text: payload, claims }: OpenedCard,
  kid: string,
  codes: readonly string[],
): void {
  assert.deepEqual(header, { alg: 'ES256', zip: 'DEF', kid })
  assert.equal(payload, JSON.stringify(claims))
  assert.equal(codes.length === 1, jws.length <= MAX_SINGLE)
  const sizes = codes.map((code) => code.replace(/^shc:\/(\d+\/\d+\/)?/, '').length / 2)
  for (const size of sizes) assert.ok(size <= (codes.length === 1 ? MAX_SINGLE : MAX_CHUNK))
  // Chunks are of one size, as near as may be.
  assert.ok(Math.max(...sizes) - Math.min(...sizes) < codes.length)
}
