/**
 * Parsing of Pratique policies: strict, bounded, and with all faults at once.
 *
 * @module
 */

import { FormatError, UsageError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { isCountry } from '../../model/countries.ts'
import { isFullDate } from '../../model/dates.ts'
import { FRAMEWORKS } from '../../model/format.ts'
import { EVIDENCE_LEVELS, type Evidence } from '../../trust/record.ts'
import { MAX_CONDITIONS, readAgeLimit, readRequirement } from './parse-condition.ts'
import { type OwnPolicy, POLICY_TYPE, type Requires, type Scope, type Texts } from './policy.ts'
import {
  fault,
  inside,
  integer,
  list,
  object,
  type Place,
  type PolicyFault,
  type Reader,
  text,
  word,
} from './reading.ts'
import { leavesOf } from './requirement.ts'
import { isTimeZone } from './zone-clock.ts'

/** How large a policy may be. */
const LIMITS = { maxDepth: 24, maxCharacters: 256 * 1024 } as const
/** More faults than one reads at once. */
const MAX_TOLD = 20
const MAX_LIST_AGE_DAYS = 366

/**
 * Parses a policy. Nothing in it is passed over: a member that is not known is a fault.
 *
 * @throws {UsageError} `usage.policy-file`, with every fault and its place
 */
export function parsePolicy(json: string): OwnPolicy {
  const { policy, faults } = readPolicy(json)
  if (policy) return policy
  const told = faults.slice(0, MAX_TOLD).map(({ path, words }) => `${path || '/'} ${words}`)
  const more = faults.length > MAX_TOLD ? `; and ${faults.length - MAX_TOLD} more` : ''
  throw new UsageError('usage.policy-file', `no policy: ${told.join('; ')}${more}`)
}

/** Reads a policy, or lists what is wrong with it. For authors' tools. */
export function readPolicy(json: string): {
  readonly policy?: OwnPolicy
  readonly faults: readonly PolicyFault[]
} {
  const faults: PolicyFault[] = []
  const place: Place = { path: '', faults }
  try {
    const policy = readMembers(parseJson(json, LIMITS), place)
    if (policy) checkMeaning(policy, place)
    return policy && faults.length === 0 ? { policy, faults } : { faults }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    return { faults: [{ path: '', words: cause.message, kind: 'structure' }] }
  }
}

const line = text(/^[^\p{Cc}\p{Cs}]{1,500}$/u, 'a line of at most 500 characters')
const date: Reader<string> = (value, place) => {
  const read = text(/^\d{4}-\d{2}-\d{2}$/, 'a date, YYYY-MM-DD')(value, place)
  return read === undefined || isFullDate(read) ? read : fault(place, 'no such day', 'meaning')
}
const country: Reader<string> = (value, place) => {
  const read = text(/^[A-Z]{2}$/, 'the two capital letters of a country')(value, place)
  return read === undefined || isCountry(read) ? read : fault(place, 'no such country', 'meaning')
}
const MAX_COUNTRIES = 300
const countries = list(country, MAX_COUNTRIES)
const evidence = word(EVIDENCE_LEVELS)

function readTexts(value: JsonValue, place: Place): Texts | undefined {
  if (!isJsonObject(value)) return fault(place, 'expected texts by language')
  if (!Object.hasOwn(value, 'en')) return fault(place, 'has no "en"')
  const before = place.faults.length
  const texts: Record<string, string> & { en: string } = { en: '' }
  for (const [language, each] of Object.entries(value)) {
    const at = inside(place, language)
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) fault(at, 'is no language')
    texts[language] = line(each, at) ?? ''
  }
  return place.faults.length === before ? texts : undefined
}

function readDestinations(value: JsonValue, place: Place): OwnPolicy['destinations'] | undefined {
  return value === '*' ? value : countries(value, place)
}

function readEvidence(value: JsonValue, place: Place): Requires['evidence'] | undefined {
  if (typeof value === 'string') return evidence(value, place)
  const [hcert, ...others] = FRAMEWORKS
  const readers: Record<string, Reader<Evidence>> = { [hcert]: evidence }
  for (const framework of others) readers[framework] = evidence
  return object<object, Record<string, Evidence>>({}, readers)(value, place)
}

const readRequires = object<object, Required<Requires>>(
  {},
  {
    evidence: readEvidence,
    maxKeyListAgeDays: integer(1, MAX_LIST_AGE_DAYS),
    maxRevocationAgeDays: integer(1, MAX_LIST_AGE_DAYS),
    acceptAttestationOf: list(
      text(/^([A-Z]{2}|https:\/\/[^\s]{1,300})$/, 'a country, or an address with https'),
      MAX_COUNTRIES,
    ),
  },
)

const readScope = object<object, Required<Scope>>(
  {},
  {
    age: readAgeLimit,
    fromCountries: countries,
    purposes: list(text(/^[a-z][a-z-]{0,49}$/, 'a word in kebab-case'), 50),
    others: word(['no-rules', 'exempt']),
  },
)

type Needed = 'type' | 'id' | 'version' | 'title' | 'description' | 'destinations' | 'source'
type Also = 'effective' | 'months' | 'requirement'

const readMembers = object<
  Pick<OwnPolicy, Needed | Also>,
  Required<Omit<OwnPolicy, Needed | Also>>
>(
  {
    type: word([POLICY_TYPE]),
    id: text(/^[a-z0-9][a-z0-9-]{0,99}$/, 'a name in kebab-case'),
    version: text(/^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/, 'a version, such as 1.0.0'),
    title: readTexts,
    description: readTexts,
    destinations: readDestinations,
    source: object(
      { name: line, checkedOn: date },
      { url: text(/^https:\/\/\S{1,500}$/, 'a URL') },
    ),
    effective: object({ from: date }, { until: date }),
    months: word(['overflow', 'end-of-month']),
    requirement: readRequirement,
  },
  {
    note: line,
    timezone: text(/^[A-Za-z0-9_+/-]{1,60}$/, 'the name of a time zone'),
    requires: readRequires,
    appliesTo: readScope,
    exemptions: list(readRequirement, 50),
  },
)

/** What the parts are together, and what only this platform knows. */
function checkMeaning(policy: OwnPolicy, place: Place): void {
  const { effective, timezone, requirement, exemptions = [] } = policy
  if (timezone !== undefined && !isTimeZone(timezone)) {
    fault(inside(place, 'timezone'), 'is no time zone that is known here', 'meaning')
  }
  if (effective.until !== undefined && effective.until < effective.from) {
    fault(inside(place, 'effective'), 'ends before it begins', 'meaning')
  }
  const count = [requirement, ...exemptions].flatMap((each) => leavesOf(each)).length
  if (count > MAX_CONDITIONS) {
    fault(place, `has more than ${MAX_CONDITIONS} conditions`, 'meaning')
  }
}
