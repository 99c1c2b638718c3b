/**
 * The common model's view of a seal.
 *
 * @module
 */

import { toCountry } from '../../model/country-codes.ts'
import { readDate, readInstant, readPartialDate } from '../../model/dates.ts'
import { NO_CODES, stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  Disease,
  Field,
  HealthCertificate,
  Holder,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { SealClaims } from './claims.ts'
import type { SealObject, SealPayload, SealTest, SealVaccine } from './payload.ts'
import { DOCUMENT_NUMBER } from './schema.ts'
import { DISEASES, ICD_11, TEST_CLASSES, TEST_RESULTS, VACCINES } from './value-sets.ts'

/** A name as a machine-readable zone has it, `<` written as a space (ICAO Doc 9303-3 §4.6). */
const MRZ_NAME = /^([A-Z]+(?: [A-Z]+)*) {2}([A-Z]+(?: [A-Z]+)*)$/
/** As long as this it may have been cut off (ICAO Doc 9303-13, `n`). */
const FULL_NAME_LENGTH = 39

/** Shows a seal in the common model. Total: what could not be read is absent. */
export function viewSeal(claims: SealClaims, payload: SealPayload): HealthCertificate {
  const { identifier, vaccines, test } = payload
  const scheme = claims.type === 'vaccination' ? 'uvci' : 'utci'
  return {
    holder: viewHolder(claims, payload.person),
    facts: test ? [viewTest(test)] : vaccines.flatMap(viewVaccine),
    identifiers: identifier === undefined ? [] : [{ scheme, value: identifier }],
    issuer: { stated: stated(claims.is) },
    // A seal has no dates of its own: how long it counts is a policy's to say.
    validity: {},
  }
}

function viewHolder({ type }: SealClaims, { texts }: SealObject): Holder {
  const { n, dob } = texts
  const birthDate = dob === undefined ? undefined : readPartialDate(dob)
  const documentNumber = texts[DOCUMENT_NUMBER[type]]
  return {
    name: n === undefined ? {} : viewName(n),
    ...(birthDate && { birthDate: statedDate(birthDate) }),
    ...(documentNumber !== undefined && { documentNumber: stated(documentNumber) }),
  }
}

/**
 * Two spaces stand for `<<`, between the parts of the name, and one for `<`. Only a name in a passport's
 * own letters is parted, since it is compared with others letter by letter.
 */
function viewName(full: string): Holder['name'] {
  const [, family, given] = (full.length < FULL_NAME_LENGTH && MRZ_NAME.exec(full)) || []
  if (family === undefined || given === undefined) return { full: stated(full) }
  return {
    full: stated(full),
    familyTransliterated: derived(family.replaceAll(' ', '<')),
    givenTransliterated: derived(given.replaceAll(' ', '<')),
  }
}

/** One fact a dose. */
function viewVaccine({ texts: { des, nam, dis }, doses }: SealVaccine): readonly Vaccination[] {
  const product: CodedField<never> = coded(nam, NO_CODES)
  const vaccineType: CodedField<never> = coded(des, NO_CODES, ICD_11)
  return doses.map(({ texts: { dvc, ctr, lot, adm }, counts: { seq } }) => {
    const date = dvc === undefined ? undefined : readDate(dvc)
    return {
      kind: 'vaccination',
      disease: viewDisease(dis, des),
      ...(date && { date: statedDate(date) }),
      product,
      vaccineType,
      ...(seq !== undefined && { doseNumber: stated(seq) }),
      ...viewCountry(ctr),
      ...(lot !== undefined && { lot: stated(lot) }),
      ...(adm !== undefined && { statedBy: stated(adm) }),
      status: derived('completed'),
    }
  })
}

/** What is stated counts; where nothing is, the vaccine tells what it is against. */
function viewDisease(dis: string | undefined, des: string | undefined): CodedField<Disease> {
  if (dis !== undefined) return coded(dis, DISEASES, ICD_11)
  return { ...coded(des, VACCINES, ICD_11), source: 'derived' }
}

/** A seal does not name the disease that a test looked for. */
function viewTest({ provider, times, result }: SealTest): Test {
  const { spn, ctr } = provider.texts
  const { sc } = times.texts
  const sampledAt = sc === undefined ? undefined : (readInstant(sc)?.text ?? readDate(sc)?.date)
  return {
    kind: 'test',
    disease: { value: 'unknown', source: 'derived', codes: [] },
    class: coded(result.texts['tc'], TEST_CLASSES),
    result: coded(result.texts['r'], TEST_RESULTS),
    ...(sampledAt !== undefined && { sampledAt: stated(sampledAt) }),
    ...(spn !== undefined && { centre: stated(spn) }),
    ...viewCountry(ctr),
    status: derived('final'),
  }
}

function viewCountry(ctr: string | undefined): { readonly country?: Field<string> } {
  const country = ctr === undefined ? undefined : toCountry(ctr)
  if (country === undefined) return {}
  return { country: country === ctr ? stated(country) : derived(country) }
}

/** A code without a word of ours is `unknown`. */
function coded<T extends string>(
  code: string | undefined,
  words: ReadonlyMap<string, T>,
  system?: string,
): CodedField<T> {
  if (code === undefined) return { value: 'unknown', source: 'stated', codes: [] }
  const raw = { ...(system !== undefined && { system }), code }
  return { value: words.get(code) ?? 'unknown', source: 'stated', codes: [raw] }
}

function derived<const T>(value: T): Field<T> {
  return { value, source: 'derived' }
}
