/**
 * Remarks on a seal. None of them changes a verdict.
 *
 * @module
 */

import { toCountry } from '../../model/country-codes.ts'
import { readDate, readInstant, readPartialDate } from '../../model/dates.ts'
import type { Remark } from '../../outcome.ts'
import type { SealClaims } from './claims.ts'
import type { SealObject, SealPayload, SealTest, SealVaccine } from './payload.ts'
import { DISEASES, OTHER_RESULTS, TEST_CLASSES, TEST_RESULTS, VACCINES } from './value-sets.ts'

/** Lists the remarks on a seal. */
export function remarkOnSeal({ country }: SealClaims, payload: SealPayload): Remark[] {
  const remarks: Remark[] = [...payload.remarks]
  remarkOnBirthDate(payload.person, remarks)
  for (const vaccine of payload.vaccines) remarkOnVaccine(vaccine, country, remarks)
  if (payload.test) remarkOnTest(payload.test, country, remarks)
  return remarks
}

function remarkOnBirthDate({ texts: { dob } }: SealObject, remarks: Remark[]): void {
  const field = 'msg.pid.dob'
  const birth = dob === undefined ? undefined : readPartialDate(dob)
  if (dob !== undefined && !birth) remarks.push({ code: 'content.unreadable-date', field })
  else if (birth?.isDateTime) remarks.push({ code: 'content.date-time', field })
  else if (birth?.date.length !== 10) remarks.push({ code: 'content.partial-birth-date', field })
}

function remarkOnVaccine(vaccine: SealVaccine, country: string, remarks: Remark[]): void {
  remarkOnCode(vaccine, 'des', VACCINES, remarks)
  remarkOnCode(vaccine, 'dis', DISEASES, remarks)
  for (const dose of vaccine.doses) {
    const { dvc } = dose.texts
    const date = dvc === undefined ? undefined : readDate(dvc)
    const field = `${dose.path}.dvc`
    if (dvc !== undefined && !date) remarks.push({ code: 'content.unreadable-date', field })
    else if (date?.isDateTime) remarks.push({ code: 'content.date-time', field })
    remarkOnCountry(dose, country, remarks)
  }
}

function remarkOnTest({ provider, times, result }: SealTest, country: string, remarks: Remark[]) {
  remarkOnCountry(provider, country, remarks)
  remarkOnCode(result, 'tc', TEST_CLASSES, remarks)
  const { r } = result.texts
  if (!OTHER_RESULTS.has(r ?? '')) remarkOnCode(result, 'r', TEST_RESULTS, remarks)
  const { sc } = times.texts
  if (sc === undefined) return
  const field = `${times.path}.sc`
  const instant = readInstant(sc)
  if (!instant && !readDate(sc)) remarks.push({ code: 'content.unreadable-date', field })
  else if (!instant?.isExact) remarks.push({ code: 'content.time-form', field })
}

function remarkOnCode(
  { path, texts }: SealObject,
  name: string,
  words: ReadonlyMap<string, string>,
  remarks: Remark[],
): void {
  const code = texts[name]
  if (code === undefined || words.has(code)) return
  remarks.push({ code: 'content.unknown-code', field: `${path}.${name}` })
}

/** Where it was given, and which state vouches for it: both may be right. */
function remarkOnCountry({ path, texts }: SealObject, issuer: string, remarks: Remark[]): void {
  const { ctr } = texts
  if (ctr === undefined) return
  const country = toCountry(ctr)
  const field = `${path}.ctr`
  if (country === undefined) remarks.push({ code: 'content.unknown-code', field })
  else if (country !== issuer) remarks.push({ code: 'content.country-differs', field })
}
