/**
 * Names of codes and fields, as they stand in a sentence.
 *
 * @module
 */

import { ANTIGEN, COVID_19, DETECTED, findProductNames, NAAT, NOT_DETECTED } from '../dcc-codes.ts'

/** The name of a code; the code itself, in quotation marks, where none is known. */
export type NameOf = (code: string) => string

/** Codes that nearly all rules ask about; that of antibody tests is Switzerland's own. */
const CODES: Readonly<Record<string, string>> = {
  [NAAT]: 'a PCR test (NAAT)',
  [ANTIGEN]: 'a rapid antigen test',
  '94504-8': 'an antibody test',
  [NOT_DETECTED]: 'negative (not detected)',
  [DETECTED]: 'positive (detected)',
  [COVID_19]: 'COVID-19',
}

/** Makes names of those that are given, and else of our own. */
export function createNames(given: Readonly<Record<string, string>>): NameOf {
  return (code) => {
    if (Object.hasOwn(given, code)) return given[code] ?? code
    const known = [CODES, findProductNames()].find((names) => Object.hasOwn(names, code))
    return known?.[code] ?? `"${code}"`
  }
}

const EVENTS: Readonly<Record<string, string>> = {
  v: 'vaccination',
  t: 'test',
  r: 'recovery',
}

const FIELDS: Readonly<Record<string, string>> = {
  dob: 'the date of birth',
  ver: 'the schema version',
  nam: 'the name',
  'v.mp': 'the vaccine',
  'v.ma': "the vaccine's manufacturer",
  'v.vp': 'the type of vaccine',
  'v.dn': 'the dose number',
  'v.sd': 'the number of doses in the series',
  'v.dt': 'the vaccination',
  't.tt': 'the test',
  't.tr': 'the result',
  't.ma': 'the test device',
  't.nm': "the test's name",
  't.sc': 'the sampling',
  't.tc': 'the test centre',
  'r.fr': 'the first positive test',
  'r.df': "the start of the issuer's validity",
  'r.du': "the end of the issuer's validity",
}

const COMMON: Readonly<Record<string, string>> = {
  tg: 'the disease',
  co: 'the country',
  is: 'the issuer',
  ci: 'the identifier',
}

/** The noun of an event: `vaccination`. */
export function toEventWord(event: string): string | undefined {
  return Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
}

const ORDINALS = ['', 'second ', 'third ', 'fourth ']

/** A path in words: `the dose number`; undefined for one that no certificate has. */
export function toFieldWords(path: string): string | undefined {
  const clock = path === 'external.validationClock' ? 'the arrival' : undefined
  if (clock !== undefined || !path.startsWith('payload.')) return clock ?? EXTERNAL[path]
  const [root = '', index, name, ...rest] = path.slice('payload.'.length).split('.')
  if (index === undefined) return FIELDS[root] ?? allOf(root)
  const event = toEventWord(root)
  if (event === undefined || rest.length > 0 || !/^\d+$/.test(index)) return undefined
  const ordinal = ORDINALS[Number(index)] ?? `${Number(index) + 1}th `
  if (name === undefined) return `a ${ordinal}${event}`
  const own = FIELDS[`${root}.${name}`]
  const common = COMMON[name]
  if (own === undefined && common === undefined) return undefined
  const words = own ?? `${common} of the ${event}`
  return ordinal === '' ? words : `${words} (${ordinal}entry)`
}

function allOf(root: string): string | undefined {
  const event = toEventWord(root)
  return event === 'recovery' ? 'recoveries' : event && `${event}s`
}

const EXTERNAL: Readonly<Record<string, string>> = {
  'external.countryCode': 'the country of arrival',
  'external.issuerCountryCode': 'the issuing country',
  'external.exp': "the certificate's expiry",
  'external.iat': "the certificate's issue",
  'external.kid': "the signer's key",
  'external.region': 'the region of arrival',
}
