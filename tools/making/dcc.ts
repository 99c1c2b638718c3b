/**
 * Contents of EU DCCs that are all made up.
 *
 * @module
 */

import type { Plain } from './hcert.ts'

/** Members of a certificate, in the spelling of the DCC schema. */
export interface DccContent {
  readonly [name: string]: Plain
}

/** A made-up state that issues. */
export interface State {
  /** ISO 3166-1 alpha-2 as certificates write it. */
  readonly country: string
  readonly authority: string
}

/** Characters of a UVCI, in the order that its check character counts them. */
const UVCI_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:'

/** COVID-19 (value set disease-agent-targeted). */
const COVID_19 = '840539006'

/** Builds a UVCI with its check character (eHealth Network, guidelines on UVCI, annex 2). */
export function uvci(country: string, opaque: string): string {
  const text = `URN:UVCI:01:${country}:${opaque}`
  return `${text}#${checkCharacter(text)}`
}

/** Luhn's algorithm over the characters' positions (ISO/IEC 7812-1 annex B, in base 38). */
function checkCharacter(text: string): string {
  const base = UVCI_CHARACTERS.length
  let sum = 0
  for (const [index, character] of [...text].reverse().entries()) {
    const addend = UVCI_CHARACTERS.indexOf(character) * (index % 2 === 0 ? 2 : 1)
    sum += Math.floor(addend / base) + (addend % base)
  }
  return UVCI_CHARACTERS.charAt((base - (sum % base)) % base)
}

/** A vaccination with a product of the value sets: dose 2 of 2. */
export function vaccination({ country, authority }: State, id: string, other = {}): DccContent {
  return {
    tg: COVID_19,
    vp: '1119349007',
    mp: 'EU/1/20/1528',
    ma: 'ORG-100030215',
    dn: 2,
    sd: 2,
    dt: '2025-12-15',
    co: country,
    is: authority,
    ci: uvci(country, id),
    ...other,
  }
}

/** A nucleic acid test: not detected. */
export function pcrTest({ country, authority }: State, id: string, other = {}): DccContent {
  return {
    tg: COVID_19,
    tt: 'LP6464-4',
    nm: 'Amaurot RT-PCR',
    sc: '2026-01-04T09:30:00Z',
    tr: '260415000',
    tc: 'Amaurot Test Centre',
    co: country,
    is: authority,
    ci: uvci(country, id),
    ...other,
  }
}

/** A rapid antigen test: detected. */
export function antigenTest({ country, authority }: State, id: string, other = {}): DccContent {
  return {
    tg: COVID_19,
    tt: 'LP217198-3',
    ma: '1232',
    sc: '2026-01-04T16:05:00+01:00',
    tr: '260373001',
    tc: 'Anyder Bridge Test Station',
    co: country,
    is: authority,
    ci: uvci(country, id),
    ...other,
  }
}

/** A recovery: half a year from a positive test. */
export function recovery({ country, authority }: State, id: string, other = {}): DccContent {
  return {
    tg: COVID_19,
    fr: '2025-12-01',
    df: '2025-12-12',
    du: '2026-05-30',
    co: country,
    is: authority,
    ci: uvci(country, id),
    ...other,
  }
}

/** A name as a certificate states it. */
export interface Name {
  readonly fn?: string
  readonly fnt?: string
  readonly gn?: string
  readonly gnt?: string
}

/** A whole certificate of one group. */
export function certificate(
  group: 'v' | 't' | 'r',
  entry: Plain,
  holder: { readonly nam: Name; readonly dob: string },
): DccContent {
  return { ver: '1.3.0', nam: { ...holder.nam }, dob: holder.dob, [group]: [entry] }
}
