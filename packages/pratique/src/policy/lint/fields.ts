/**
 * What rules can read: the fields of the EU DCC (schema 1.3.0) and what is external to it.
 *
 * @module
 */

import { ENTRY_MEMBERS } from '../dcc-codes.ts'

const EVENT_FIELDS: Readonly<Record<string, readonly string[]>> = ENTRY_MEMBERS
const NAME_FIELDS = ['fn', 'fnt', 'gn', 'gnt']

const EXTERNAL_FIELDS = [
  'validationClock',
  'countryCode',
  'exp',
  'iat',
  'issuerCountryCode',
  'kid',
  'region',
]

/** Names of the value sets that all verifiers have (eHealth Network). */
const STANDARD_SETS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'country-2-codes',
  'disease-agent-targeted',
  'covid-19-lab-test-manufacturer-and-name',
  'covid-19-lab-result',
  'covid-19-lab-test-type',
  'vaccines-covid-19-auth-holders',
  'vaccines-covid-19-names',
  'sct-vaccines-covid-19',
])

export function isStandardSet(name: string): boolean {
  return STANDARD_SETS.has(name)
}

/** Which value set the codes of a field are in, by the end of its path: `t.0.tt`. */
export function valueSetOf(field: string): string | undefined {
  const [, event, name] = /^([vtr])\.\d+\.([a-z]{2})$/.exec(field) ?? []
  if (event === undefined || name === undefined) return undefined
  return SETS[`${event}.${name}`] ?? SETS[name]
}

const SETS: Readonly<Record<string, string>> = {
  tg: 'disease-agent-targeted',
  co: 'country-2-codes',
  'v.vp': 'sct-vaccines-covid-19',
  'v.mp': 'vaccines-covid-19-names',
  'v.ma': 'vaccines-covid-19-auth-holders',
  't.tt': 'covid-19-lab-test-type',
  't.tr': 'covid-19-lab-result',
  't.ma': 'covid-19-lab-test-manufacturer-and-name',
}

/** Tells whether a certificate can have a field, or a part of it: without `payload.`. */
export function isPayloadField(field: string): boolean {
  const [root = '', index, name, ...rest] = field.split('.')
  if (root === 'ver' || root === 'dob') return index === undefined
  if (root === 'nam') {
    return index === undefined || (NAME_FIELDS.includes(index) && name === undefined)
  }
  const names = Object.hasOwn(EVENT_FIELDS, root) ? EVENT_FIELDS[root] : undefined
  if (!names || rest.length > 0) return false
  if (index === undefined) return true
  return /^\d+$/.test(index) && (name === undefined || names.includes(name))
}

/** The same of what is external: without `external.`. */
export function isExternalField(field: string): boolean {
  return EXTERNAL_FIELDS.includes(field) || /^valueSets(?:\.[^.]+)?$/.test(field)
}

/** All paths of fields, for suggestions; entries by their first. */
export function knownPaths(): readonly string[] {
  const events = Object.entries(EVENT_FIELDS).flatMap(([event, names]) =>
    names.map((name) => `payload.${event}.0.${name}`),
  )
  const names = NAME_FIELDS.map((name) => `payload.nam.${name}`)
  const external = EXTERNAL_FIELDS.map((name) => `external.${name}`)
  return ['payload.dob', 'payload.ver', ...names, ...events, ...external]
}
