/**
 * The common model's view of an EU DCC.
 *
 * @module
 */

import { NO_CODES, stated, statedDate } from '../../model/fields.ts'
import type {
  CodedField,
  HealthCertificate,
  Holder,
  MedicalFact,
  Recovery,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { DccClaims } from './claims.ts'
import type { DccEntry, DccPayload } from './payload.ts'
import type { Group } from './schema.ts'
import { DISEASES, TEST_CLASSES, TEST_RESULTS } from './value-sets.ts'

/** Shows a payload in the common model. Total: what could not be read is absent. */
export function viewDcc(claims: DccClaims, payload: DccPayload): HealthCertificate {
  const fact = viewEntry(payload)
  const uvci = payload.entry.texts['ci']
  return {
    holder: viewHolder(payload),
    facts: fact ? [fact] : [],
    identifiers: uvci === undefined ? [] : [{ scheme: 'uvci', value: uvci }],
    issuer: claims.iss === undefined ? {} : { stated: stated(claims.iss) },
    validity: viewValidity(claims),
  }
}

function viewValidity({ iat, nbf, exp }: DccClaims): HealthCertificate['validity'] {
  const validity: Mutable<HealthCertificate['validity']> = {}
  if (iat !== undefined && Number.isFinite(iat)) validity.issuedAt = iat
  if (nbf !== undefined && Number.isFinite(nbf)) validity.notBefore = nbf
  if (exp !== undefined && Number.isFinite(exp)) validity.expiresAt = exp
  return validity
}

function viewHolder({ name: { fn, gn, fnt, gnt }, birth }: DccPayload): Holder {
  const name: Mutable<Holder['name']> = {}
  if (fn !== undefined) name.family = stated(fn)
  if (gn !== undefined) name.given = stated(gn)
  if (fnt !== undefined) name.familyTransliterated = stated(fnt)
  if (gnt !== undefined) name.givenTransliterated = stated(gnt)
  return birth ? { name, birthDate: statedDate(birth) } : { name }
}

function viewEntry({ group, entry }: DccPayload): MedicalFact | undefined {
  if (!group) return undefined
  const fact = VIEWS[group](entry)
  const { co, is } = entry.texts
  if (co !== undefined) fact.country = stated(co)
  if (is !== undefined) fact.statedBy = stated(is)
  return fact
}

const VIEWS: Readonly<Record<Group, (entry: DccEntry) => Mutable<MedicalFact>>> = {
  v: viewVaccination,
  t: viewTest,
  r: viewRecovery,
}

function viewVaccination({ texts, counts, dates }: DccEntry): Mutable<Vaccination> {
  const { tg, mp, vp, ma } = texts
  const fact: Mutable<Vaccination> = {
    kind: 'vaccination',
    disease: coded(tg, DISEASES),
    status: { value: 'completed', source: 'derived' },
  }
  if (dates['dt']) fact.date = statedDate(dates['dt'])
  if (mp !== undefined) fact.product = coded(mp, NO_CODES)
  if (vp !== undefined) fact.vaccineType = coded(vp, NO_CODES)
  if (ma !== undefined) fact.manufacturer = coded(ma, NO_CODES)
  if (counts['dn'] !== undefined) fact.doseNumber = stated(counts['dn'])
  if (counts['sd'] !== undefined) fact.seriesDoses = stated(counts['sd'])
  return fact
}

function viewTest({ texts, sampledAt }: DccEntry): Mutable<Test> {
  const { tg, tt, tr, nm, ma, tc } = texts
  const fact: Mutable<Test> = {
    kind: 'test',
    disease: coded(tg, DISEASES),
    class: coded(tt, TEST_CLASSES),
    result: coded(tr, TEST_RESULTS),
    status: { value: 'final', source: 'derived' },
  }
  if (sampledAt) fact.sampledAt = stated(sampledAt.text)
  if (nm !== undefined) fact.name = stated(nm)
  if (ma !== undefined) fact.device = coded(ma, NO_CODES)
  if (tc !== undefined) fact.centre = stated(tc)
  return fact
}

function viewRecovery({ texts, dates: { fr, df, du } }: DccEntry): Mutable<Recovery> {
  const fact: Mutable<Recovery> = { kind: 'recovery', disease: coded(texts['tg'], DISEASES) }
  if (fr) fact.firstPositive = statedDate(fr)
  if (df) fact.validFrom = statedDate(df)
  if (du) fact.validUntil = statedDate(du)
  return fact
}

/** A code without a word of ours is `unknown`; codes that the model keeps raw have no words. */
function coded<T extends string>(
  code: string | undefined,
  words: ReadonlyMap<string, T>,
): CodedField<T> {
  if (code === undefined) return { value: 'unknown', source: 'stated', codes: [] }
  return { value: words.get(code) ?? 'unknown', source: 'stated', codes: [{ code }] }
}
