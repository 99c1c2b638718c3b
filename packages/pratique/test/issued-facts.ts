/**
 * What of an order, as its JSON has it, a certificate of a format must say when it is read back.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { addDays } from '../src/model/dates.ts'
import type {
  CodedField,
  Field,
  FormatId,
  HealthCertificate,
} from '../src/model/health-certificate.ts'
import { toMrzName } from '../src/model/mrz/holder-name.ts'
import { shorten, writeNameField } from '../src/model/mrz/shorten.ts'
import type { OrderHolder, OrderRecovery, OrderTest, OrderVaccination } from '../src/model/order.ts'
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

/** An order of `made-orders.ts`, where each code stands alone. */
export interface MadeOrder {
  readonly holder: OrderHolder
  readonly fact: MadeFact
}

type MadeFact = MadeVaccination | MadeTest | OrderRecovery

interface MadeVaccination
  extends Omit<OrderVaccination, 'product' | 'vaccineType' | 'manufacturer'> {
  readonly product: string | { readonly code: string }
  readonly vaccineType?: { readonly code: string }
  readonly manufacturer?: string
}

interface MadeTest extends Omit<OrderTest, 'codes'> {
  readonly codes?: { readonly code: string }
}

/**
 * An order in JSON, as it is to be read: texts in one form (Unicode NFC, one space, none around), times
 * without their seconds.
 */
export function readMadeOrder(json: JsonObject): MadeOrder {
  const tidy = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return value.normalize('NFC').replace(/\s+/gu, ' ').trim()
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tidy(each)]))
  }
  const { holder, fact } = tidy(json) as unknown as MadeOrder
  if (fact.kind !== 'test') return { holder, fact }
  return { holder, fact: { ...fact, sampledAt: fact.sampledAt.replace(/:\d\d(?=Z|[+-])/, ':00') } }
}

/** What a certificate may say where the order does not: codes that follow from the product. */
export const WORKED_OUT: Partial<Record<FormatId, readonly string[]>> = {
  'eu-dcc': ['manufacturer', 'vaccineType'],
  'who-icvp': ['manufacturer'],
  'vds-nc': ['product'],
}

/** What it should say, by the rules of the format. */
export function expectedFacts(format: FormatId, order: MadeOrder): Facts {
  const { holder, fact } = order
  const mrz = toMrzName(holder)
  const isSeal = format === 'vds-nc'
  return clean({
    kind: fact.kind,
    ...expectedName(format, order, mrz),
    birthDate: holder.birthDate,
    documentNumber: isSeal || format === 'who-icvp' ? holder.documentNumber : undefined,
    ...EXPECTED[format]?.(fact),
  })
}

function expectedName(
  format: FormatId,
  { holder }: MadeOrder,
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

const common = (fact: MadeFact): Facts => ({
  disease: fact.disease,
  country: fact.country ?? PROFILE.country,
  statedBy: fact.statedBy ?? PROFILE.name,
})

const EXPECTED: Partial<Record<FormatId, (fact: MadeFact) => Facts>> = {
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
      product: codeOf(fact.product),
      vaccineType: fact.vaccineType?.code,
      manufacturer: fact.manufacturer,
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
      vaccineType: codeOf(fact.product),
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
      vaccineType: codeOf(fact.product),
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
      product: codeOf(fact.product),
      lot: fact.lot,
      statedBy: 'UTO',
      status: 'completed',
    }
  },
}

function codeOf(product: MadeVaccination['product']): string {
  return typeof product === 'string' ? product : product.code
}

function clean(facts: Facts): Facts {
  const stated = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(stated)
}
