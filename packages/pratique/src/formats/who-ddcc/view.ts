/**
 * The common model's view of a WHO DDCC.
 *
 * @module
 */

import { viewCwtTimes } from '../../cose/hcert-claims.ts'
import { toCountry } from '../../model/country-codes.ts'
import type { ReadDate } from '../../model/dates.ts'
import { stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  Disease,
  HealthCertificate,
  Holder,
  MedicalFact,
  RawCode,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { DdccClaims } from './claims.ts'
import type { DdccEntry, DdccPayload } from './payload.ts'
import {
  DISEASES,
  DISEASES_OF_VACCINES,
  TEST_CLASSES,
  TEST_RESULTS,
  type Words,
  wordOf,
} from './value-sets.ts'

const NONE: readonly RawCode[] = []

/** Shows a payload in the common model. Total: what could not be read is absent. */
export function viewDdcc(claims: DdccClaims, payload: DdccPayload): HealthCertificate {
  const fact = viewEntry(payload)
  const { hcid } = payload
  return {
    holder: viewHolder(payload),
    facts: fact ? [fact] : [],
    identifiers: hcid === undefined ? [] : [{ scheme: 'hcid', value: hcid }],
    issuer: claims.iss === undefined ? {} : { stated: stated(claims.iss) },
    validity: viewCwtTimes(claims),
  }
}

/** The name is one text; the number of a person is not shown: the format says of no document's. */
function viewHolder({ name, birth }: DdccPayload): Holder {
  return {
    name: name === undefined ? {} : { full: stated(name) },
    ...(birth && { birthDate: statedDate(birth) }),
  }
}

function viewEntry(payload: DdccPayload): MedicalFact | undefined {
  const { group, entry, authority } = payload
  if (!group) return undefined
  const fact = group === 'vaccination' ? viewVaccination(payload) : viewTest(entry)
  const written = countryOf(entry)
  const country = written === undefined ? undefined : toCountry(written)
  if (country !== undefined) {
    fact.country = { value: country, source: country === written ? 'stated' : 'derived' }
  }
  const statedBy = authority ?? (group === 'vaccination' ? entry.texts['centre'] : undefined)
  if (statedBy !== undefined) fact.statedBy = stated(statedBy)
  return fact
}

/** The country as written, three letters as a rule. */
export function countryOf({ codes }: DdccEntry): string | undefined {
  return codes['country']?.[0]?.code
}

function viewVaccination({ entry, validFrom, validUntil }: DdccPayload): Mutable<Vaccination> {
  const { codes, texts, counts, dates } = entry
  const fact: Mutable<Vaccination> = {
    kind: 'vaccination',
    disease: diseaseOf(codes['disease'], codes['vaccine'] ?? NONE),
    status: { value: 'completed', source: 'derived' },
  }
  if (dates['date']) fact.date = statedDate(dates['date'])
  if (codes['brand']) fact.product = raw(codes['brand'])
  if (codes['vaccine']) fact.vaccineType = raw(codes['vaccine'])
  const manufacturer = codes['holder'] ?? codes['manufacturer']
  if (manufacturer) fact.manufacturer = raw(manufacturer)
  if (counts['dose'] !== undefined) fact.doseNumber = stated(counts['dose'])
  if (counts['totalDoses'] !== undefined) fact.seriesDoses = stated(counts['totalDoses'])
  if (texts['lot'] !== undefined) fact.lot = stated(texts['lot'])
  const from = later(dates['validFrom'], validFrom)
  if (from) fact.validFrom = statedDate(from)
  if (validUntil) fact.validUntil = statedDate(validUntil)
  return fact
}

/** The dose's own beginning, or the certificate's: the dose counts from the later one. */
function later(
  dose: ReadDate | undefined,
  certificate: ReadDate | undefined,
): ReadDate | undefined {
  if (!dose || !certificate) return dose ?? certificate
  return dose.date > certificate.date ? dose : certificate
}

function viewTest({ codes, texts, dates, sampledAt }: DdccEntry): Mutable<Test> {
  const fact: Mutable<Test> = {
    kind: 'test',
    disease: diseaseOf(codes['pathogen'], NONE),
    class: coded(codes['type'], TEST_CLASSES),
    result: coded(codes['result'], TEST_RESULTS),
    status: { value: 'final', source: 'derived' },
  }
  const sampled = sampledAt?.text ?? dates['date']?.date
  if (sampled !== undefined) fact.sampledAt = stated(sampled)
  const name = codes['brand']?.[0]?.display
  if (name !== undefined) fact.name = stated(name)
  if (codes['brand']) fact.device = raw(codes['brand'])
  if (texts['centre'] !== undefined) fact.centre = stated(texts['centre'])
  return fact
}

/** The disease as stated; else what the vaccine is against. */
function diseaseOf(
  codes: readonly RawCode[] | undefined,
  vaccine: readonly RawCode[],
): CodedField<Disease> {
  if (codes) return coded(codes, DISEASES)
  return { value: wordOf(vaccine, DISEASES_OF_VACCINES), source: 'derived', codes: vaccine }
}

function coded<T extends string>(codes: readonly RawCode[] = NONE, words: Words<T>): CodedField<T> {
  return { value: wordOf(codes, words), source: 'stated', codes }
}

/** Codes that the model keeps as they stand. */
function raw(codes: readonly RawCode[]): CodedField<never> {
  return { value: 'unknown', source: 'stated', codes }
}
