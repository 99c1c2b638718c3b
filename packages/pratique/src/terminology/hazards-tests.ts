/**
 * Dangerous mappings of tests: to a class that the test is not of.
 *
 * @module
 */

import type { RawCode, TestClass } from '../model/health-certificate.ts'
import type { Mapping } from './concept-map-reading.ts'
import type { TestHazard } from './data/tests.ts'
import { findMeaning, type Lookup } from './lookup.ts'

export type TestHazardKind =
  | 'antibody-as-virus-test'
  | 'virus-test-as-antibody'
  | 'molecular-as-antigen'
  | 'antigen-as-molecular'
  | 'laboratory-as-rapid'
  | `${TestHazard}-as-test`

export interface Hazard<Kind extends string> {
  readonly severity: 'error' | 'warning'
  readonly kind: Kind
}

/** What a coding is as a test. */
interface Nature {
  readonly hazard?: TestHazard
  readonly classes: ReadonlySet<TestClass>
  /** Its display had to be read. */
  readonly isRead: boolean
}

/** Hazards whose result may count where the map's user looks at the members. */
const LIGHT: ReadonlySet<TestHazard> = /* @__PURE__ */ new Set<TestHazard>([
  'panel',
  'several',
  'unspecific',
])

/** Displays of no test. */
const NO_TEST = /vaccin|vacun|vacin|immuni[sz]/i

/**
 * What displays of tests say, in LOINC's words above all: the first that fits counts. A display is read
 * only where a code is not in our tables.
 */
const DISPLAYS: readonly {
  readonly pattern: RegExp
  readonly hazard?: TestHazard
  readonly classes?: readonly TestClass[]
}[] = [
  {
    pattern: /cycle threshold|\bct[ -]value|viral load|(?:#|copies|units)\/(?:volume|ml)/i,
    hazard: 'quantity',
  },
  {
    pattern: /lineage|\bclade\b|\bvariants?\b|mutation|genotyp|genome|nucleotide sequence/i,
    hazard: 'typing',
  },
  { pattern: /sequencing/i, hazard: 'sequencing' },
  { pattern: /\bdonor\b/i, hazard: 'donor' },
  { pattern: /antibod|\bab\b|\big[agm]\b|serolog|neutrali[sz]ing/i, classes: ['antibody'] },
  { pattern: /\bpanel\b/i, hazard: 'panel' },
  {
    pattern: /rapid (?:antigen|immunoassay)|antigen rapid|\bag[- ]?rdt\b/i,
    classes: ['antigen-rapid'],
  },
  { pattern: /antigen|\bag\b/i, classes: ['antigen-rapid', 'antigen-laboratory'] },
  {
    pattern: /nucleic acid|\bnaa?t?\b|\bpcr\b|\brna\b|amplification|molecular/i,
    classes: ['naat'],
  },
]

/** Checks what a mapping does to a test. */
export function checkTest(
  lookup: Lookup,
  { source, target }: Mapping,
): readonly Hazard<TestHazardKind>[] {
  const from = natureOf(lookup, source)
  const to = natureOf(lookup, target)
  if (!from || !to || to.hazard !== undefined) return []
  const isRead = from.isRead || to.isRead
  if (from.hazard !== undefined) {
    const isLight = isRead || LIGHT.has(from.hazard)
    return [{ severity: isLight ? 'warning' : 'error', kind: `${from.hazard}-as-test` }]
  }
  const kind = compare(from.classes, to.classes)
  if (!kind) return []
  const isLight = isRead || kind === 'laboratory-as-rapid'
  return [{ severity: isLight ? 'warning' : 'error', kind }]
}

function compare(
  from: ReadonlySet<TestClass>,
  to: ReadonlySet<TestClass>,
): TestHazardKind | undefined {
  if ([...from].every((each) => to.has(each))) return undefined
  if (from.has('antibody')) return 'antibody-as-virus-test'
  if (to.has('antibody')) return 'virus-test-as-antibody'
  if (from.has('naat')) return 'molecular-as-antigen'
  if (to.has('naat')) return 'antigen-as-molecular'
  // ICAO's "antigen" may be either, and so may a rapid one be called where nothing else is known.
  return to.has('antigen-rapid') && from.has('antigen-laboratory')
    ? 'laboratory-as-rapid'
    : undefined
}

function natureOf(lookup: Lookup, coding: RawCode): Nature | undefined {
  const meaning = findMeaning(lookup, coding)
  const test = meaning?.test
  if (test) {
    return {
      classes: test.classes,
      ...(test.hazard !== undefined && { hazard: test.hazard }),
      isRead: false,
    }
  }
  const { display = '' } = coding
  if (meaning || NO_TEST.test(display)) return undefined
  const found = DISPLAYS.find(({ pattern }) => pattern.test(display))
  if (!found) return undefined
  const { hazard, classes = [] } = found
  return { classes: new Set(classes), ...(hazard !== undefined && { hazard }), isRead: true }
}
