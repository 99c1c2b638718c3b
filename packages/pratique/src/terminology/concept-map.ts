/**
 * A look at concept maps of others (FHIR ConceptMap, R4 and R5): mappings that would turn a certificate
 * into something that it does not say. WHO's maps of 2025 have each kind that is looked for.
 *
 * It finds what our tables know to be wrong. A map without findings is not proven right.
 *
 * @module
 */

import type { RawCode } from '../model/health-certificate.ts'
import { type Mapping, readMappings } from './concept-map-reading.ts'
import { checkDisease, checkResult, type ResultHazardKind } from './hazards-results.ts'
import { checkTest, type TestHazardKind } from './hazards-tests.ts'
import { checkSpread, checkVaccine, type VaccineHazardKind } from './hazards-vaccines.ts'
import { loadBuiltIn } from './lookup.ts'

/**
 * What is wrong with a mapping.
 *
 * | kind | |
 * |---|---|
 * | `unreadable` | it is no ConceptMap |
 * | `antibody-as-virus-test`, `virus-test-as-antibody` | past infection for present, or the reverse |
 * | `molecular-as-antigen`, `antigen-as-molecular`, `laboratory-as-rapid` | another class of test |
 * | `quantity-as-test`, `typing-as-test`, `sequencing-as-test`, `donor-as-test` | no class at all |
 * | `panel-as-test`, `several-as-test`, `unspecific-as-test` | a class whose result does not count |
 * | `negative-as-disease`, `positive-as-disease`, `inconclusive-as-disease` | a diagnosis for a result |
 * | `other-result`, `other-disease`, `other-kind`, `other-product` | something else |
 * | `other-manufacturer` | the product of another maker |
 * | `wider-as-equal`, `narrower-as-equal` | a class called equal to one of its members |
 * | `one-to-several`, `several-to-one` | two products called equal to one code |
 * | `default-meaning` | what the map does not know gets a meaning |
 */
export type MapFindingKind =
  | 'unreadable'
  | 'default-meaning'
  | TestHazardKind
  | ResultHazardKind
  | VaccineHazardKind

/** A dangerous mapping. */
export interface MapFinding {
  /** `error`: by our tables. `warning`: of less weight, or a display had to be read to see it. */
  readonly severity: 'error' | 'warning'
  /** Where it stands: `group[0].element[3].target[0]`. */
  readonly path: string
  /** `system|code`. */
  readonly source: string
  readonly target: string
  readonly kind: MapFindingKind
}

/** Checks a ConceptMap, given as parsed JSON. */
export function checkConceptMap(map: unknown): readonly MapFinding[] {
  const { mappings, defaults } = readMappings(map)
  if (!mappings) {
    return [{ severity: 'error', path: '', source: '', target: '', kind: 'unreadable' }]
  }
  const lookup = loadBuiltIn()
  const single = mappings.flatMap((mapping) => {
    const hazards = [
      ...checkTest(lookup, mapping),
      ...checkResult(lookup, mapping),
      ...checkDisease(lookup, mapping),
      ...checkVaccine(lookup, mapping),
    ]
    return hazards.map((hazard) => toFinding(mapping, hazard))
  })
  const spread = checkSpread(lookup, mappings).map(({ mapping, hazard }) =>
    toFinding(mapping, hazard),
  )
  const fixed = defaults.map(({ path, target }) => ({
    severity: 'error' as const,
    path,
    source: '',
    target: toText(target),
    kind: 'default-meaning' as const,
  }))
  return [...single, ...spread, ...fixed]
}

function toFinding(
  { path, source, target }: Mapping,
  { severity, kind }: Pick<MapFinding, 'severity' | 'kind'>,
): MapFinding {
  return { severity, path, source: toText(source), target: toText(target), kind }
}

function toText({ system = '', code }: RawCode): string {
  return `${system}|${code}`
}
