/**
 * The common model's view of a SMART Health Card.
 *
 * @module
 */

import { isJsonObject, member, numberMember, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readInstant, readPartialDate } from '../../model/dates.ts'
import { NO_CODES, stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  Fact,
  HealthCertificate,
  Holder,
  MedicalFact,
  OtherStatement,
  RawCode,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { CardClaims } from './claims.ts'
import type { CardBundle } from './payload.ts'
import { DISEASES, TEST_CLASSES, TEST_RESULTS } from './value-sets.ts'

/** Statuses of an Observation whose result stands (FHIR R4 `observation-status`). */
const FINAL: ReadonlySet<string | undefined> = new Set(['final', 'amended', 'corrected'])

/** Shows a card in the common model. Total: what could not be read is absent. */
export function viewCard(claims: CardClaims, bundle: CardBundle): HealthCertificate {
  const { iss, nbf, exp, rid } = claims
  const facts: Fact[] = [
    ...bundle.immunizations.map(viewImmunization),
    ...bundle.observations.map(viewObservation),
    ...bundle.otherTypes.map(viewOther),
  ]
  return {
    holder: viewPatient(bundle.patients[0] ?? {}),
    facts,
    identifiers: rid === undefined ? [] : [{ scheme: 'rid', value: rid }],
    issuer: { stated: stated(iss) },
    validity: {
      issuedAt: nbf,
      notBefore: nbf,
      ...(exp !== undefined && { expiresAt: exp }),
    },
  }
}

function viewPatient(patient: JsonObject): Holder {
  const names = list(member(patient, 'name')).filter(isJsonObject)
  const name = names.find((each) => stringMember(each, 'use') === 'official') ?? names[0] ?? {}
  const given = list(member(name, 'given')).filter(isText).join(' ')
  const family = stringMember(name, 'family')
  const full = stringMember(name, 'text')
  const birthDate = readPartialDate(stringMember(patient, 'birthDate') ?? '')
  return {
    name: {
      ...(family && { family: stated(family) }),
      ...(given && { given: stated(given) }),
      ...(full && { full: stated(full) }),
    },
    ...(birthDate && { birthDate: statedDate(birthDate) }),
  }
}

function viewImmunization(immunization: JsonObject): Vaccination {
  const vaccine = codesOf(member(immunization, 'vaccineCode'))
  const date = readPartialDate(stringMember(immunization, 'occurrenceDateTime') ?? '')
  const lot = stringMember(immunization, 'lotNumber')
  const statedBy = performer(immunization)
  const isDone = stringMember(immunization, 'status') === 'completed'
  return {
    kind: 'vaccination',
    disease: derivedDisease(vaccine),
    ...(date && { date: statedDate(date) }),
    vaccineType: coded(vaccine, NO_CODES),
    ...doses(immunization),
    ...(lot && { lot: stated(lot) }),
    ...(statedBy && { statedBy: stated(statedBy) }),
    status: stated(isDone ? 'completed' : 'not-done'),
  }
}

/** A dose number is stated only by cards of the "allowable data" profile. */
function doses(immunization: JsonObject): Pick<Vaccination, 'doseNumber' | 'seriesDoses'> {
  const [protocol] = list(member(immunization, 'protocolApplied'))
  if (!isJsonObject(protocol)) return {}
  const doseNumber = numberMember(protocol, 'doseNumberPositiveInt')
  const seriesDoses = numberMember(protocol, 'seriesDosesPositiveInt')
  return {
    ...(doseNumber !== undefined && { doseNumber: stated(doseNumber) }),
    ...(seriesDoses !== undefined && { seriesDoses: stated(seriesDoses) }),
  }
}

function viewObservation(observation: JsonObject): Test {
  const codes = codesOf(member(observation, 'code'))
  const sampledAt = readSampleTime(stringMember(observation, 'effectiveDateTime'))
  const statedBy = performer(observation)
  return {
    kind: 'test',
    disease: derivedDisease(codes),
    class: coded(codes, TEST_CLASSES),
    result: coded(resultCodes(observation), TEST_RESULTS),
    ...(sampledAt !== undefined && { sampledAt: stated(sampledAt) }),
    ...(statedBy && { statedBy: stated(statedBy) }),
    status: stated(FINAL.has(stringMember(observation, 'status')) ? 'final' : 'not-final'),
  }
}

function viewOther(type: string): OtherStatement {
  return { kind: 'other', type, disease: { value: 'unknown', source: 'derived', codes: [] } }
}

/** A result in words is kept as it stands: guessing at words is how "not" gets lost. */
function resultCodes(observation: JsonObject): readonly RawCode[] {
  const words = stringMember(observation, 'valueString')
  if (words !== undefined) return [{ code: words }]
  return codesOf(member(observation, 'valueCodeableConcept'))
}

function readSampleTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return readInstant(text)?.text ?? readPartialDate(text)?.date
}

function performer(resource: JsonObject): string | undefined {
  const [first] = list(member(resource, 'performer'))
  if (!isJsonObject(first)) return undefined
  const actor = member(first, 'actor')
  return stringMember(isJsonObject(actor) ? actor : first, 'display')
}

function codesOf(concept: JsonValue | undefined): readonly RawCode[] {
  const codings = isJsonObject(concept) ? list(member(concept, 'coding')) : []
  return codings.filter(isJsonObject).map((coding) => {
    const system = stringMember(coding, 'system')
    const display = stringMember(coding, 'display')
    return {
      ...(system !== undefined && { system }),
      code: stringMember(coding, 'code') ?? '',
      ...(display !== undefined && { display }),
    }
  })
}

/** All codings are considered; two that say different things say nothing. */
function coded<T extends string>(
  codes: readonly RawCode[],
  words: ReadonlyMap<string, T>,
): CodedField<T> {
  const meanings = new Set<T>()
  for (const { system, code } of codes) {
    const meaning = words.get(`${system} ${code}`)
    if (meaning !== undefined) meanings.add(meaning)
  }
  const [value] = meanings
  const isDefinite = meanings.size === 1 && value !== undefined
  return { value: isDefinite ? value : 'unknown', source: 'stated', codes }
}

/** The disease is not stated: it follows from the vaccine or the test. */
function derivedDisease(codes: readonly RawCode[]): MedicalFact['disease'] {
  return { ...coded(codes, DISEASES), source: 'derived' }
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string'
}
