/**
 * Codes of kinds of vaccine against yellow fever, poliomyelitis and meningococcal disease.
 *
 * @module
 */

import type { KindRow } from './rows.ts'

const cvx = { vocabulary: 'cvx', relation: 'exact', source: 'cdc-cvx' } as const
const icd = { vocabulary: 'icd-11', relation: 'exact', source: 'who-immunizations' } as const
const snomed = { vocabulary: 'snomed', relation: 'exact', source: 'who-immunizations' } as const
const atc = { vocabulary: 'atc', relation: 'exact', source: 'atc' } as const
const type1 = { vocabulary: 'who-type', relation: 'exact', source: 'who-icvp' } as const
const type2 = { ...type1, source: 'who-prequalified-2026' } as const

const ANY_OPV = 'polio-bopv polio-topv polio-mopv-1 polio-mopv-2 polio-mopv-3 polio-nopv-2'

// biome-ignore format: a table
export const TRAVEL_KINDS: readonly KindRow[] = [
  { ...icd, kinds: 'yellow-fever-live', codes: 'XM0N24 XM3418' },
  { ...snomed, kinds: 'yellow-fever-live', codes: '836385002 1121000221106' },
  { ...atc, kinds: 'yellow-fever-live', codes: 'J07BL J07BL01' },
  { ...cvx, kinds: 'yellow-fever-live', codes: '37 183 184' },
  { ...type1, kinds: 'yellow-fever-live', codes: 'YellowFever' },
  { ...type2, kinds: 'yellow-fever-live', codes: 'YF' },

  { ...icd, kinds: 'poliomyelitis *', isOpen: true, codes: 'XM0N50' },
  { ...snomed, kinds: 'poliomyelitis *', isOpen: true, codes: '1031000221108' },
  { ...atc, kinds: 'poliomyelitis *', isOpen: true, codes: 'J07BF' },
  { ...cvx, kinds: 'poliomyelitis *', isOpen: true, codes: '89' },
  { ...icd, kinds: 'polio-ipv polio-ipv-fractional polio-sipv', codes: 'XM5V19' },
  { ...snomed, kinds: 'polio-ipv polio-ipv-fractional polio-sipv', codes: '871740006' },
  { ...atc, kinds: 'polio-ipv polio-ipv-fractional polio-sipv', codes: 'J07BF03' },
  { ...cvx, kinds: 'polio-ipv polio-sipv', codes: '10' },
  { ...cvx, kinds: 'polio-ipv-fractional', codes: '324' },
  { ...type1, kinds: 'polio-ipv', codes: 'PolioVaccineInactivatedIPV' },
  { ...type1, kinds: 'polio-sipv', codes: 'PolioVaccineInactivatedSabinsIPV' },
  { ...icd, kinds: 'polio-bopv', codes: 'XM79H3' },
  { ...atc, kinds: 'polio-bopv', codes: 'J07BF04' },
  { ...cvx, kinds: 'polio-bopv', codes: '178' },
  { ...type1, kinds: 'polio-bopv', codes: 'PolioVaccineOralOPVBivalentTypes1and3' },
  { ...type2, kinds: 'polio-bopv', codes: 'bOPV' },
  { ...icd, kinds: 'polio-topv', codes: 'XM0KZ1' },
  { ...atc, kinds: 'polio-topv', codes: 'J07BF02' },
  { ...cvx, kinds: 'polio-topv', codes: '02' },
  { ...type1, kinds: 'polio-topv', codes: 'PolioVaccineOralOPVTrivalent' },
  { ...type2, kinds: 'polio-topv', codes: 'tOPV' },
  { ...icd, kinds: 'polio-mopv-1 polio-mopv-2 polio-mopv-3 polio-nopv-2', codes: 'XM0VX8' },
  { ...atc, kinds: 'polio-mopv-1 polio-mopv-2 polio-mopv-3 polio-nopv-2', codes: 'J07BF01' },
  { ...cvx, kinds: 'polio-mopv-1 polio-mopv-2 polio-mopv-3 polio-nopv-2', codes: '179' },
  { ...type1, kinds: 'polio-mopv-1', codes: 'PolioVaccineOralOPVMonovalentType1' },
  { ...type1, kinds: 'polio-mopv-2', codes: 'PolioVaccineOralOPVMonovalentType2' },
  { ...type1, kinds: 'polio-mopv-3', codes: 'PolioVaccineOralOPVMonovalentType3' },
  { ...type1, kinds: 'polio-nopv-2', codes: 'PolioVaccineNovelOralnOPVType2' },
  { ...cvx, kinds: ANY_OPV, isOpen: true, codes: '182' },
  { ...icd, kinds: 'polio-combination polio-ipv-combination', codes: 'XM1LX9 XM09Q7 XM0LT9 XM8AW1 XM01H1' },
  { ...icd, kinds: 'polio-ipv-combination', codes: 'XM21E6 XM84S1 XM9JP8' },
  { ...cvx, kinds: 'polio-ipv-combination', codes: '110 120 130 132 146 170 195' },
  { ...type1, kinds: 'polio-ipv-combination', codes: `
    DiphtheriaTetanusPertussisacellularHepatitisBHaemophilusinfluenzaetypebPolioInactivated
    DiphtheriaTetanusPertussiswholecellHepatitisBHaemophilusinfluenzaetypebPolioInactivated` },

  { ...icd, kinds: 'meningococcal-disease *', isOpen: true, codes: 'XM2WV4' },
  { ...snomed, kinds: 'meningococcal-disease *', isOpen: true, codes: '836401009' },
  { ...atc, kinds: 'meningococcal-disease *', isOpen: true, codes: 'J07AH' },
  { ...cvx, kinds: 'meningococcal-disease *', isOpen: true, codes: '167' },
  { ...snomed, kinds: 'meningococcal-acwy-conjugate meningococcal-acwy-polysaccharide', codes: '871873006' },
  { ...cvx, kinds: 'meningococcal-acwy-conjugate meningococcal-acwy-polysaccharide', codes: '108' },
  { ...cvx, kinds: 'meningococcal-acwy-conjugate', codes: '114 136 147 203' },
  { ...cvx, kinds: 'meningococcal-acwy-polysaccharide', codes: '32' },
  { ...cvx, kinds: 'meningococcal-abcwy', codes: '316 328' },
  { ...snomed, kinds: 'meningococcal-ac-polysaccharide meningococcal-ac-conjugate', codes: '871871008' },
  { ...cvx, kinds: 'meningococcal-ac-polysaccharide', codes: '192' },
  { ...icd, kinds: 'meningococcal-ac-polysaccharide meningococcal-acwy-polysaccharide', isOpen: true, codes: 'XM5LC2' },
  { ...icd, kinds: 'meningococcal-a-polysaccharide', isOpen: true, codes: 'XM92B2' },
  { ...icd, kinds: 'meningococcal-a-polysaccharide', codes: 'XM37L5' },
  { ...cvx, kinds: 'meningococcal-a-polysaccharide', codes: '191' },
  { ...icd, kinds: 'meningococcal-a-conjugate', codes: 'XM2280' },
  { ...icd, kinds: 'meningococcal-c-conjugate', codes: 'XM18Y8' },
  { ...snomed, kinds: 'meningococcal-c-conjugate', isOpen: true, codes: '871866001' },
  { ...cvx, kinds: 'meningococcal-c-conjugate', codes: '103' },
  { ...cvx, kinds: 'meningococcal-cy-conjugate', codes: '148' },
  { ...icd, kinds: 'meningococcal-b', codes: 'XM9GJ1 XM1X81' },
  { ...cvx, kinds: 'meningococcal-b', codes: '162 163 164' },
]
