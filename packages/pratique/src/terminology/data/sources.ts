/**
 * Where the rows of our tables come from. Every row was written by us, in our words, from codes used as
 * facts; no text, display or table of a source stands here.
 *
 * @module
 */

/** A source, and what may be done with it. */
export interface Source {
  readonly name: string
  readonly licence: string
}

/** The sources, by the word that rows of the tables name them with. */
export type SourceKey =
  | 'eu-value-sets'
  | 'cdc-cvx'
  | 'icd-11'
  | 'snomed'
  | 'loinc'
  | 'atc'
  | 'who-ddcc'
  | 'who-icvp'
  | 'who-immunizations'
  | 'who-prequalified-2025'
  | 'who-prequalified-2026'
  | 'icao-9303-13'
  | 'divoc'
  | 'health-cards'
  | 'pratique'

export const SOURCES: Readonly<Record<SourceKey, Source>> = {
  'eu-value-sets': {
    name: 'eHealth Network, value sets of the EU Digital COVID Certificate',
    licence: 'Apache-2.0',
  },
  'cdc-cvx': {
    name: 'CDC, code set of vaccines administered (CVX)',
    licence: 'public domain (USA)',
  },
  'icd-11': { name: 'WHO, ICD-11 MMS and foundation', licence: 'CC BY-ND 3.0 IGO: codes as facts' },
  snomed: {
    name: 'SNOMED International and national extensions',
    licence: 'SNOMED CT licence: codes as facts',
  },
  loinc: { name: 'Regenstrief Institute, LOINC', licence: 'LOINC licence (free, with notice)' },
  atc: { name: 'WHO Collaborating Centre, ATC', licence: 'codes as facts' },
  'who-ddcc': {
    name: 'WHO, DDCC implementation guide (concept maps and code systems)',
    licence: 'CC BY-NC-SA 3.0 IGO: codes as facts',
  },
  'who-icvp': {
    name: 'WHO, ICVP implementation guide, 2025',
    licence: 'CC BY-NC-SA 3.0 IGO: codes as facts',
  },
  'who-immunizations': {
    name: 'WHO, immunizations guide, data dictionary',
    licence: 'CC BY-NC-SA 3.0 IGO: codes as facts',
  },
  'who-prequalified-2025': {
    name: 'WHO, catalogue of prequalified vaccines, February 2025',
    licence: 'CC BY-NC-SA 3.0 IGO: codes as facts',
  },
  'who-prequalified-2026': {
    name: 'WHO, catalogue of prequalified vaccines, April 2026',
    licence: 'CC BY-NC-SA 3.0 IGO: codes as facts',
  },
  'icao-9303-13': { name: 'ICAO, Doc 9303-13, words of the VDS-NC', licence: 'words as facts' },
  divoc: { name: 'DIVOC, words of its certificates', licence: 'MIT' },
  'health-cards': { name: 'SMART Health Cards, codes that its tools list', licence: 'Apache-2.0' },
  pratique: { name: 'Pratique: names as they are in common use', licence: 'Apache-2.0' },
}
