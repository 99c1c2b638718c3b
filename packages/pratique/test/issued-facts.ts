/**
 * What of an order a certificate of a format must say when it is read back, in the same words.
 *
 * @module
 */

import { addDays } from '../src/model/dates.ts'
import type {
  CodedField,
  Field,
  FormatId,
  HealthCertificate,
} from '../src/model/health-certificate.ts'
import { toMrzName } from '../src/model/mrz/holder-name.ts'
import { shorten, writeNameField } from '../src/model/mrz/shorten.ts'
import type { Order, OrderFact } from '../src/model/order.ts'
import { PROFILE } from './made-issuer.ts'

type Facts = Readonly<Record<string, string | number | undefined>>

/** What a certificate says, as plain values. */
export function factsOf({ holder, facts }: HealthCertificate): Facts {
  const [fact, ...others] = facts
  if (!fact || others.length > 0 || fact.kind === 'other' || fact.kind === 'attestation') {
    throw new Error('expected one fact')
  }
  const told: Record<string, string | number | undefined> = { kind: fact.kind }
  for (const [name, field] of Object.entries(holder.name)) told[`name.${name}`] = field?.value
  told['birthDate'] = holder.birthDate?.value
  told['documentNumber'] = holder.documentNumber?.value
  for (const [name, value] of Object.entries(fact)) {
    if (typeof value === 'object') told[name] = plainOf(value)
  }
  return clean(told)
}

function plainOf(field: Field<string | number> | CodedField<string>): string | number {
  if ('codes' in field && field.value === 'unknown')
    return field.codes.map(({ code }) => code).join()
  return field.value
}

/** What it should say, by the rules of the format. */
export function expectedFacts(format: FormatId, order: Order): Facts {
  const { holder } = order
  const mrz = toMrzName(holder)
  const { fact } = order
  const isSeal = format === 'vds-nc'
  return clean({
    kind: fact.kind,
    ...expectedName(format, order, mrz),
    birthDate: holder.birthDate === '' ? undefined : holder.birthDate,
    documentNumber: isSeal || format === 'who-icvp' ? holder.documentNumber : undefined,
    ...EXPECTED[format]?.(fact),
  })
}

function expectedName(
  format: FormatId,
  { holder }: Order,
  mrz: { family: string; given: string },
): Facts {
  if (format === 'eu-dcc') {
    return {
      'name.family': holder.family,
      'name.given': holder.given,
      'name.familyTransliterated': cut(mrz.family),
      'name.givenTransliterated': cut(mrz.given),
    }
  }
  const family = holder.family ?? mrz.family.replaceAll('<', ' ')
  const given = holder.given ?? mrz.given.replaceAll('<', ' ')
  if (format === 'smart-health-card') return { 'name.family': family, 'name.given': given }
  if (format === 'vds-nc') {
    const [first, second] = mrz.family === '' ? [mrz.given, ''] : [mrz.family, mrz.given]
    const full = writeNameField(first, second, 39).replaceAll('<', ' ').trimEnd()
    const isWhole = full.length < 39 && mrz.family !== '' && mrz.given !== ''
    return {
      'name.full': full,
      'name.familyTransliterated': isWhole ? mrz.family : undefined,
      'name.givenTransliterated': isWhole ? mrz.given : undefined,
    }
  }
  const isLatin = [family, given].every((part) => LATIN.test(part))
  const parts = isLatin ? [given, family] : [mrz.given, mrz.family]
  return { 'name.full': parts.join(' ').replaceAll('<', ' ').trim() }
}

const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u

const cut = (name: string) => shorten(name.split('<'), 80).join('<')

const common = (fact: OrderFact): Facts => ({
  disease: fact.disease,
  country: fact.country ?? PROFILE.country,
  statedBy: fact.statedBy ?? PROFILE.name,
})

const EXPECTED: Partial<Record<FormatId, (fact: OrderFact) => Facts>> = {
  'eu-dcc': (fact) => {
    if (fact.kind === 'recovery') {
      return {
        ...common(fact),
        firstPositive: fact.firstPositive,
        validFrom: fact.validFrom ?? addDays(fact.firstPositive, 11),
        validUntil: fact.validUntil ?? addDays(fact.firstPositive, 180),
      }
    }
    if (fact.kind === 'test') {
      return {
        ...common(fact),
        class: fact.class,
        result: fact.result,
        sampledAt: fact.sampledAt,
        name: fact.name,
        device: fact.class === 'antigen-rapid' ? fact.device : undefined,
        centre: fact.centre,
        status: 'final',
      }
    }
    return {
      ...common(fact),
      date: fact.date,
      product: fact.product[0]?.code,
      ...(fact.vaccineType && { vaccineType: fact.vaccineType.code }),
      doseNumber: fact.doseNumber,
      seriesDoses: fact.seriesDoses,
      status: 'completed',
    }
  },
  'smart-health-card': (fact) => {
    if (fact.kind === 'test') {
      return {
        disease: fact.disease,
        class: fact.class,
        result: fact.result,
        sampledAt: fact.sampledAt,
        statedBy: fact.statedBy ?? PROFILE.name,
        status: 'final',
      }
    }
    if (fact.kind !== 'vaccination') return {}
    return {
      disease: fact.disease,
      date: fact.date,
      vaccineType: fact.product[0]?.code,
      lot: fact.lot,
      statedBy: fact.statedBy ?? PROFILE.name,
      status: 'completed',
    }
  },
  'vds-nc': (fact) => {
    // ICAO has no letters of the EU's own.
    const country = fact.country === 'EL' ? 'GR' : (fact.country ?? PROFILE.country)
    if (fact.kind === 'test') {
      return {
        class: fact.class,
        result: fact.result,
        sampledAt: fact.sampledAt,
        centre: fact.centre,
        country,
        status: 'final',
      }
    }
    if (fact.kind !== 'vaccination') return {}
    return {
      disease: fact.disease,
      date: fact.date,
      vaccineType: fact.product[0]?.code,
      doseNumber: fact.doseNumber,
      country,
      lot: fact.lot,
      statedBy: (fact.centre ?? PROFILE.name).slice(0, 20),
      status: 'completed',
    }
  },
  'who-icvp': (fact) => {
    if (fact.kind !== 'vaccination') return {}
    return {
      disease: fact.disease,
      date: fact.date,
      product: fact.product[0]?.code,
      lot: fact.lot,
      statedBy: 'UTO',
      status: 'completed',
    }
  },
}

/** Fields that are worked out, and no part of the order. */
const DERIVED: ReadonlySet<string> = new Set(['manufacturer'])

function clean(facts: Facts): Facts {
  const stated = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(stated.filter(([name]) => !DERIVED.has(name)))
}
