/**
 * Kinds of vaccine: what rules ask for where no product is named.
 *
 * @module
 */

import type { VaccineKind } from '../product.ts'

const DIPHTHERIA_TO_HIB = [
  'diphtheria',
  'tetanus',
  'pertussis',
  'hepatitis-b',
  'haemophilus-influenzae-b',
] as const

export const KINDS: readonly VaccineKind[] = [
  { id: 'covid-19-mrna', disease: 'covid-19', platform: 'mrna' },
  { id: 'covid-19-dna', disease: 'covid-19', platform: 'dna' },
  { id: 'covid-19-viral-vector', disease: 'covid-19', platform: 'viral-vector' },
  { id: 'covid-19-inactivated', disease: 'covid-19', platform: 'inactivated' },
  { id: 'covid-19-protein-subunit', disease: 'covid-19', platform: 'protein-subunit' },
  { id: 'covid-19-virus-like-particle', disease: 'covid-19', platform: 'virus-like-particle' },
  { id: 'covid-19-live', disease: 'covid-19', platform: 'live-attenuated' },

  { id: 'yellow-fever-live', disease: 'yellow-fever', platform: 'live-attenuated' },

  { id: 'polio-ipv', disease: 'poliomyelitis', platform: 'inactivated' },
  { id: 'polio-ipv-fractional', disease: 'poliomyelitis', platform: 'inactivated' },
  { id: 'polio-sipv', disease: 'poliomyelitis', platform: 'inactivated' },
  { id: 'polio-bopv', disease: 'poliomyelitis', platform: 'live-attenuated' },
  { id: 'polio-topv', disease: 'poliomyelitis', platform: 'live-attenuated' },
  { id: 'polio-mopv-1', disease: 'poliomyelitis', platform: 'live-attenuated' },
  { id: 'polio-mopv-2', disease: 'poliomyelitis', platform: 'live-attenuated' },
  { id: 'polio-mopv-3', disease: 'poliomyelitis', platform: 'live-attenuated' },
  { id: 'polio-nopv-2', disease: 'poliomyelitis', platform: 'live-attenuated' },
  {
    id: 'polio-ipv-combination',
    disease: 'poliomyelitis',
    alsoAgainst: DIPHTHERIA_TO_HIB,
    platform: 'inactivated',
  },
  // Of combinations whose part against polio is not told.
  { id: 'polio-combination', disease: 'poliomyelitis', alsoAgainst: DIPHTHERIA_TO_HIB },

  {
    id: 'meningococcal-acwy-conjugate',
    disease: 'meningococcal-disease',
    platform: 'conjugate',
    serogroups: 'ACWY',
  },
  {
    id: 'meningococcal-acwy-polysaccharide',
    disease: 'meningococcal-disease',
    platform: 'polysaccharide',
    serogroups: 'ACWY',
  },
  { id: 'meningococcal-abcwy', disease: 'meningococcal-disease', serogroups: 'ABCWY' },
  {
    id: 'meningococcal-ac-polysaccharide',
    disease: 'meningococcal-disease',
    platform: 'polysaccharide',
    serogroups: 'AC',
  },
  {
    id: 'meningococcal-ac-conjugate',
    disease: 'meningococcal-disease',
    platform: 'conjugate',
    serogroups: 'AC',
  },
  {
    id: 'meningococcal-a-conjugate',
    disease: 'meningococcal-disease',
    platform: 'conjugate',
    serogroups: 'A',
  },
  {
    id: 'meningococcal-a-polysaccharide',
    disease: 'meningococcal-disease',
    platform: 'polysaccharide',
    serogroups: 'A',
  },
  {
    id: 'meningococcal-c-conjugate',
    disease: 'meningococcal-disease',
    platform: 'conjugate',
    serogroups: 'C',
  },
  {
    id: 'meningococcal-cy-conjugate',
    disease: 'meningococcal-disease',
    alsoAgainst: ['haemophilus-influenzae-b'],
    platform: 'conjugate',
    serogroups: 'CY',
  },
  { id: 'meningococcal-b', disease: 'meningococcal-disease', serogroups: 'B' },
]
