/**
 * Products against yellow fever, poliomyelitis and meningococcal disease: those of WHO's catalogue of
 * prequalified vaccines, packs of one product taken together.
 *
 * `primarySeries` of yellow fever: one dose, for life (IHR (2005) Annex 7).
 *
 * @module
 */

import type { ProductLine } from './rows.ts'

const yellowFever = { kind: 'yellow-fever-live', primarySeries: 1, isPrequalified: true } as const
const listed = { isPrequalified: true } as const

// biome-ignore format: a table
export const TRAVEL_PRODUCTS: readonly ProductLine[] = [
  { id: 'stamaril', name: 'Stamaril', ...yellowFever },
  { id: 'sinsavac', name: 'SinSaVac', ...yellowFever },
  { id: 'yellow-fever-bio-manguinhos', name: 'Yellow fever vaccine, Bio-Manguinhos', ...yellowFever },
  { id: 'yellow-fever-chumakov', name: 'Yellow fever vaccine, Chumakov Center', ...yellowFever },
  { id: 'yellow-fever-dakar', name: 'Yellow fever vaccine, Institut Pasteur de Dakar', ...yellowFever },

  { id: 'imovax-polio', name: 'Imovax Polio', kind: 'polio-ipv', ...listed },
  { id: 'ipv-aj-vaccines', name: 'IPV, AJ Vaccines', kind: 'polio-ipv', ...listed },
  { id: 'picovax', name: 'Picovax', kind: 'polio-ipv', ...listed },
  { id: 'polio-ipv-bilthoven', name: 'IPV, Bilthoven Biologicals', kind: 'polio-ipv', ...listed },
  { id: 'polio-ipv-serum-institute', name: 'IPV, Serum Institute of India', kind: 'polio-ipv', ...listed },
  { id: 'shanipv', name: 'ShanIPV', kind: 'polio-ipv', ...listed },
  { id: 'eupolio', name: 'Eupolio', kind: 'polio-sipv', ...listed },
  { id: 'polio-sipv-beijing', name: 'sIPV, Beijing Institute', kind: 'polio-sipv', ...listed },
  { id: 'polio-sipv-sinovac', name: 'sIPV, Sinovac', kind: 'polio-sipv', ...listed },
  { id: 'hexasiil', name: 'Hexasiil', kind: 'polio-ipv-combination', ...listed },
  { id: 'hexaxim', name: 'Hexaxim', kind: 'polio-ipv-combination', ...listed },
  { id: 'biopolio-b1-3', name: 'Biopolio B1/3', kind: 'polio-bopv', ...listed },
  { id: 'polio-bopv-beijing', name: 'bOPV, Beijing Institute', kind: 'polio-bopv', ...listed },
  { id: 'polio-bopv-bio-farma', name: 'bOPV, Bio Farma', kind: 'polio-bopv', ...listed },
  { id: 'polio-bopv-haffkine', name: 'bOPV, Haffkine', kind: 'polio-bopv', ...listed },
  { id: 'polio-bopv-panacea', name: 'bOPV, Panacea Biotec', kind: 'polio-bopv', ...listed },
  { id: 'polio-bopv-serum-institute', name: 'bOPV, Serum Institute of India', kind: 'polio-bopv', ...listed },
  { id: 'polio-sabin-one-and-three', name: 'Polio Sabin One and Three', kind: 'polio-bopv', ...listed },
  { id: 'biopolio', name: 'Biopolio', kind: 'polio-topv', ...listed },
  { id: 'polio-topv-bio-farma', name: 'tOPV, Bio Farma', kind: 'polio-topv', ...listed },
  { id: 'polio-topv-haffkine', name: 'tOPV, Haffkine', kind: 'polio-topv', ...listed },
  { id: 'polio-mopv-1-bio-farma', name: 'mOPV1, Bio Farma', kind: 'polio-mopv-1', ...listed },
  { id: 'polio-mopv-1-haffkine', name: 'mOPV1, Haffkine', kind: 'polio-mopv-1', ...listed },
  { id: 'polio-sabin-mono-one', name: 'Polio Sabin Mono T1', kind: 'polio-mopv-1', ...listed },
  { id: 'polio-mopv-2-bio-farma', name: 'mOPV2, Bio Farma', kind: 'polio-mopv-2', ...listed },
  { id: 'polio-mopv-2-sanofi', name: 'mOPV2, Sanofi Pasteur', kind: 'polio-mopv-2', ...listed },
  { id: 'polio-sabin-mono-two', name: 'Polio Sabin Mono Two', kind: 'polio-mopv-2', ...listed },
  { id: 'polio-sabin-mono-three', name: 'Polio Sabin Mono Three', kind: 'polio-mopv-3', ...listed },
  { id: 'polio-nopv-2-bio-farma', name: 'nOPV2, Bio Farma', kind: 'polio-nopv-2', ...listed },
  { id: 'polio-nopv-2-biological-e', name: 'nOPV2, Biological E', kind: 'polio-nopv-2', ...listed },

  { id: 'menactra', name: 'Menactra', kind: 'meningococcal-acwy-conjugate', ...listed },
  { id: 'menquadfi', name: 'MenQuadfi', kind: 'meningococcal-acwy-conjugate', ...listed },
  { id: 'menveo', name: 'Menveo', kind: 'meningococcal-acwy-conjugate', ...listed },
  { id: 'nimenrix', name: 'Nimenrix', kind: 'meningococcal-acwy-conjugate', ...listed },
  { id: 'menafrivac', name: 'MenAfriVac', kind: 'meningococcal-a-conjugate', ...listed },
  { id: 'menafrivac-5', name: 'MenAfriVac 5 µg', kind: 'meningococcal-a-conjugate', ...listed },
]
