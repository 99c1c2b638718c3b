/**
 * SMART Health Cards that are all made up, right or wrong as wanted.
 *
 * @module
 */

import {
  deflatePayload,
  encodeCompactJws,
  encodeSigningInput,
} from '../../packages/pratique/src/codecs.ts'
import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import { encodeShc } from '../../packages/pratique/src/smart-health-card.ts'
import type { Bytes } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'

const CVX = 'http://hl7.org/fhir/sid/cvx'
const LOINC = 'http://loinc.org'
const SNOMED_CT = 'http://snomed.info/sct'

/** A FHIR resource of a Bundle, without its address. */
export type Resource = JsonObject

/** Builds a Patient in the profile for data minimisation. */
export function patient(family: string, given: string, birthDate: string): Resource {
  return { resourceType: 'Patient', name: [{ family, given: [given] }], birthDate }
}

/** Builds one dose of a vaccine by its CVX code. */
export function immunization(cvx: string, date: string, lot: string, other = {}): Resource {
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: CVX, code: cvx }] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: date,
    lotNumber: lot,
    performer: [{ actor: { display: 'Amaurot General Hospital' } }],
    ...other,
  }
}

/** Builds a PCR test by its LOINC code: not detected. */
export function observation(sampledAt: string, other = {}): Resource {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: '94500-6' }] },
    subject: { reference: 'resource:0' },
    effectiveDateTime: sampledAt,
    valueCodeableConcept: { coding: [{ system: SNOMED_CT, code: '260415000' }] },
    performer: [{ display: 'Amaurot Test Centre' }],
    ...other,
  }
}

/** Builds a Bundle with the short addresses of a card in a QR code. */
export function bundle(...resources: readonly Resource[]): JsonObject {
  const entry = resources.map((resource, i) => ({ fullUrl: `resource:${i}`, resource }))
  return { resourceType: 'Bundle', type: 'collection', entry }
}

/** What a card states beside its bundle. */
export interface CardEnvelope {
  readonly iss: string
  readonly nbf: number
  readonly exp?: number
  readonly rid?: string
}

/** Builds the claims of a card. */
export function cardClaims(fhirBundle: JsonValue, envelope: CardEnvelope): JsonObject {
  const { iss, nbf, exp, rid } = envelope
  return {
    iss,
    nbf,
    ...(exp !== undefined && { exp }),
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: { fhirVersion: '4.0.1', fhirBundle },
      ...(rid !== undefined && { rid }),
    },
  }
}

/** The header that an issuer writes. */
export function cardHeader({ thumbprint }: KeyPair): JsonObject {
  return { zip: 'DEF', alg: 'ES256', kid: thumbprint }
}

/** Compresses and signs claims. */
export async function signCard(
  claims: JsonObject,
  key: KeyPair,
  header: JsonObject = cardHeader(key),
): Promise<string> {
  return signPayload(await deflatePayload(utf8(JSON.stringify(claims))), key, header)
}

/** Signs what stands in the place of compressed claims. */
export function signPayload(
  payload: Bytes,
  key: KeyPair,
  header: JsonObject = cardHeader(key),
): string {
  const input = encodeSigningInput(header, payload)
  return encodeCompactJws(input, key.sign('ES256', utf8(input)))
}

/** Writes a card as the texts of several QR codes of about one size (VCI "Chunking"). */
export function toChunks(jws: string, count: number): readonly string[] {
  const digits = encodeShc(jws).slice('shc:/'.length)
  const size = 2 * Math.ceil(jws.length / count)
  return Array.from({ length: count }, (_, i) => {
    return `shc:/${i + 1}/${count}/${digits.slice(i * size, (i + 1) * size)}`
  })
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}
