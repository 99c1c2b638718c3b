/**
 * Parsing of requirements: conditions of the closed list, and how they are joined.
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { DOSES } from '../facts/dose-numbers.ts'
import type {
  Age,
  AgeLimit,
  Duration,
  Exempt,
  Period,
  Recovered,
  Requirement,
  Tested,
  Vaccinated,
} from './policy.ts'
import {
  boolean,
  fault,
  inside,
  integer,
  list,
  object,
  onlyTrue,
  type Place,
  type Reader,
  text,
  word,
} from './reading.ts'
import { DISEASES, PLATFORMS, TEST_CLASSES } from './words.ts'

/** Nobody reads rules that are deeper, nor more conditions. */
export const MAX_DEPTH = 6
export const MAX_CONDITIONS = 100

const MAX_BRANCHES = 50
const MAX_LISTED = 500
const MAX_DAYS = 36_600
const MAX_MONTHS = 1200
const MAX_YEARS = 100
const MAX_HOURS = 8784

const days = integer(0, MAX_DAYS)
const months = integer(1, MAX_MONTHS)
const years = integer(1, MAX_YEARS)

/** A product's word, or the code of a device. */
const product = text(/^[a-z0-9][a-z0-9-]{0,99}$/, 'the word of a product, in kebab-case')
const device = text(/^[A-Za-z0-9._-]{1,50}$/, 'the code of a device')
const serogroup = text(/^[A-Z]$/, 'the letter of a serogroup')
const disease = word(DISEASES)

/** A reader of an object that has exactly one of several members. */
function oneOf<T>(readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  const names = Object.keys(readers).join(', ')
  return (value, place) => {
    const members = isJsonObject(value) ? Object.entries(value) : []
    const [first] = members
    if (!first || members.length > 1) return fault(place, `expected one of ${names}`)
    const read = Object.hasOwn(readers, first[0]) ? readers[first[0]] : undefined
    if (!read) return fault(inside(place, first[0]), `is not known here; expected one of ${names}`)
    return read(first[1], inside(place, first[0]))
  }
}

/** A reader of one member's value that puts it back under its name. */
function under<T, U>(read: Reader<T>, wrap: (value: T) => U): Reader<U> {
  return (value, place) => {
    const result = read(value, place)
    return result === undefined ? undefined : wrap(result)
  }
}

const duration: Reader<Duration> = oneOf<Duration>({
  days: under(days, (value) => ({ days: value })),
  months: under(months, (value) => ({ months: value })),
  years: under(years, (value) => ({ years: value })),
})

const age: Reader<Age> = oneOf<Age>({
  years: under(years, (value) => ({ years: value })),
  months: under(months, (value) => ({ months: value })),
})

/** A reader of the holder's age on arrival. */
export const readAgeLimit: Reader<AgeLimit> = oneOf<AgeLimit>({
  below: under(age, (below) => ({ below })),
  from: under(age, (from) => ({ from })),
})

function readUntil(value: JsonValue, place: Place): Period['until'] | undefined {
  if (value === 'lifetime') return value
  if (typeof value === 'string') return fault(place, 'expected "lifetime" or a duration')
  return duration(value, place)
}

const from = object<{ days: number }, object>({ days }, {})
const PERIOD_OPTIONS = { from, ignoreStatedStart: boolean, ignoreStatedEnd: boolean }
const period = { disease, until: readUntil }

const readVaccinatedMembers = object<
  Pick<Vaccinated, 'disease' | 'until'>,
  Required<Omit<Vaccinated, 'disease' | 'until'>>
>(period, {
  ...PERIOD_OPTIONS,
  products: list(product, MAX_LISTED),
  platforms: list(word(PLATFORMS), PLATFORMS.length),
  prequalified: onlyTrue,
  serogroups: list(serogroup, 26),
  primaryComplete: word(['stated', 'stated-or-regular']),
  doses: object<{ least: number }, object>({ least: integer(1, DOSES.length) }, {}),
  booster: onlyTrue,
})

function readVaccinated(value: JsonValue, place: Place): Vaccinated | undefined {
  const names = ['primaryComplete', 'doses', 'booster']
  const asked = isJsonObject(value) ? names.filter((name) => Object.hasOwn(value, name)) : []
  if (asked.length > 1) fault(place, `has more than one of ${names.join(', ')}`)
  const read = readVaccinatedMembers(value, place)
  return read && asked.length < 2 ? checkPeriod(read, place) : undefined
}

const readPeriodOnly = object<
  Pick<Recovered, 'disease' | 'until'>,
  Required<Omit<Recovered, 'disease' | 'until'>>
>(period, PERIOD_OPTIONS)

function readRecovered(value: JsonValue, place: Place): Recovered | undefined {
  const read = readPeriodOnly(value, place)
  return read && checkPeriod(read, place)
}

/** A period that ends before it begins could never be met. */
function checkPeriod<T extends Period>(read: T, place: Place): T | undefined {
  const first = read.from?.days ?? 0
  const { until } = read
  const ends = until === 'lifetime' ? Number.POSITIVE_INFINITY : mostDays(until)
  if (first <= ends) return read
  return fault(inside(place, 'until'), 'ends before "from" begins', 'meaning')
}

function mostDays(until: Duration): number {
  if ('days' in until) return until.days
  return ('months' in until ? until.months : until.years * 12) * 31
}

const readTested = object<Omit<Tested, 'devices'>, Required<Pick<Tested, 'devices'>>>(
  {
    disease,
    classes: list(word(TEST_CLASSES), TEST_CLASSES.length),
    result: word(['not-detected', 'detected']),
    withinHours: integer(1, MAX_HOURS),
  },
  { devices: list(device, MAX_LISTED * 10) },
)

const readExempt = object<Exempt, object>({ disease }, {})

/** A reader of what must be met. */
export function readRequirement(value: JsonValue, place: Place): Requirement | undefined {
  return readAtDepth(MAX_DEPTH)(value, place)
}

function readAtDepth(left: number): Reader<Requirement> {
  return (value, place) => {
    if (left === 0) return fault(place, `is more than ${MAX_DEPTH} deep`, 'meaning')
    const branches = list(readAtDepth(left - 1), MAX_BRANCHES)
    return oneOf<Requirement>({
      anyOf: under(branches, (anyOf) => ({ anyOf })),
      allOf: under(branches, (allOf) => ({ allOf })),
      vaccinated: under(readVaccinated, (vaccinated) => ({ vaccinated })),
      tested: under(readTested, (tested) => ({ tested })),
      recovered: under(readRecovered, (recovered) => ({ recovered })),
      prophylaxis: under(readRecovered, (prophylaxis) => ({ prophylaxis })),
      exempt: under(readExempt, (exempt) => ({ exempt })),
      age: under(readAgeLimit, (limit) => ({ age: limit })),
    })(value, place)
  }
}
