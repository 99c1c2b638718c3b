/**
 * The common model's view of a DIVOC certificate.
 *
 * Addresses, pictures, national numbers and links are signed too, and nobody needs them: they are not
 * shown.
 *
 * @module
 */

import { toCountry } from '../../model/country-codes.ts'
import { stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  HealthCertificate,
  Holder,
  MedicalFact,
  RawCode,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { DivocPayload } from './payload.ts'
import { isAboutCovid19, isCovid19Code, isKnownVaccine } from './value-sets.ts'

/** The vocabulary of `icd11Code`. */
const ICD_11 = 'http://id.who.int/icd11/mms'

/** Shows a certificate in the common model. Total: what could not be read is absent. */
export function viewDivoc(issuer: string, payload: DivocPayload): HealthCertificate {
  const { named, issuedAt } = payload
  const { certificateId } = named
  return {
    holder: viewHolder(payload),
    facts: [viewVaccination(payload)],
    identifiers:
      certificateId === undefined ? [] : [{ scheme: 'certificate-id', value: certificateId }],
    issuer: { stated: stated(issuer) },
    validity: Number.isFinite(issuedAt) ? { issuedAt } : {},
  }
}

function viewHolder({ name, birth }: DivocPayload): Holder {
  return {
    name: name === undefined ? {} : { full: stated(name) },
    ...(birth && { birthDate: statedDate(birth) }),
  }
}

function viewVaccination(payload: DivocPayload): Vaccination {
  const { named, facility } = payload
  const fact: Mutable<Vaccination> = {
    kind: 'vaccination',
    disease: deriveDisease(payload),
    status: { value: 'completed', source: 'derived' },
  }
  if (payload.date !== undefined) fact.date = stated(payload.date)
  if (named.vaccine !== undefined) fact.product = raw({ code: named.vaccine })
  if (named.icd11Code !== undefined) {
    fact.vaccineType = raw({ system: ICD_11, code: named.icd11Code })
  }
  if (named.manufacturer !== undefined) fact.manufacturer = raw({ code: named.manufacturer })
  if (payload.dose !== undefined) fact.doseNumber = stated(payload.dose)
  if (payload.totalDoses !== undefined) fact.seriesDoses = stated(payload.totalDoses)
  if (named.batch !== undefined) fact.lot = stated(named.batch)
  if (payload.validFrom !== undefined) fact.validFrom = stated(payload.validFrom)
  if (payload.validUntil !== undefined) fact.validUntil = stated(payload.validUntil)
  // Where the dose was given, not who issued: the same country with all issuers that are known.
  const country = payload.country === undefined ? undefined : toCountry(payload.country)
  if (country !== undefined) fact.country = { value: country, source: 'derived' }
  if (facility !== undefined) fact.statedBy = stated(facility)
  return fact
}

/** The disease is not stated. It follows from a code, from words, or from a vaccine's own name. */
function deriveDisease({ named, prophylaxis }: DivocPayload): MedicalFact['disease'] {
  const { icd11Code, vaccine } = named
  const codes: RawCode[] = []
  if (icd11Code !== undefined && isCovid19Code(icd11Code)) {
    codes.push({ system: ICD_11, code: icd11Code })
  }
  if (prophylaxis !== undefined && isAboutCovid19(prophylaxis)) codes.push({ code: prophylaxis })
  if (vaccine !== undefined && isKnownVaccine(vaccine)) codes.push({ code: vaccine })
  return { value: codes.length > 0 ? 'covid-19' : 'unknown', source: 'derived', codes }
}

function raw(code: RawCode): CodedField<never> {
  return { value: 'unknown', source: 'stated', codes: [code] }
}
