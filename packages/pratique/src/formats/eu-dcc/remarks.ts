/**
 * Remarks on an EU DCC: every deviation that real issuers are known for. None of them
 * changes a verdict.
 *
 * @module
 */

import { isCountry } from '../../model/countries.ts'
import type { Remark } from '../../outcome.ts'
import type { DccClaims } from './claims.ts'
import type { DccEntry, DccPayload } from './payload.ts'
import { type Group, MAX_TEXT_LENGTH, NAME_MEMBERS, ROOT_MEMBERS, VERSIONS } from './schema.ts'
import {
  CLASS_CODES,
  DISEASES,
  HOLDERS,
  PRODUCTS,
  PROPHYLAXIS,
  TEST_CLASSES,
  TEST_RESULTS,
} from './value-sets.ts'

const SECONDS_PER_YEAR = 31_557_600
/** A DSC lives two years at most, and what it signs should too (hcert_spec §6.1). */
const LONG_LIFETIME_SECONDS = 2 * SECONDS_PER_YEAR
/** Doses up to here were in the schema until 1.2.1. */
const MAX_USUAL_DOSES = 9

type ValueSet = Pick<ReadonlySet<string>, 'has'>

/** The value sets of codes. Devices of rapid tests have no closed list (`t.ma`). */
const CODES: Readonly<Record<Group, Readonly<Record<string, ValueSet>>>> = {
  v: { tg: DISEASES, vp: PROPHYLAXIS, mp: PRODUCTS, ma: HOLDERS },
  t: { tg: DISEASES, tt: TEST_CLASSES, tr: TEST_RESULTS },
  r: { tg: DISEASES },
}

const DATES: Readonly<Record<Group, readonly string[]>> = {
  v: ['dt'],
  t: [],
  r: ['fr', 'df', 'du'],
}
const MAX_NORMALISED_LENGTH = 200
const TRANSLITERATED = /^[A-Z<]*$/
const UVCI_START = 'URN:UVCI:01:'

/** Lists the remarks on a certificate, its claims and its payload. */
export function remarkOnDcc(claims: DccClaims, payload: DccPayload): Remark[] {
  const remarks: Remark[] = [...payload.remarks]
  remarkOnClaims(claims, payload, remarks)
  for (const key of claims.dcc.keys()) {
    if (!ROOT_MEMBERS.has(key)) remarks.push({ code: 'content.extra-field' })
  }
  if (payload.ver !== undefined && !VERSIONS.has(payload.ver)) {
    remarks.push({ code: 'content.unknown-version', field: 'ver' })
  }
  remarkOnHolder(payload, remarks)
  remarkOnEntry(payload, remarks)
  return remarks
}

function remarkOnClaims(
  claims: DccClaims,
  { entry: { texts } }: DccPayload,
  remarks: Remark[],
): void {
  const { iss, iat, exp } = claims
  if (iss !== undefined && !isCountry(iss)) remarks.push({ code: 'content.issuer-form' })
  if (iss !== undefined && texts['co'] !== undefined && iss !== texts['co']) {
    remarks.push({ code: 'content.country-differs' })
  }
  if (claims.hasExtraClaims) remarks.push({ code: 'content.extra-claims' })
  if (claims.hasDevelopmentClaims) remarks.push({ code: 'content.development' })
  if (iat !== undefined && exp !== undefined && exp - iat > LONG_LIFETIME_SECONDS) {
    remarks.push({ code: 'validity.long-lifetime' })
  }
}

function remarkOnHolder({ name, dob, birth }: DccPayload, remarks: Remark[]): void {
  for (const member of NAME_MEMBERS) {
    const part = name[member]
    if (part === undefined) {
      remarks.push({ code: 'content.name-part-missing', field: `nam.${member}` })
      continue
    }
    remarkOnText(part, 'nam.', member, remarks)
    if (member.length === 3 && !TRANSLITERATED.test(part)) {
      remarks.push({ code: 'content.transliteration', field: `nam.${member}` })
    }
  }
  if (dob !== undefined && !birth) remarks.push({ code: 'content.unreadable-date', field: 'dob' })
  else if (birth?.isDateTime) remarks.push({ code: 'content.date-time', field: 'dob' })
  else if (birth?.date.length !== 10) {
    remarks.push({ code: 'content.partial-birth-date', field: 'dob' })
  }
}

function remarkOnEntry({ group, entry }: DccPayload, remarks: Remark[]): void {
  if (!group) return
  const path = `${group}[0].`
  const { texts, dates } = entry
  for (const name in texts) {
    const value = texts[name] ?? ''
    remarkOnText(value, path, name, remarks)
    if (CODES[group][name]?.has(value) === false) {
      remarks.push({ code: 'content.unknown-code', field: path + name })
    }
  }
  for (const name of DATES[group]) {
    const date = dates[name]
    if (date?.isDateTime) remarks.push({ code: 'content.date-time', field: path + name })
    else if (!date && texts[name] !== undefined) {
      remarks.push({ code: 'content.unreadable-date', field: path + name })
    }
  }
  if (texts['ci']?.startsWith(UVCI_START) === false) {
    remarks.push({ code: 'content.identifier-form', field: `${path}ci` })
  }
  if (group === 'v') remarkOnDoses(entry, remarks)
  if (group === 't') remarkOnTest(entry, remarks)
}

function remarkOnText(text: string, path: string, name: string, remarks: Remark[]): void {
  if (text.length > MAX_TEXT_LENGTH) {
    remarks.push({ code: 'content.long-text', field: path + name })
  }
  // Not of what no name is long enough for: composing marks by the thousand takes long.
  if (text.length > MAX_NORMALISED_LENGTH) return
  if (!isAscii(text) && text.normalize('NFC') !== text) {
    remarks.push({ code: 'content.not-normalised', field: path + name })
  }
}

/** More doses than the series has are boosters; none, or a great many, are slips or jokes. */
function remarkOnDoses({ counts: { dn, sd } }: DccEntry, remarks: Remark[]): void {
  if (dn === undefined || sd === undefined) return
  if (dn > sd) remarks.push({ code: 'content.dose-beyond-series', field: 'v[0].dn' })
  if (dn < 1 || sd < 1 || dn > MAX_USUAL_DOSES || sd > MAX_USUAL_DOSES) {
    remarks.push({ code: 'content.dose-count', field: 'v[0].dn' })
  }
}

/** Law: `nm` and `tc` for NAAT, `ma` for rapid tests (Regulation (EU) 2021/953, Annex, point 2). */
function remarkOnTest({ texts, sampledAt }: DccEntry, remarks: Remark[]): void {
  const { sc, tt, nm, ma, tc } = texts
  if (sc !== undefined && !sampledAt) {
    remarks.push({ code: 'content.unreadable-date', field: 't[0].sc' })
  } else if (sampledAt && !sampledAt.isExact) {
    remarks.push({ code: 'content.time-form', field: 't[0].sc' })
  }
  const isOdd = tt === CLASS_CODES.naat ? ma !== undefined || tc === undefined : nm !== undefined
  if (isOdd) remarks.push({ code: 'content.device-field', field: 't[0]' })
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}
