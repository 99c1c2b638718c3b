/**
 * The members of a DCC's entry, from one fact.
 *
 * What an EU DCC states goes in as it stands, whatever it is; what it leaves out may have been anything.
 * What other formats state goes in as an EU issuer would have written it.
 *
 * @module
 */

import type {
  CodedField,
  Field,
  Recovery,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import { toDateTimeText } from '../certlogic/date-time.ts'
import { COVID_19, RESULTS, TEST_TYPES } from '../dcc-codes.ts'
import { DOSES } from '../facts/dose-numbers.ts'
import type { PolicyFacts, RecoveryFact, TestFact, VaccinationFact } from '../facts/policy-facts.ts'
import type { Possible } from '../facts/possible.ts'
import { type DateRange, type InstantRange, isOneDay } from '../facts/ranges.ts'
import { fixed, type Slot, unknownCode } from './slot.ts'

type Products = PolicyFacts['products']

/** @param isDcc whether an EU DCC states it */
export function vaccinationSlots(
  fact: VaccinationFact,
  products: Products,
  isDcc: boolean,
): readonly Slot[] {
  const [stated] = isDcc ? fact.facts : []
  return [
    toDisease('vaccination', isDcc),
    ...(stated ? statedProduct(stated) : [toProduct(fact, products)]),
    ...doseSlots(fact, products, stated),
    toDay('vaccination.date', 'dt', fact.date),
    ...commonSlots('vaccination', fact, stated),
  ]
}

export function testSlots(fact: TestFact, isDcc: boolean): readonly Slot[] {
  const [stated] = isDcc ? fact.facts : []
  return [
    toDisease('test', isDcc),
    ...(stated
      ? [
          statedCode('test.class', 'tt', stated.class),
          statedCode('test.result', 'tr', stated.result),
        ]
      : [
          toWords('test.class', 'tt', fact.class, TEST_TYPES),
          toWords('test.result', 'tr', fact.result, RESULTS),
        ]),
    fact.device === undefined
      ? unknownCode('test.device', 'ma', isDcc)
      : fixed('test.device', 'ma', fact.device),
    ...(stated?.name ? [fixed('test.name', 'nm', stated.name.value)] : []),
    toInstant('test.sampledAt', 'sc', fact.sampledAt, stated?.sampledAt),
    ...commonSlots('test', fact, stated),
  ]
}

export function recoverySlots(fact: RecoveryFact, isDcc: boolean): readonly Slot[] {
  const [stated] = isDcc ? fact.facts : []
  return [
    toDisease('recovery', isDcc),
    toDay('recovery.firstPositive', 'fr', fact.firstPositive),
    toLimit('recovery.validFrom', 'df', fact.statedFrom),
    toLimit('recovery.validUntil', 'du', fact.statedUntil),
    ...commonSlots('recovery', fact, stated),
  ]
}

function toDisease(kind: string, isDcc: boolean): Slot {
  return fixed(`${kind}.disease`, 'tg', COVID_19, isDcc ? 'stated' : 'derived')
}

function statedProduct({ product, manufacturer, vaccineType }: Vaccination): readonly Slot[] {
  return [
    statedCode('vaccination.product', 'mp', product),
    statedCode('vaccination.manufacturer', 'ma', manufacturer),
    statedCode('vaccination.vaccineType', 'vp', vaccineType),
  ]
}

function statedCode(field: string, member: string, coded: CodedField<string> | undefined): Slot {
  const code = coded?.codes[0]?.code
  return code === undefined ? unknownCode(field, member, true) : fixed(field, member, code)
}

/** The three codes of a product go together; those of a product without any are in no list. */
function toProduct({ product }: VaccinationFact, products: Products): Slot {
  const { values, isClosed } = product
  const codes = (isClosed ? values : [...products.keys()]).map((id) => {
    const { mp, ma, vp } = products.get(id)?.euCodes ?? { mp: id, ma: id, vp: id }
    return [mp, ma, vp]
  })
  return {
    field: 'vaccination.product',
    members: ['mp', 'ma', 'vp'],
    domain: { kind: isClosed ? 'choice' : 'open', values: codes },
    source: 'derived',
  }
}

function toWords<T extends string>(
  field: string,
  member: string,
  { values, isClosed }: Possible<T>,
  codes: Readonly<Record<T, string>>,
): Slot {
  return {
    field,
    members: [member],
    domain: { kind: isClosed ? 'choice' : 'open', values: values.map((value) => [codes[value]]) },
    source: 'derived',
  }
}

/**
 * The number of the dose and the length of its series, which go together.
 *
 * Who was given a dose has all that came before. A series is no longer than is regular for the product, or
 * than the doses that were given: boosters are written 3/3, 3/2 or 2/1, and one dose after a recovery 1/1.
 */
function doseSlots(
  { doseNumber, seriesDoses, product }: VaccinationFact,
  products: Products,
  stated: Vaccination | undefined,
): readonly Slot[] {
  const [dose, series] = [stated?.doseNumber, stated?.seriesDoses]
  const counts = dose ? [dose.value] : countsOf(doseNumber)
  const lengths = series ? [series.value] : countsOf(seriesDoses)
  const isOpen = !series && lengths.length > 1
  const regular = regularSeries(product, products)
  const pairs = counts.flatMap((count) => {
    const own = isOpen ? lengths.filter((length) => length <= Math.max(count, regular)) : lengths
    return own.map((length) => [count, length])
  })
  const sources = [dose?.source ?? doseNumber.source, series?.source ?? seriesDoses.source]
  const isStated = pairs.length === 1 && sources.every((source) => source === 'stated')
  return [
    {
      field: counts.length > 1 ? 'vaccination.doseNumber' : 'vaccination.seriesDoses',
      members: ['dn', 'sd'],
      domain: { kind: 'choice', values: pairs },
      source: isStated ? 'stated' : 'derived',
      derivedMembers: ['dn', 'sd'].filter((_, index) => sources[index] === 'derived'),
    },
  ]
}

function countsOf({ values, isClosed }: Possible<number>): readonly number[] {
  return isClosed && values.length > 0 ? values : DOSES
}

/** The longest series that is regular for any product that it may be. */
function regularSeries({ values, isClosed }: Possible<string>, products: Products): number {
  if (!isClosed || values.length === 0) return DOSES.length
  return Math.max(...values.map((id) => products.get(id)?.primarySeries ?? DOSES.length))
}

function toDay(field: string, member: string, range: DateRange | undefined): Slot {
  const one = { field, members: [member], source: 'stated' } as const
  if (!range) return { ...one, domain: { kind: 'any-day' }, source: 'derived' }
  return isOneDay(range)
    ? fixed(field, member, range.earliest)
    : { ...one, domain: { kind: 'days', range } }
}

/** What an issuer sets, unlike what happened, may lie after the arrival. */
function toLimit(field: string, member: string, range: DateRange | undefined): Slot {
  if (range) return toDay(field, member, range)
  const domain = { kind: 'any-day', mayBeLater: true } as const
  return { field, members: [member], domain, source: 'derived' }
}

function toInstant(
  field: string,
  member: string,
  range: InstantRange | undefined,
  stated: Field<string> | undefined,
): Slot {
  if (!range) return { field, members: [member], domain: { kind: 'any-day' }, source: 'derived' }
  const { earliest, latest } = range
  if (earliest !== latest) {
    return { field, members: [member], domain: { kind: 'instants', range }, source: 'stated' }
  }
  return fixed(field, member, stated?.value ?? toDateTimeText(earliest * 1000))
}

function commonSlots(
  kind: string,
  fact: VaccinationFact | TestFact | RecoveryFact,
  stated: Vaccination | Test | Recovery | undefined,
): readonly Slot[] {
  const country = stated?.country?.value ?? fact.country
  const statedBy = fact.facts.map((each) => each.statedBy).find((each) => each !== undefined)
  return [
    country === undefined
      ? unknownCode(`${kind}.country`, 'co', stated !== undefined)
      : fixed(`${kind}.country`, 'co', country),
    statedBy === undefined
      ? unknownCode(`${kind}.statedBy`, 'is', stated !== undefined)
      : fixed(`${kind}.statedBy`, 'is', statedBy.value),
  ]
}
