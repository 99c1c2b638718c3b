/**
 * Writing of an EU DCC (DCC schema 1.3.3).
 *
 * @module
 */

import { encodeBase32 } from '../../bytes/base32.ts'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { SUB_CLAIMS } from '../../cose/hcert-claims.ts'
import { draftHcert } from '../../cose/write-hcert.ts'
import type { RawCode } from '../../model/health-certificate.ts'
import type { Draft, IssuingFormat, PreparedOrder, ProductCodes } from '../../model/issuing.ts'
import { shorten } from '../../model/mrz/shorten.ts'
import type {
  Order,
  OrderFault,
  OrderRecovery,
  OrderTest,
  OrderVaccination,
} from '../../model/order.ts'
import { notInFormat, orderFault, tooLong } from '../../model/order-faults.ts'
import { toRecoveryPeriod } from '../../model/recovery-period.ts'
import { encodeTokenUvci, toCheckCharacter } from '../../model/revocation-token.ts'
import { euDcc } from './format.ts'
import { type Group, MAX_TEXT_LENGTH } from './schema.ts'
import {
  CLASS_CODES,
  DISEASE_CODES,
  HOLDERS,
  PRODUCTS,
  PROPHYLAXIS,
  RESULT_CODES,
} from './value-sets.ts'

const VERSION = '1.3.3'

/** What codes of the EU for holders and kinds of vaccine look like. */
const EU_CODE = /^(?:ORG-|J07|\d{6,18}$)/

/** Members of a group, each with what it states, in the order of their encodings: nothing needs to be sorted. */
type Entry = readonly (readonly [string, string | number | undefined])[]

/** What the three groups have in common. */
interface Common {
  readonly ci: string
  readonly co: string
  readonly is: string
}

/** Issuing of EU DCCs. */
export const issueEuDcc: IssuingFormat = {
  format: euDcc,
  needs: ['certificate'],
  findFaults,
  write,
}

function findFaults(order: Order, product: ProductCodes): readonly OrderFault[] {
  const { holder, fact } = order
  const misplaced = notInFormat(fact, ['vaccination', 'test', 'recovery'], ['covid-19'])
  if (misplaced.length > 0) return misplaced
  const faults = [
    ...tooLong({ 'holder.family': holder.family, 'holder.given': holder.given }, MAX_TEXT_LENGTH),
    ...tooLong({ 'fact.statedBy': fact.statedBy }, MAX_TEXT_LENGTH),
  ]
  if (fact.kind === 'vaccination') return [...faults, ...findVaccinationFaults(fact, product)]
  if (fact.kind === 'test') return [...faults, ...findTestFaults(fact)]
  return faults
}

function findVaccinationFaults(
  fact: OrderVaccination,
  product: ProductCodes,
): readonly OrderFault[] {
  const { mp, ma, vp } = toCodes(fact, product)
  const faults: OrderFault[] = []
  if (fact.doseNumber === undefined) {
    faults.push(missing('fact.doseNumber', 'the number of this dose'))
  }
  if (fact.seriesDoses === undefined) {
    faults.push(missing('fact.seriesDoses', 'how many doses the series has'))
  }
  if (!PRODUCTS.has(mp)) {
    faults.push(
      unknownCode('fact.product', 'a product of the EU’s value set, such as EU/1/20/1528'),
    )
  } else {
    if (!HOLDERS.has(ma))
      faults.push(unknownCode('fact.manufacturer', 'a code of the EU’s value set'))
    if (!PROPHYLAXIS.has(vp)) {
      faults.push(unknownCode('fact.vaccineType', 'a code of the EU’s value set'))
    }
  }
  return faults
}

/** What the order states counts; the rest follows from the product. */
function toCodes(
  { product, manufacturer, vaccineType }: OrderVaccination,
  { eu }: ProductCodes,
): { readonly mp: string; readonly ma: string; readonly vp: string } {
  const stated = product.find(({ code }) => PRODUCTS.has(code))?.code
  return {
    mp: stated ?? eu?.mp ?? '',
    ma: toCode(manufacturer, HOLDERS, eu?.ma),
    vp: toCode(vaccineType, PROPHYLAXIS, eu?.vp),
  }
}

/** Codes and words of others add nothing to a product that is known; a slip in one of the EU's does. */
function toCode(
  stated: RawCode | undefined,
  known: ReadonlySet<string>,
  ofProduct: string | undefined,
): string {
  const isTheirs = stated !== undefined && (known.has(stated.code) || EU_CODE.test(stated.code))
  return (isTheirs ? stated.code : ofProduct) ?? stated?.code ?? ''
}

/** What the Regulation asks for beyond the schema: a place for NAAT, a device for rapid tests. */
function findTestFaults(test: OrderTest): readonly OrderFault[] {
  const faults: OrderFault[] = [
    ...tooLong({ 'fact.centre': test.centre, 'fact.name': test.name }, MAX_TEXT_LENGTH),
  ]
  if (CLASS_CODES[test.class] === undefined) {
    faults.push(orderFault('fact.class', 'not-in-format', Object.keys(CLASS_CODES).join(' or ')))
  }
  if (RESULT_CODES[test.result] === undefined) {
    faults.push(orderFault('fact.result', 'not-in-format', Object.keys(RESULT_CODES).join(' or ')))
  }
  if (test.class === 'naat' && test.centre === undefined) {
    faults.push(missing('fact.centre', 'where the sample was taken'))
  }
  if (test.class === 'antigen-rapid' && test.device === undefined) {
    faults.push(missing('fact.device', 'the number of the test on the EU’s list of rapid tests'))
  }
  return faults
}

function write(prepared: PreparedOrder): Draft {
  const { order, issuer } = prepared
  const [group, entry] = toEntry(prepared)
  const payload = new Map<string, CborValue>([
    [group, [new Map(entry.filter(isStated))]],
    ['dob', order.holder.birthDate],
    ['nam', toName(prepared)],
    ['ver', VERSION],
  ])
  return draftHcert(prepared, { subClaim: SUB_CLAIMS.euDcc, payload, iss: issuer.country })
}

/** A part of the name without its transliteration is none (schema 1.3.2). */
function toName({ order: { holder }, name }: PreparedOrder): CborMap {
  const nam = new Map<string, string>()
  const { family, given } = name
  if (family !== '' && holder.family !== undefined) nam.set('fn', holder.family)
  if (given !== '' && holder.given !== undefined) nam.set('gn', holder.given)
  if (family !== '') nam.set('fnt', toFit(family))
  if (given !== '') nam.set('gnt', toFit(given))
  return nam
}

/** Cut as names of passports are (ICAO Doc 9303-4 §4.2.2). */
function toFit(name: string): string {
  if (name.length <= MAX_TEXT_LENGTH) return name
  return shorten(name.split('<'), MAX_TEXT_LENGTH).join('<')
}

function toEntry(prepared: PreparedOrder): readonly [Group, Entry] {
  const { order, issuer } = prepared
  const { fact } = order
  const common: Common = {
    ci: toUvci(prepared),
    co: fact.country ?? issuer.country,
    is: fact.statedBy ?? issuer.name,
  }
  if (fact.kind === 'vaccination') return ['v', toVaccination(fact, prepared.product, common)]
  if (fact.kind === 'test') return ['t', toTest(fact, common)]
  return ['r', toRecovery(fact, common)]
}

/** Without a token, an identifier of no token's form: the schema asks for one. */
function toUvci({ token, salt, issuer: { country } }: PreparedOrder): string {
  if (token) return encodeTokenUvci(token, country)
  const uvci = `URN:UVCI:01:${country}:${encodeBase32(salt)}`
  return `${uvci}#${toCheckCharacter(uvci)}`
}

function toVaccination(
  fact: OrderVaccination,
  product: ProductCodes,
  { ci, co, is }: Common,
): Entry {
  const { mp, ma, vp } = toCodes(fact, product)
  return [
    ['ci', ci],
    ['co', co],
    ['dn', fact.doseNumber],
    ['dt', fact.date],
    ['is', is],
    ['ma', ma],
    ['mp', mp],
    ['sd', fact.seriesDoses],
    ['tg', DISEASE_CODES[fact.disease]],
    ['vp', vp],
  ]
}

function toTest(fact: OrderTest, { ci, co, is }: Common): Entry {
  const isRapid = fact.class === 'antigen-rapid'
  return [
    ['ci', ci],
    ['co', co],
    ['is', is],
    ['ma', isRapid ? fact.device : undefined],
    ['nm', fact.name],
    ['sc', fact.sampledAt],
    ['tc', fact.centre],
    ['tg', DISEASE_CODES[fact.disease]],
    ['tr', RESULT_CODES[fact.result]],
    ['tt', CLASS_CODES[fact.class]],
  ]
}

function toRecovery(recovery: OrderRecovery, { ci, co, is }: Common): Entry {
  const { from, until } = toRecoveryPeriod(recovery)
  return [
    ['ci', ci],
    ['co', co],
    ['df', from],
    ['du', until],
    ['fr', recovery.firstPositive],
    ['is', is],
    ['tg', DISEASE_CODES[recovery.disease]],
  ]
}

function isStated(
  member: readonly [string, string | number | undefined],
): member is readonly [string, string | number] {
  return member[1] !== undefined
}

function missing(path: string, words: string): OrderFault {
  return orderFault(path, 'missing', words)
}

function unknownCode(path: string, words: string): OrderFault {
  return orderFault(path, 'unknown-code', words)
}
