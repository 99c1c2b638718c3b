/**
 * SMART Health Cards of made-up holders: a patient and two doses of a vaccine, in one QR code.
 *
 * @module
 */

import {
  deflatePayload,
  encodeCompactJws,
  encodeSigningInput,
  type JsonObject,
} from 'pratique/codecs'
import { encodeShc } from 'pratique/smart-health-card'
import { makeDate, makeHolder, makeId } from './holders.ts'
import { type Bytes, type Issuer, issuerOf, makeIssuers, NOW } from './issuers.ts'
import { flipLastBit, requireDistinct, type Sample, type Samples } from './samples.ts'

const DAY = 86_400
const CVX = 'http://hl7.org/fhir/sid/cvx'
const encoder = new TextEncoder()

/** Makes cards. */
export async function makeCardSamples(count: number): Promise<Samples> {
  const issuers = makeIssuers()
  const all: Sample[] = []
  for (let index = 0; index < count; index++) {
    const issuer = issuerOf(issuers, index)
    all.push(await signCard(issuer, makeCardJson(issuer)))
  }
  requireDistinct(all.map(({ text }) => text))
  const issuer = issuerOf(issuers, 0)
  return { issuers, all, changed: await signCard(issuer, makeCardJson(issuer), flipLastBit) }
}

/** Makes the claims of a new holder's card as the JSON that is compressed. */
export function makeCardJson(issuer: Issuer): Bytes {
  const { family, given, birthDate } = makeHolder()
  const patient = {
    resourceType: 'Patient',
    name: [{ family, given: [given] }],
    birthDate,
  }
  const resources = [patient, makeDose(2021), makeDose(2022)]
  const fhirBundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource, i) => ({ fullUrl: `resource:${i}`, resource })),
  }
  const claims = {
    iss: issuer.url,
    nbf: NOW - DAY - Math.floor(Math.random() * 100 * DAY),
    vc: {
      type: [
        'https://smarthealth.cards#health-card',
        'https://smarthealth.cards#immunization',
        'https://smarthealth.cards#covid19',
      ],
      credentialSubject: { fhirVersion: '4.0.1', fhirBundle },
    },
  }
  return encoder.encode(JSON.stringify(claims))
}

/** Compresses and signs the JSON of a card; `change` may then spoil the signature. */
export async function signCard(
  issuer: Issuer,
  json: Bytes,
  change: (signature: Bytes) => Bytes = (signature) => signature,
): Promise<Sample> {
  const header = { zip: 'DEF', alg: 'ES256', kid: issuer.thumbprint }
  const input = encodeSigningInput(header, await deflatePayload(json))
  const signedBytes = encoder.encode(input)
  const signature = change(issuer.sign(signedBytes))
  return { text: encodeShc(encodeCompactJws(input, signature)), issuer, signedBytes, signature }
}

function makeDose(year: number): JsonObject {
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: CVX, code: '207' }] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: makeDate(year, year + 1),
    performer: [{ actor: { display: 'General Hospital of Examplia' } }],
    lotNumber: makeId(7),
  }
}
