/**
 * Random expressions of CertLogic, mostly such as rules have, and data like those of EU DCCs. A few are
 * wrong in every way: of another type, malformed, impossible, with hostile names.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../src/json/value.ts'

/** A whole number from 0, below a bound. */
export type Chance = (bound: number) => number

/** Chance that a seed determines (mulberry32). */
export function createChance(seed: number): Chance {
  let state = seed | 0
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
}

/** What an operand should come to. */
type Kind = 'boolean' | 'integer' | 'time' | 'date' | 'text' | 'list' | 'any'

/** One in so many parts is wrong. */
const RARELY = 100

const KINDS: readonly Kind[] = ['boolean', 'integer', 'time', 'date', 'text', 'list']
const V = 'payload.v.0'
const EVENTS = [V, V, V, V, V, V, V, 'payload.t.0', 'payload.r.0'] as const
const TEXTS = [
  '840539006',
  'EU/1/20/1528',
  'DE',
  'LP6464-4',
  '',
  '0',
  'URN:UVCI:01:DE:X/1#2',
] as const
const HOSTILE = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'length',
    'hasOwnProperty',
    'valueOf',
    '0',
    '1x',
    '01',
  ],
  ...[
    '-1',
    '-0',
    '',
    '__proto__.toString',
    'constructor.name',
    'payload.v.length',
    'payload.ver.0',
  ],
  ...[
    'payload.v.1x',
    'payload.v.0x',
    'payload.toString',
    'payload.v.map',
    'external.1a',
    'a..b',
    '.',
  ],
  ...[
    'payload.odd.constructor',
    'payload.odd.0',
    'payload.odd.toString',
    'payload.v.-0.dt',
    'payload.nam',
  ],
] as const
const OPERATORS = [
  ...['if', 'and', '!', '===', 'in', '+', '<', '>', '<=', '>=', 'before', 'after', 'not-before'],
  ...[
    'not-after',
    'plusTime',
    'dccDateOfBirth',
    'reduce',
    'extractFromUVCI',
    'var',
    'or',
    '!!',
    '==',
  ],
  ...['toString', '__proto__', 'constructor', ''],
] as const

/** Makes an expression that a rule could be. */
export function makeRule(chance: Chance): JsonValue {
  return make('boolean', { chance, depth: 2 + chance(4), isLambda: false })
}

/** Makes data of a rule. */
export function makeRuleData(chance: Chance): JsonObject {
  const event = () => [maybe(chance, makeEvent(chance)), ...(chance(10) === 0 ? [{}] : [])]
  const payload = {
    ...{
      ver: '1.3.0',
      dob: maybe(
        chance,
        pick(['1964-08-12', '1999-12-31', '2003', '2005-02', '1970-01-01', ''], chance),
      ),
    },
    ...(chance(8) > 0 && { v: event() }),
    ...(chance(3) === 0 && { t: event() }),
    ...(chance(3) === 0 && { r: event() }),
    ...(chance(8) === 0 && { odd: makeOdd(chance) }),
  }
  const external = {
    validationClock: maybe(chance, makeDateTime(chance)),
    valueSets: { products: [...TEXTS, 'a', 'b', 'c'], few: ['DE', 'LP6464-4'], none: [] },
    '1a': 'x',
  }
  return { payload, external }
}

function makeEvent(chance: Chance): JsonObject {
  const text = () => maybe(chance, pick(TEXTS, chance))
  const date = () => maybe(chance, makeDate(chance))
  return {
    ...{ tg: text(), mp: text(), co: text(), ci: text(), tt: text() },
    ...{ dn: maybe(chance, chance(4)), sd: maybe(chance, chance(4)) },
    ...{ dt: date(), sc: maybe(chance, makeDateTime(chance)), fr: date(), df: date(), du: date() },
  }
}

/** The value, or rarely something else. */
function maybe(chance: Chance, value: JsonValue): JsonValue {
  return chance(25) === 0 ? makeOdd(chance) : value
}

function makeOdd(chance: Chance): JsonValue {
  const odd = [0.5, -1.5, 0, null, '', [], {}, [null], { a: 0.5 }, [0.5], true, 'abc', '2021-02-30']
  const hostile: JsonValue[] = [
    { toString: 1 },
    { constructor: { name: 'x' }, length: 2, '01': 3, '1x': 4 },
    JSON.parse('{"__proto__":{"a":1}}'),
  ]
  return pick([...odd, '2021-13', '2021-01-01T25:00:00Z', '12000', ...hostile], chance)
}

/** A date, mostly a whole one, and one that exists. */
export function makeDate(chance: Chance): string {
  const year = pick(['2020', '2021', '2022', '2004', '1900', '2000'], chance)
  const month = two(chance(RARELY) === 0 ? chance(15) : 1 + chance(12))
  const day = two(chance(RARELY) === 0 ? chance(34) : 1 + chance(chance(3) === 0 ? 31 : 28))
  const kind = chance(20)
  if (kind === 0) return year
  return kind === 1 ? `${year}-${month}` : `${year}-${month}-${day}`
}

/** A date-time, in any spelling. */
export function makeDateTime(chance: Chance): string {
  const date = makeDate(chance)
  const hour = two(chance(RARELY) === 0 ? 23 + chance(3) : chance(24))
  const [minute, second] = [0, 0].map(() => two(chance(RARELY) === 0 ? chance(63) : chance(60)))
  const fraction = chance(4) === 0 ? `.${'1234567890'.slice(chance(5), 6 + chance(5))}` : ''
  const text = `${date}T${hour}:${minute}:${second}${fraction}${makeOffset(chance)}`
  return chance(RARELY) === 0 ? text.slice(0, chance(text.length)) : text
}

function makeOffset(chance: Chance): string {
  const kind = chance(8)
  if (kind < 3) return 'Z'
  if (kind === 3) return ''
  const hours = chance(RARELY) === 0 ? chance(30) : chance(15)
  const minutes = two(chance(RARELY) === 0 ? chance(70) : chance(60))
  const amount = [`${hours}`, two(hours), `${hours}:${minutes}`, `${two(hours)}:${minutes}`]
  const others = [
    `${hours}${minutes}`,
    `${two(hours)}${minutes}`,
    ...(chance(9) ? [] : ['1:', '1:2']),
  ]
  return pick(['+', '-'], chance) + pick([...amount, ...others], chance)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

interface Place {
  readonly chance: Chance
  readonly depth: number
  readonly isLambda: boolean
}

function make(wanted: Kind, place: Place): JsonValue {
  const { chance, depth } = place
  if (chance(RARELY) === 0) return makeWrong(place)
  const kind = wanted === 'any' || chance(RARELY) === 0 ? pick(KINDS, chance) : wanted
  const inner = { ...place, depth: depth - 1 }
  const of = (each: Kind) => make(each, inner)
  if (depth > 0 && chance(8) === 0) return { if: [of('boolean'), of(kind), of(kind)] }
  if (kind === 'time') return makeTime(place)
  return depth > 0 ? makeOperation(kind, inner, of) : makeLeaf(kind, place)
}

function makeTime(place: Place): JsonValue {
  const { chance } = place
  const inner = { ...place, depth: Math.min(place.depth - 1, 1) }
  if (chance(6) === 0)
    return { dccDateOfBirth: [pick([{ var: 'payload.dob' }, '2003-02'], chance)] }
  const amount = chance(4) === 0 ? 0 : chance(500) - 150
  const unit = pick(['day', 'hour', 'month', 'year'], chance)
  const far = chance(100) === 0 ? amount * 10 ** chance(12) : amount
  return { plusTime: [make('date', inner), unit === 'year' ? far % 400 : far, unit] }
}

function makeOperation(kind: Kind, place: Place, of: (kind: Kind) => JsonValue): JsonValue {
  const { chance } = place
  if (kind === 'boolean') return makeBoolean(place, of)
  if (kind === 'integer') {
    if (chance(3) === 0) return makeLeaf(kind, place)
    return chance(3) === 0 ? makeReduce(place, of) : { '+': [of(kind), of(kind)] }
  }
  if (kind === 'text' && chance(3) === 0) {
    return { extractFromUVCI: [of('text'), chance(20) === 0 ? of('integer') : chance(8) - 1] }
  }
  if (kind === 'list' && chance(3) === 0) return Array.from({ length: chance(12) }, () => of('any'))
  return makeLeaf(kind, place)
}

function makeBoolean({ chance }: Place, of: (kind: Kind) => JsonValue): JsonValue {
  const several = (kind: Kind, most: number) =>
    Array.from({ length: chance(most - 1) + 2 }, () => of(kind))
  const kind = pick(KINDS, chance)
  switch (chance(12)) {
    case 0:
      return { '!': [of(chance(3) === 0 ? 'any' : 'boolean')] }
    case 1:
    case 2:
      return { '===': [of(kind), of(kind)] }
    case 3:
    case 4:
      return { in: [of(pick(['text', 'integer', 'boolean'], chance)), of('list')] }
    case 5:
    case 6:
      return { [pick(['<', '>', '<=', '>='], chance)]: several('integer', 3) }
    case 7:
    case 8:
    case 9:
      return { [pick(['before', 'after', 'not-before', 'not-after'], chance)]: several('time', 3) }
    default:
      return { and: several(chance(5) === 0 ? 'any' : 'boolean', 4) }
  }
}

function makeReduce(place: Place, of: (kind: Kind) => JsonValue): JsonValue {
  const { chance } = place
  const lambda = make(pick(['integer', 'integer', 'any'], chance), { ...place, isLambda: true })
  const usual = { '+': [{ var: 'accumulator' }, { if: [{ var: 'current.0' }, 1, 0] }] }
  const events = [{ var: 'payload.r' }, { var: 'payload.t' }, { var: 'payload.v' }]
  const list = chance(2) === 0 ? events : of('list')
  return {
    reduce: [list, chance(2) === 0 ? usual : lambda, of(chance(6) === 0 ? 'any' : 'integer')],
  }
}

function makeLeaf(kind: Kind, { chance, isLambda }: Place): JsonValue {
  if (isLambda && chance(3) > 0) {
    return {
      var: pick(['accumulator', 'current', 'current.0', 'current.dn', '', 'payload'], chance),
    }
  }
  const event = pick(EVENTS, chance)
  switch (kind) {
    case 'integer':
      return pick([chance(5), { var: `${event}.dn` }, { var: `${event}.sd` }], chance)
    case 'date':
      return chance(4) === 0
        ? pick([makeDate(chance), makeDateTime(chance)], chance)
        : pick([{ var: 'external.validationClock' }, ...dates(event)], chance)
    case 'text':
      return chance(3) === 0
        ? pick(TEXTS, chance)
        : { var: `${event}.${pick(['tg', 'mp', 'co', 'ci', 'tt', 'dt'], chance)}` }
    case 'list': {
      const paths = [
        'external.valueSets.products',
        'external.valueSets.few',
        'payload.v',
        'payload.t',
      ]
      return chance(2) === 0
        ? Array.from({ length: chance(12) }, () => pick<JsonValue>([...TEXTS, 1, true, 2], chance))
        : { var: pick([...paths, 'external.valueSets.none', 'external.valueSets.absent'], chance) }
    }
    default:
      return pick<JsonValue>([true, false, { var: event }, { var: `${event}.dn` }, true], chance)
  }
}

function dates(event: string): readonly JsonValue[] {
  return ['dt', 'sc', 'fr', 'df', 'du'].map((name) => ({ var: `${event}.${name}` }))
}

/** Something that is no expression, or one that hardly anybody means. */
export function makeWrong(place: Place): JsonValue {
  const { chance } = place
  const inner = { ...place, depth: Math.min(place.depth, 3) - 1 }
  const operands = Array.from({ length: chance(5) }, () =>
    inner.depth > 0 ? make('any', inner) : pick<JsonValue>([1, 'day', null, true], chance),
  )
  switch (chance(8)) {
    case 0:
      return pick<JsonValue>([null, 0.5, {}, [], [null], -1.5], chance)
    case 1:
    case 2:
      return { var: pick(HOSTILE, chance) }
    case 3:
      return { [pick(OPERATORS, chance)]: pick<JsonValue>([null, 'x', 1, {}, true], chance) }
    case 4:
      return { [pick(OPERATORS, chance)]: operands, [pick(OPERATORS, chance)]: operands }
    case 5:
      return makeOdd(chance)
    default:
      return { [pick(OPERATORS, chance)]: operands }
  }
}

export function pick<Item>(items: readonly Item[], chance: Chance): Item {
  const item = items[chance(items.length)]
  if (item === undefined) throw new Error('unreachable: nothing to pick from')
  return item
}
