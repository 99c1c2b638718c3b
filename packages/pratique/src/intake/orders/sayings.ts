/**
 * What words beside a code say. They never make a result: they only speak against one, or leave it plain.
 *
 * @module
 */

import type { TestResult } from '../../model/health-certificate.ts'
import { toWords } from '../../terminology/spelling.ts'

/** What a text comes to beside a result: the same, another one, or nothing plain. */
export type Saying = 'same' | 'other' | 'unclear'

/** Words that say what was looked for, how and where, and nothing of what was found. */
const HARMLESS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  `sars cov cov2 2 sars2 covid covid19 19 2019 ncov coronavirus severe acute respiratory syndrome virus viral
  poliovirus polio yellow fever rna dna antigen ag antigens nucleic acid gene genes target targets n e s orf1ab
  rdrp rt pcr naat naa lamp probe amplification molecular rapid qualitative assay test tests result results
  overall finding qualifier value evaluation specimen sample swab nasopharyngeal oropharyngeal nasal throat
  saliva upper lower by with in of for from on at to the a an was is were are has been nd
  de del du la le el les pour para per von für im der die das ergebnis résultat resultado nukleinsäure`.split(
    /\s+/,
  ),
)

/** In the languages that laboratories were seen to write beside codes. Whole phrases come first. */
const NOT_NEGATIVE = 'not negative|nicht negativ|non négatif|no negativo'
const NOT_DETECTED = `not detected|undetected|not detectable|undetectable|not reactive|non reactive
  nonreactive|not positive|negative|neg|none detected|negativ|nicht nachgewiesen|nicht nachweisbar
  nicht detektiert|nicht positiv|négatif|négative|negatif|non détecté|non détectée|non detecte|negativo
  negativa|no detectado|no detectada|não detectado|não detetado|non rilevato|negatief|niet aangetoond`
const INCONCLUSIVE = `presumptive positive|presumed positive|inconclusive|indeterminate|equivocal|invalid
  unsatisfactory|borderline|ungültig|unbestimmt|indéterminé|indeterminado|inconcluso`
const DETECTED = `detected|detectable|positive|pos|reactive|positiv|nachgewiesen|nachweisbar|detektiert
  positif|détecté|détectée|positivo|positiva|detectado|detectada|detetado|rilevato|positief|aangetoond`

const PHRASES: readonly { readonly pattern: RegExp; readonly result: TestResult }[] =
  /* @__PURE__ */ [
    { pattern: /* @__PURE__ */ toPattern(NOT_NEGATIVE), result: 'detected' },
    { pattern: /* @__PURE__ */ toPattern(NOT_DETECTED), result: 'not-detected' },
    { pattern: /* @__PURE__ */ toPattern(INCONCLUSIVE), result: 'inconclusive' },
  ]
const FOUND = /* @__PURE__ */ toPattern(DETECTED)

/** "No … detected" says so of what stands between, which may be nothing but what was looked for. */
const NO_WORDS: ReadonlySet<string> = /* @__PURE__ */ new Set(['no', 'none'])

/** Beginnings of words of a note that leave a result less than plain. */
const ALARM = /* @__PURE__ */ new RegExp(
  `(?<=^| )(?:correct|amend|erro|wrong|mistak|contaminat|reject|cancel|repeat|recollect|resampl|mislabel
  unlabel|swap|mix up|insufficient|inadequate|lost|disregard|ignore|retract|withdr|revok|supersed|replac|revis
  previous|preliminary|pending|provisional|inhibit|leak|degrad|expired|fail|false|doubt|suspect|compromis
  unreliab|not performed|not tested|not done|not valid|unable|could not|control|korrig|korrekt|berichtig|fehler
  stornier|annul|corrig|rectif|verwechsl)`.replaceAll(/\s*\n\s*/g, '|'),
)

/** Words for what was tested beside the patient's sample. */
const CONTROL =
  /(?<=^| )(?:control|kontroll|contr[oô]le|calibra|proficiency|(?:ic|qc|eqa|internal)(?= |$))/

const CLAUSE_END = /[.,;:!?()[\]{}/|~^&\\\r\n]+|\s[-–—]+\s/u
const PLUS = /(?<=^|\s|\()\++(?=$|\s|\))/gu

/** Of a text beside a code, and of a note: nobody writes more of a result that is plain. */
const MAX_TEXT_LENGTH = 200
const MAX_NOTE_LENGTH = 4000
const MAX_WORD_LENGTH = 200

/** Tells what a text says beside a result: the same only where nothing else is said. */
export function hear(text: string, result: TestResult): Saying {
  if (text.length > MAX_TEXT_LENGTH) return 'unclear'
  const clauses = toClauses(text).map((clause) => readClause(clause, result))
  if (clauses.some(({ isOther }) => isOther)) return 'other'
  const isPlain = clauses.every(({ rest }) => rest.every((word) => HARMLESS.has(word)))
  return isPlain && clauses.some(({ isSame }) => isSame) ? 'same' : 'unclear'
}

/** Tells what a note says: nothing, if it says the same and hints at no correction, error or doubt. */
export function hearNote(text: string, result: TestResult): Saying {
  if (text.length > MAX_NOTE_LENGTH) return 'unclear'
  const clauses = toClauses(text)
  if (clauses.some((clause) => readClause(clause, result).isOther)) return 'other'
  return clauses.some((clause) => ALARM.test(clause)) ? 'unclear' : 'same'
}

/** Tells whether a text names a control, or another test that is not of the patient. */
export function namesControl(text: string): boolean {
  return toClauses(text).some((clause) => CONTROL.test(clause))
}

interface Clause {
  readonly isSame: boolean
  readonly isOther: boolean
  /** The words that say nothing of a result. */
  readonly rest: readonly string[]
}

function readClause(clause: string, result: TestResult): Clause {
  const said = new Set<TestResult>()
  const note = (words: string, pattern: RegExp, says: TestResult): string => {
    const without = words.replace(pattern, ' ')
    if (without !== words) said.add(says)
    return without
  }
  let rest = clause
  for (const phrase of PHRASES) rest = note(rest, phrase.pattern, phrase.result)
  const words = rest.split(' ').filter((word) => word !== '')
  const [start, end] = [
    words.findIndex((word) => NO_WORDS.has(word)),
    words.lastIndexOf('detected'),
  ]
  const isNone =
    start >= 0 && start < end && words.slice(start + 1, end).every((word) => HARMLESS.has(word))
  if (isNone) {
    said.add('not-detected')
    words.splice(start, end - start + 1)
  }
  rest = note(words.join(' '), FOUND, 'detected')
  return {
    isSame: said.has(result),
    isOther: [...said].some((each) => each !== result),
    rest: rest.split(' ').filter((word) => word !== ''),
  }
}

/** Parts a text where its punctuation does, in words without signs. */
function toClauses(text: string): readonly string[] {
  return text
    .replace(PLUS, ' positive ')
    .split(CLAUSE_END)
    .map((clause) => clause.split(/\s+/u).map(toWord).join(' ').replace(/ +/g, ' ').trim())
    .filter((clause) => clause !== '')
}

function toWord(text: string): string {
  return text.length > MAX_WORD_LENGTH ? 'unclear' : toWords(text)
}

/** Whole words, of phrases with `|` or a line end between. */
function toPattern(phrases: string): RegExp {
  return new RegExp(`(?<=^| )(?:${phrases.replaceAll(/\s*\n\s*/g, '|')})(?= |$)`, 'g')
}
