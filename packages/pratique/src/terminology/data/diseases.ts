/**
 * Codes and words of diseases, of the agents that cause them, and of vaccines against one of them.
 *
 * @module
 */

import type { DiseaseWord } from '../product.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { SourceKey } from './sources.ts'

export interface DiseaseRow {
  readonly disease: DiseaseWord
  readonly vocabulary: Vocabulary
  readonly codes: string
  readonly source: SourceKey
}

const icd = { vocabulary: 'icd-11', source: 'who-icvp' } as const
const snomed = { vocabulary: 'snomed', source: 'snomed' } as const
const cvx = { vocabulary: 'cvx', source: 'cdc-cvx' } as const

// biome-ignore format: a table
export const DISEASE_CODES: readonly DiseaseRow[] = [
  { disease: 'covid-19', vocabulary: 'snomed', source: 'eu-value-sets', codes: '840539006' },
  { disease: 'covid-19', vocabulary: 'snomed', source: 'who-ddcc', codes: '840533007' },
  // RA01.0 and RA01.1 are COVID-19 with and without proof of the virus; XN109 is the virus.
  { disease: 'covid-19', ...icd, codes: 'RA01 RA01.0 RA01.1 XN109' },
  { disease: 'yellow-fever', ...icd, codes: '1D47' },
  { disease: 'yellow-fever', ...snomed, codes: '16541001' },
  { disease: 'poliomyelitis', ...icd, codes: '1C81' },
  { disease: 'poliomyelitis', ...snomed, codes: '398102009' },
  { disease: 'meningococcal-disease', ...icd, codes: '1C1C' },
  { disease: 'meningococcal-disease', ...snomed, codes: '23511006' },
  { disease: 'typhoid', ...icd, codes: '1A07' },
  { disease: 'influenza', ...icd, codes: '1E32' },
  { disease: 'measles', ...icd, codes: '1F03' },
  { disease: 'pertussis', ...icd, codes: '1C12' },
  { disease: 'mumps', ...icd, codes: '1D80' },
  { disease: 'varicella', ...icd, codes: '1E90' },
  { disease: 'hepatitis-a', ...icd, codes: '1E50.0' },
  { disease: 'hepatitis-b', ...icd, codes: '1E50.1' },
  { disease: 'tuberculosis', ...icd, codes: '1B1Z' },
  { disease: 'tetanus', ...icd, codes: '1C13' },
  { disease: 'japanese-encephalitis', ...icd, codes: '1C85' },
  { disease: 'diphtheria', ...icd, codes: '1C17' },
  { disease: 'rubella', ...icd, codes: '1F02' },
  { disease: 'dengue', ...icd, codes: '1D2Z' },
  { disease: 'rabies', ...icd, codes: '1C82' },
  { disease: 'cholera', ...icd, codes: '1A00' },
  { disease: 'tick-borne-encephalitis', ...icd, codes: '1C80' },
]

/** Vaccines against one disease, of which we know no more. Combinations are left out. */
// biome-ignore format: a table
export const OTHER_VACCINES: readonly DiseaseRow[] = [
  { disease: 'cholera', ...cvx, codes: '26 172 173 174' },
  { disease: 'dengue', ...cvx, codes: '56 330' },
  { disease: 'hepatitis-a', ...cvx, codes: '31 52 83 84 85 169' },
  { disease: 'hepatitis-b', ...cvx, codes: '42 43 44 45 189 220' },
  { disease: 'haemophilus-influenzae-b', ...cvx, codes: '17 46 47 48 49' },
  { disease: 'influenza', ...cvx, codes: `
    15 16 88 111 135 140 141 144 149 150 151 153 155 158 161 166 168 171 185 186 194 197 200 201 202 205
    231 320 331 333` },
  { disease: 'japanese-encephalitis', ...cvx, codes: '39 129 134' },
  { disease: 'pertussis', ...cvx, codes: '11' },
  { disease: 'rabies', ...cvx, codes: '18 40 90 175 176' },
  { disease: 'tetanus', ...cvx, codes: '35 112 142' },
  { disease: 'tick-borne-encephalitis', ...cvx, codes: '77 222 223 224' },
  { disease: 'tuberculosis', ...cvx, codes: '19' },
  { disease: 'typhoid', ...cvx, codes: '25 41 53 91 101 190' },
  { disease: 'varicella', ...cvx, codes: '21' },
]

/** Names of diseases as whole texts, beside our own words for them. */
// biome-ignore format: a table
export const DISEASE_NAMES: Readonly<Record<DiseaseWord, readonly string[]>> = {
  'covid-19': ['covid19', 'sars cov 2', 'coronavirus disease 2019', 'coronavirus disease covid 19'],
  'yellow-fever': ['yellowfever', 'yf', 'fièvre jaune', 'fiebre amarilla', 'febre amarela', 'gelbfieber'],
  poliomyelitis: ['polio', 'poliomyélite', 'poliomielitis'],
  'meningococcal-disease': ['meningococcal', 'meningococcal meningitis', 'meningococcal infection'],
  typhoid: ['typhoid fever'],
  influenza: ['flu'],
  measles: [],
  pertussis: ['whooping cough'],
  mumps: [],
  varicella: ['chickenpox'],
  'hepatitis-a': ['viral hepatitis a'],
  'hepatitis-b': ['viral hepatitis b'],
  'haemophilus-influenzae-b': ['hib', 'haemophilus influenzae type b'],
  tuberculosis: ['tb'],
  tetanus: [],
  'japanese-encephalitis': [],
  diphtheria: [],
  rubella: [],
  dengue: ['dengue fever'],
  rabies: [],
  cholera: [],
  'tick-borne-encephalitis': ['tbe'],
}
