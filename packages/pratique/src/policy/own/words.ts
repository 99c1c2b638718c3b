/**
 * The words that a policy may use, as values.
 *
 * @module
 */

import type { TestClass } from '../../model/health-certificate.ts'
import type { DiseaseWord, Platform } from '../../terminology/product.ts'

/** Records, so that a word that the terminology adds is missed by the compiler. */
const DISEASE_WORDS: Readonly<Record<DiseaseWord, true>> = {
  'covid-19': true,
  'yellow-fever': true,
  poliomyelitis: true,
  'meningococcal-disease': true,
  typhoid: true,
  influenza: true,
  measles: true,
  pertussis: true,
  mumps: true,
  varicella: true,
  'hepatitis-a': true,
  'hepatitis-b': true,
  'haemophilus-influenzae-b': true,
  tuberculosis: true,
  tetanus: true,
  'japanese-encephalitis': true,
  diphtheria: true,
  rubella: true,
  dengue: true,
  rabies: true,
  cholera: true,
  'tick-borne-encephalitis': true,
}

const PLATFORM_WORDS: Readonly<Record<Platform, true>> = {
  mrna: true,
  dna: true,
  'viral-vector': true,
  inactivated: true,
  'protein-subunit': true,
  'virus-like-particle': true,
  'live-attenuated': true,
  polysaccharide: true,
  conjugate: true,
}

const TEST_CLASS_WORDS: Readonly<Record<TestClass, true>> = {
  naat: true,
  'antigen-rapid': true,
  'antigen-laboratory': true,
  antibody: true,
}

export const DISEASES: readonly DiseaseWord[] = keysOf(DISEASE_WORDS)
export const PLATFORMS: readonly Platform[] = keysOf(PLATFORM_WORDS)
export const TEST_CLASSES: readonly TestClass[] = keysOf(TEST_CLASS_WORDS)

function keysOf<K extends string>(record: Readonly<Record<K, true>>): readonly K[] {
  // The compiler types keys as `string`, since an object may have more members than its type says.
  return Object.keys(record) as K[]
}
