/**
 * Writing of a SMART Health Card: a minified FHIR bundle of the profile for data minimisation, signed as
 * a compact JWS (VCI 1.4; HL7 "SMART Health Cards: Vaccination & Testing").
 *
 * @module
 */

import type { JsonObject } from '../../json/value.ts'
import { deflatePayload, encodeCompactJws, encodeSigningInput } from '../../jws/compact.ts'
import { thumbprintOfKey } from '../../keys/key-thumbprint.ts'
import type { Draft, IssuingFormat, PreparedOrder, ProductCodes } from '../../model/issuing.ts'
import type { Order, OrderFault, OrderTest, OrderVaccination } from '../../model/order.ts'
import { notInFormat, orderFault } from '../../model/order-faults.ts'
import { encodeTokenRid } from '../../model/revocation-token.ts'
import { encodeShc, MAX_QR_JWS_LENGTH } from './carrier.ts'
import { splitCard } from './chunks.ts'
import { smartHealthCard } from './format.ts'
import {
  CLASS_CODES,
  CVX,
  DISEASES,
  LOINC,
  RESULT_CODES,
  SNOMED_CT,
  TEST_CLASSES,
} from './value-sets.ts'

const HEALTH_CARD = 'https://smarthealth.cards#health-card'
const FHIR_VERSION = '4.0.1'

const UTF8 = new TextEncoder()

/** Issuing of SMART Health Cards, in one QR code or, where one does not hold it, in chunks. */
export const issueSmartHealthCard: IssuingFormat = {
  format: smartHealthCard,
  needs: ['url'],
  isChunked: true,
  findFaults,
  write,
}

function findFaults(order: Order, product: ProductCodes): readonly OrderFault[] {
  const { fact, holder } = order
  if (fact.kind === 'recovery') return notInFormat(fact, ['vaccination', 'test'], [fact.disease])
  const faults: OrderFault[] = []
  if (holder.birthDate === '') {
    faults.push(orderFault('holder.birthDate', 'missing', 'at least the year of birth'))
  }
  const own = fact.kind === 'test' ? findTestFaults(fact) : findVaccineFaults(fact, product)
  return [...faults, ...own]
}

/** The code tells the disease, and an issuer must not contradict it. */
function findVaccineFaults(
  { disease }: OrderVaccination,
  { cvx }: ProductCodes,
): readonly OrderFault[] {
  const [code, ...others] = cvx
  if (code === undefined) {
    const words = 'a CVX code, as {"system": "http://hl7.org/fhir/sid/cvx", "code": "208"}'
    return [orderFault('fact.product', 'unknown-code', words)]
  }
  if (others.length > 0) {
    const words = `one CVX code: the product has several (${cvx.join(', ')})`
    return [orderFault('fact.product', 'ambiguous-code', words)]
  }
  if (DISEASES.get(`${CVX} ${code}`) === disease) return []
  return [orderFault('fact.product', 'contradictory', 'a vaccine against the disease')]
}

function findTestFaults(test: OrderTest): readonly OrderFault[] {
  if (test.disease !== 'covid-19') return notInFormat(test, ['test'], ['covid-19'])
  const stated = statedCodes(test)
  if (stated.length > 1) {
    return [orderFault('fact.codes', 'ambiguous-code', 'one LOINC code')]
  }
  const [code] = stated
  if (code !== undefined) {
    const isOfClass = TEST_CLASSES.get(`${LOINC} ${code}`) === test.class
    return isOfClass ? [] : [orderFault('fact.codes', 'contradictory', 'a LOINC code of the class')]
  }
  if (toTestCode(test) !== undefined) return []
  return [orderFault('fact.codes', 'missing', 'the LOINC code of the test')]
}

function statedCodes({ codes = [] }: OrderTest): readonly string[] {
  return codes.filter(({ system }) => system === LOINC).map(({ code }) => code)
}

/** Antigen is looked for in respiratory samples; of another sample its own code must be given. */
function toTestCode(test: OrderTest): string | undefined {
  const [stated] = statedCodes(test)
  if (stated !== undefined) return stated
  const isRespiratory = test.sample === undefined || test.sample.endsWith('pharyngeal')
  return test.class === 'naat' || isRespiratory ? CLASS_CODES[test.class] : undefined
}

function write(prepared: PreparedOrder): Draft {
  const { signer, issuer, issuedAt, expiresAt, token } = prepared
  const claims: JsonObject = {
    iss: issuer.url ?? '',
    nbf: issuedAt,
    ...(expiresAt !== undefined && { exp: expiresAt }),
    vc: {
      type: [HEALTH_CARD],
      ...(token && { rid: encodeTokenRid(token) }),
      credentialSubject: { fhirVersion: FHIR_VERSION, fhirBundle: toBundle(prepared) },
    },
  }
  const payload = deflatePayload(UTF8.encode(JSON.stringify(claims)))
  const header = { alg: 'ES256', zip: 'DEF', kid: thumbprintOfKey(signer.key) ?? '' }
  const signingInput = encodeSigningInput(header, payload)
  return {
    signedBytes: UTF8.encode(signingInput),
    claims: { kind: 'jwt', object: claims },
    toTexts: (signature) => toTexts(encodeCompactJws(signingInput, signature)),
  }
}

function toTexts(jws: string): readonly string[] {
  return jws.length <= MAX_QR_JWS_LENGTH ? [encodeShc(jws)] : splitCard(jws)
}

function toBundle({ order, name, product, issuer }: PreparedOrder): JsonObject {
  const { holder, fact } = order
  const family = holder.family ?? toWords(name.family)
  const given = holder.given ?? toWords(name.given)
  const patient: JsonObject = {
    resourceType: 'Patient',
    name: [
      {
        ...(family !== '' && { family }),
        ...(given !== '' && { given: given.split(' ') }),
      },
    ],
    birthDate: holder.birthDate,
  }
  const performer = [{ actor: { display: fact.statedBy ?? issuer.name } }]
  const resource =
    fact.kind === 'test'
      ? toObservation(fact, issuer.name)
      : { ...toImmunization(fact, product), performer }
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { fullUrl: 'resource:0', resource: patient },
      { fullUrl: 'resource:1', resource },
    ],
  }
}

/** A part of the name that was given as a passport's zone has it alone. */
function toWords(zone: string): string {
  return zone.replaceAll('<', ' ')
}

function toImmunization(fact: Order['fact'], { cvx: [code = ''] }: ProductCodes): JsonObject {
  if (fact.kind !== 'vaccination') throw new Error('unreachable: was checked')
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: CVX, code }] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: fact.date,
    ...(fact.lot !== undefined && { lotNumber: fact.lot }),
  }
}

function toObservation(test: OrderTest, issuerName: string): JsonObject {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: toTestCode(test) ?? '' }] },
    subject: { reference: 'resource:0' },
    effectiveDateTime: test.sampledAt,
    performer: [{ display: test.statedBy ?? issuerName }],
    valueCodeableConcept: { coding: [{ system: SNOMED_CT, code: RESULT_CODES[test.result] }] },
  }
}
