/**
 * Codes of tests, results and vaccines → words of the common model, by exact codes alone.
 *
 * A certificate is read leniently, because it is there; an order is not made of what may be meant. So a code
 * counts only as its vocabulary spells it, what one code of a vocabulary says and another does not bear
 * out is refused, and no text is ever read as a result.
 *
 * @module
 */

import type {
  Disease,
  RawCode,
  Test,
  TestClass,
  TestResult,
  Vaccination,
} from '../../model/health-certificate.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { findVocabulary, spell } from '../../terminology/vocabulary.ts'
import { checkWords } from './beside.ts'
import { fault, type Place } from './row.ts'
import { hear, namesControl, type Saying } from './sayings.ts'

/** A coded value: its codes, and what people wrote beside them. */
export interface Coded {
  readonly codings: readonly RawCode[]
  readonly texts: readonly string[]
}

/** What a test was. */
export interface CodedTest {
  readonly disease: Disease
  readonly class: TestClass
  /** Those of the codes that say so. */
  readonly codes: readonly RawCode[]
}

/** What was given. */
export interface CodedVaccine {
  readonly disease: Disease
  readonly product: readonly RawCode[]
}

const DISEASES: ReadonlySet<string> = new Set<Disease>([
  'covid-19',
  'yellow-fever',
  'poliomyelitis',
])

/** Visible ASCII: nothing that only looks like a code, and no space around it. */
const PLAIN_CODE = /^[!-~]+$/
const PLAIN_SYSTEM = /^[!-~]+(?: [!-~]+)*$/

/** HL7's own systems: flavours of "null", reasons why there is no value, interpretations. */
const HL7_SYSTEM = /^(?:https?:\/\/(?:terminology\.)?hl7\.org\/|HL7\d{4}$)/i

/** HL7 table 0078, and its successor: only what says something about presence. */
const INTERPRETATIONS: ReadonlyMap<string, readonly TestResult[]> = new Map<
  string,
  readonly TestResult[]
>([
  ...['POS', 'DET', 'RR', 'WR', 'AA'].map((code): [string, TestResult[]] => [code, ['detected']]),
  ['A', ['detected', 'inconclusive']],
  ...['NEG', 'ND', 'NR', 'N'].map((code): [string, TestResult[]] => [code, ['not-detected']]),
  ...['IND', 'E'].map((code): [string, TestResult[]] => [code, ['inconclusive']]),
])

/** What laboratories write for a result in a letter. */
const OWN_CODES: ReadonlyMap<string, readonly TestResult[]> = new Map<
  string,
  readonly TestResult[]
>(['P', 'D', 'R', '+'].map((code): [string, TestResult[]] => [code, ['detected']]))

const UNKNOWN = { value: 'unknown', source: 'derived', codes: [] } as const

/** Reads which test it was: of one class, against one disease. */
export function readTestCode(
  terminology: Terminology,
  { codings, texts }: Coded,
  place: Place,
): CodedTest | undefined {
  const states = (list: readonly RawCode[]) => terminology.matchTestClass(toTest(list, []))
  const codes = codings.filter((each) => isExact(each) && states([each]).state !== 'unknown')
  const others = codings.filter((each) => !codes.includes(each))
  if (others.some(({ system }) => findVocabulary(system ?? '') === 'loinc')) {
    const words = 'a LOINC code of a test of one class: no quantity, panel or typing'
    return fault(place, 'unknown-code', words)
  }
  const words = codings.flatMap(({ code, display = '' }) => [code, display])
  if ([...texts, ...words].some(namesControl)) {
    return fault(place, 'not-understood', 'a test of the patient, and no control')
  }
  const { state, possible } = states(codings)
  const [testClass] = possible
  if (codes.length === 0) return fault(place, 'unknown-code', 'a code of a test, such as LOINC has')
  if (state === 'contradictory')
    return fault(place, 'contradictory', 'codes of one and the same test')
  if (state !== 'known' || !testClass) {
    return fault(place, 'ambiguous', 'a code of one class of test')
  }
  const disease = terminology.matchDisease(toTest(codes, []))
  const [word] = disease.possible
  if (disease.state !== 'known' || !isDisease(word)) {
    return fault(place, 'ambiguous', 'a code that tells which disease was tested for')
  }
  return { disease: word, class: testClass, codes: codes.map(bare) }
}

/** Reads a result. Whatever is not one of the exact codes is a fault, never "not detected". */
export function readResult(
  terminology: Terminology,
  { codings, texts }: Coded,
  place: Place,
): TestResult | undefined {
  const states = (list: readonly RawCode[]) => terminology.matchResult(toTest([], list))
  if (codings.length === 0) return fault(place, 'missing', 'a code of the result, no text')
  const known = codings.filter((each) => isExact(each) && states([each]).state === 'known')
  const others = codings.filter((each) => !known.includes(each))
  if (known.length === 0 || others.some(({ system }) => isTelling(system))) {
    return fault(place, 'unknown-code', 'a code of a result, of SNOMED CT or of LOINC answers')
  }
  const { state, possible } = states(codings)
  const [result] = possible
  if (state !== 'known' || !result) return fault(place, 'contradictory', 'codes of one result')
  const displays = known.flatMap(({ display = '' }) => (display === '' ? [] : display))
  checkWords([...texts, ...displays], result, place)
  for (const other of others) checkOwnCode(other, result, place)
  return result
}

/** A laboratory's own code must plainly say the same, by its display or else by itself. */
function checkOwnCode({ code, display = '' }: RawCode, result: TestResult, place: Place): void {
  const meaning = INTERPRETATIONS.get(code) ?? OWN_CODES.get(code)
  if ((meaning && !meaning.includes(result)) || hear(code, result) === 'other') {
    fault(place, 'contradictory', 'words that say what the code says')
  } else if (display !== '' || !meaning) checkWords([display || code], result, place)
}

/** Holds an interpretation against the result that it stands beside. */
export function checkInterpretation(
  { codings, texts }: Coded,
  result: TestResult,
  place: Place,
): void {
  for (const { code, display = '', system = '' } of codings) {
    const meaning = INTERPRETATIONS.get(code)
    const saying = hearFlag(display === '' ? code : display, result)
    const isOther = (meaning && !meaning.includes(result)) || hearFlag(code, result) === 'other'
    if (isOther || saying === 'other') {
      fault(place, 'contradictory', 'an interpretation that says what the result says')
    } else if (
      meaning ? display !== '' && saying === 'unclear' : isTelling(system) || saying === 'unclear'
    ) {
      fault(place, 'not-understood', 'an interpretation that says whether something was detected')
    }
  }
  const sayings = texts.map((text) => hearFlag(text, result))
  if (sayings.includes('other')) {
    fault(place, 'contradictory', 'an interpretation that says what the result says')
  } else if (sayings.includes('unclear')) {
    fault(place, 'not-understood', 'an interpretation that says whether something was detected')
  }
}

/** Beside the words of a result: `normal` is what is expected, nothing. */
function hearFlag(text: string, result: TestResult): Saying {
  const isNormal = /^normal$/i.test(text)
  if (!isNormal && !/^abnormal$/i.test(text)) return hear(text, result)
  return isNormal === (result === 'not-detected') ? 'same' : 'other'
}

/** Holds a conclusion in codes against a result: it is understood, and the same. */
export function checkConclusion(
  terminology: Terminology,
  { codings, texts }: Coded,
  { result, place }: { readonly result: TestResult; readonly place: Place },
): void {
  const matches = codings.map((each) => terminology.matchResult(toTest([], [each])))
  if (matches.some(({ state, possible }) => state === 'known' && possible[0] !== result)) {
    fault(place, 'contradictory', 'a conclusion that says what the result says')
  } else if (matches.length === 0 || matches.some(({ state }) => state !== 'known')) {
    fault(place, 'not-understood', 'a conclusion that is a code of a result')
  }
  const displays = codings.flatMap(({ display = '' }) => (display === '' ? [] : display))
  checkWords([...texts, ...displays], result, place)
}

/**
 * Reads what was given, and against which disease: of a combined vaccine the one that certificates are
 * made of.
 *
 * @param targets the codes of each disease that is stated, if any
 */
export function readVaccineCode(
  terminology: Terminology,
  { codings }: Coded,
  targets: readonly (readonly RawCode[])[],
  place: Place,
): CodedVaccine | undefined {
  const diseaseOf = (product: readonly RawCode[], stated: readonly RawCode[] = []) =>
    terminology.matchDisease(toVaccination(product, stated))
  const isVaccine = (each: RawCode) => diseaseOf([each]).state !== 'unknown'
  const product = codings.filter((each) => isExact(each) && isVaccine(each))
  const others = codings.filter((each) => !product.includes(each))
  if (product.length === 0 || others.some(({ system }) => findVocabulary(system ?? ''))) {
    return fault(place, 'unknown-code', 'a code of a vaccine, such as CVX or SNOMED CT has')
  }
  const stated = targets.length === 0 ? [[]] : targets
  const matches = stated.map((each) => diseaseOf(product, each))
  const isAtOdds = matches.some(({ state }) => state === 'contradictory')
  if (isAtOdds || terminology.matchProduct(toVaccination(product, [])).state === 'contradictory') {
    return fault(place, 'contradictory', 'codes of one vaccine, against the disease that is stated')
  }
  const diseases = new Set(matches.flatMap(({ possible }) => possible.filter(isDisease)))
  const [disease, ...more] = diseases
  if (disease && more.length === 0 && matches.every(({ state }) => state === 'known')) {
    return { disease, product }
  }
  return fault(place, 'ambiguous', `a vaccine against one of: ${[...DISEASES].join(', ')}`)
}

function toTest(codes: readonly RawCode[], results: readonly RawCode[]): Test {
  return {
    kind: 'test',
    disease: UNKNOWN,
    class: { ...UNKNOWN, codes },
    result: { ...UNKNOWN, codes: results },
    status: { value: 'final', source: 'stated' },
  }
}

function toVaccination(product: readonly RawCode[], targets: readonly RawCode[]): Vaccination {
  return {
    kind: 'vaccination',
    disease: { ...UNKNOWN, source: 'stated', codes: targets },
    product: { ...UNKNOWN, codes: product },
    status: { value: 'completed', source: 'stated' },
  }
}

/** CVX is spelled with and without zeros in front, the other vocabularies in one way. */
function isExact({ system = '', code }: RawCode): boolean {
  if (!PLAIN_SYSTEM.test(system) || !PLAIN_CODE.test(code)) return false
  const vocabulary = findVocabulary(system)
  return vocabulary === undefined || vocabulary === 'cvx' || spell(vocabulary, code) === code
}

/** Whether a code of this system that is not understood may say otherwise; a laboratory's own may not. */
function isTelling(system = ''): boolean {
  return system === '' || findVocabulary(system) !== undefined || HL7_SYSTEM.test(system)
}

function isDisease(word: string | undefined): word is Disease {
  return word !== undefined && DISEASES.has(word)
}

function bare({ system, code }: RawCode): RawCode {
  return system === undefined ? { code } : { system, code }
}
