/**
 * What the rules of a country do together, for each kind of certificate and at each time: found by
 * trying them on certificates that stand for all.
 *
 * @module
 */

import { MS_PER_DAY, toDateTimeText } from '../certlogic/date-time.ts'
import { ANTIGEN, DETECTED, NAAT } from '../dcc-codes.ts'
import type { EntryRule } from '../rules/rule.ts'
import { selectRules } from '../rules/select.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { createTrial, type RulesTrial } from './evaluation.ts'
import { collectFacets, type Facets } from './facets.ts'
import { LINT_SEVERITIES, type LintFinding, type LintId } from './finding.ts'
import { groupBy } from './group.ts'
import { isAcceptAll, type Part, partsOf } from './parts.ts'
import { EVENT_KINDS, type EventKind, makeSubjects, type Subject, type Wanted } from './subjects.ts'

type Findings = Generator<LintFinding, void, undefined>

/** The rules of a country for one kind, as they are at one time. */
interface CountrySet {
  readonly country: string
  readonly region?: string
  readonly kind: EventKind
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly rules: readonly EntryRule[]
}

/** A set made ready. */
interface SetProbe extends CountrySet {
  readonly trial: RulesTrial
  readonly facets: Facets
  readonly valueSets: ValueSets
  readonly arrival: number
}

/** At noon, a day after the rules come into force. */
const SETTLED_MS = 1.5 * MS_PER_DAY

/** A set is tried on no more certificates than this, for each question. */
const MAX_SUBJECTS = 5000

/** The EU's own rules are templates for countries, and no country's set: nobody arrives in the EU. */
const TEMPLATES = 'EU'

const TYPES = { vaccination: 'Vaccination', test: 'Test', recovery: 'Recovery' } as const

const EVENT_WORDS = {
  vaccination: 'given',
  test: 'sampled',
  recovery: 'first found positive',
} as const

/**
 * Checks the sets of all countries: at one time, or else at each time at which a rule comes into force.
 * What holds at several times is said once, of the last.
 */
export function* lintSets(
  rules: readonly EntryRule[],
  valueSets: ValueSets,
  at: number | undefined,
): Findings {
  const accepting = rules.filter(({ kind }) => kind === 'acceptance')
  for (const ofCountry of groupBy(accepting, ({ country }) => country)) {
    const parts = new Map(ofCountry.map((rule) => [rule, partsOf(rule.logic)]))
    const reported = new Set<string>()
    for (const set of setsOf(ofCountry, at)) {
      for (const finding of lintSet(set, parts, valueSets)) {
        const key = `${finding.id} ${set.kind} ${set.region ?? ''}`
        if (!reported.has(key)) yield finding
        reported.add(key)
      }
    }
  }
}

/** The sets of a country that differ, the last first. */
function* setsOf(rules: readonly EntryRule[], at: number | undefined): Generator<CountrySet> {
  const country = rules[0]?.country ?? ''
  const times = at === undefined ? timesOf(rules) : [at]
  const regions = [...new Set([undefined, ...rules.map(({ region }) => region)])]
  const numbers = new Map(rules.map((rule, index) => [rule, index]))
  const seen = new Set<string>()
  for (const time of times.toSorted((a, b) => b - a)) {
    for (const region of regions) {
      for (const kind of EVENT_KINDS) {
        const place = { destination: country, ...(region !== undefined && { region }) }
        const selected = selectRules(rules, { ...place, type: TYPES[kind], at: time })
        const key = `${kind} ${region ?? ''} ${selected.map((rule) => numbers.get(rule)).join()}`
        if (selected.length === 0 || seen.has(key)) continue
        seen.add(key)
        yield { country, kind, at: time, rules: selected, ...(region !== undefined && { region }) }
      }
    }
  }
}

/**
 * When rules come into force. Where the first known version of a rule is not the first that there was,
 * the set before it is not known.
 */
function timesOf(rules: readonly EntryRule[]): readonly number[] {
  const firsts = groupBy(rules, ({ id }) => id).map((versions) => {
    const [first] = versions.toSorted((a, b) => a.validFrom - b.validFrom)
    return first && !/^\d+\.0\.0$/.test(first.version) ? first.validFrom : Number.NEGATIVE_INFINITY
  })
  const since = firsts.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const times = [...new Set(rules.map(({ validFrom }) => validFrom))]
  return times.filter((time) => time >= since)
}

function* lintSet(
  set: CountrySet,
  parts: ReadonlyMap<EntryRule, readonly Part[]>,
  valueSets: ValueSets,
): Findings {
  const { country, kind, rules, at } = set
  if (
    rules.every(({ certificateType }) => certificateType === 'General') &&
    !isAboutAll(rules, kind)
  ) {
    const message = `${country} has no rules for ${kind} certificates, only general ones: verifiers must not take that for an acceptance. Add a rule that accepts or refuses them.`
    yield toSetFinding(set, 'set-not-regulated', message)
    return
  }
  const arrival = at + SETTLED_MS
  const trial = createTrial(rules, valueSets, arrival)
  const facets = collectFacets(rules.flatMap((rule) => parts.get(rule) ?? []))
  const probe: SetProbe = { ...set, trial, facets, valueSets, arrival }
  const isRestricted = findSubject(probe, [0.04, 2, 100, 5000], (each) => !each) !== undefined
  if (!isRestricted) {
    const message = `The rules of ${country} take every ${kind} certificate, of any date and content.`
    yield toSetFinding(set, 'set-unrestricted', message)
  }
  yield* lintFuture(probe, isRestricted)
  if (kind === 'test' && isRestricted) yield* lintPositive(probe)
}

/** General rules that accept everything, or read the events of a kind, regulate it. */
function isAboutAll(rules: readonly EntryRule[], kind: EventKind): boolean {
  const event = `${kind.charAt(0)}.`
  return rules.some(
    ({ logic, affectedFields }) =>
      isAcceptAll(logic) ||
      affectedFields.some((each) => each.startsWith(event) && /\.(?:dt|sc|fr|tt|mp)$/.test(each)),
  )
}

/** Looks for a certificate that passes, or does not. */
function findSubject(
  probe: SetProbe,
  eventDays: readonly number[],
  isWanted: (isPassed: boolean, subject: Subject) => boolean,
  more: Partial<Wanted> = {},
): Subject | undefined {
  let count = 0
  for (const subject of makeSubjects({ ...probe, eventDays, ...more })) {
    if (isWanted(probe.trial.isPassed(subject.payload), subject)) return subject
    if (++count >= MAX_SUBJECTS) return undefined
  }
  return undefined
}

function* lintFuture(probe: SetProbe, isRestricted: boolean): Findings {
  const { country, kind } = probe
  const subject = findSubject(probe, [-2, -40, -400], (isPassed) => isPassed)
  if (!subject) return
  const message = `A ${kind} dated after the arrival passes all rules of ${country}: add that nobody may have been ${EVENT_WORDS[kind]} after the validation clock.`
  const severity = isRestricted ? undefined : 'note'
  yield toSetFinding(probe, 'future-dated', message, subject, severity)
}

/** Fresh tests alone: an old positive one may well be meant as a recovery. */
function* lintPositive(probe: SetProbe): Findings {
  const subject = findSubject(
    probe,
    [0.2, 0.9, 1.8],
    (isPassed, { payload }) => isPassed && isUsualTest(payload),
    { results: [DETECTED] },
  )
  if (!subject) return
  const message = `A fresh test with a positive result passes all rules of ${probe.country}: add that the result is 260415000 (not detected).`
  yield toSetFinding(probe, 'positive-accepted', message, subject)
}

function isUsualTest({ t: tests }: Subject['payload']): boolean {
  const text = JSON.stringify(tests)
  return text.includes(`"${NAAT}"`) || text.includes(`"${ANTIGEN}"`)
}

function toSetFinding(
  { country, region, kind, at, rules }: CountrySet,
  id: LintId,
  message: string,
  subject?: Subject,
  severity: LintFinding['severity'] = LINT_SEVERITIES[id],
): LintFinding {
  const event = subject?.payload[kind.charAt(0)]
  return {
    id,
    severity: country === TEMPLATES ? 'note' : severity,
    country,
    message,
    values: {
      kind,
      from: toDateTimeText(at),
      rules: rules.map((rule) => rule.id),
      ...(region !== undefined && { region }),
      ...(event !== undefined && { example: JSON.stringify(event) }),
    },
  }
}
