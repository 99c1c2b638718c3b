/**
 * Writing of a WHO digital ICVP, in the newest published shape (ICVP 0.3.0, build of April 2026).
 *
 * @module
 */

import type { CborValue } from '../../cbor/value.ts'
import { SUB_CLAIMS } from '../../cose/hcert-claims.ts'
import { draftHcert } from '../../cose/write-hcert.ts'
import { toThreeLetters } from '../../model/country-codes.ts'
import type {
  Draft,
  IssuingFormat,
  MrzName,
  PreparedOrder,
  ProductCodes,
} from '../../model/issuing.ts'
import { isLatin } from '../../model/mrz/holder-name.ts'
import type { DocumentType, Order, OrderFault, OrderHolder } from '../../model/order.ts'
import { notInFormat, orderFault, tooLong } from '../../model/order-faults.ts'
import { encodeToken } from '../../model/revocation-token.ts'
import type { ProductCatalogue } from './catalogue.ts'
import { createWhoIcvp } from './format.ts'
import { diseaseOf } from './value-sets.ts'

/** The edition whose members are written. */
const TEMPLATE_VERSION = '0.3.0'

const MAX_TEXT_LENGTH = 80

/** HL7 v2 table 0203; `dt` may be absent, and of a document of another kind it is. */
const DOCUMENT_TYPES: Readonly<Partial<Record<DocumentType, string>>> = {
  passport: 'PPN',
  'identity-card': 'NI',
}

/** What the format is given: only products of the catalogue may be stated (ICVP REQ-CC-06). */
export interface IssueWhoIcvpOptions {
  readonly catalogue: ProductCatalogue
}

/** Makes the issuing of WHO digital ICVPs with a catalogue of products. */
export function issueWhoIcvp({ catalogue }: IssueWhoIcvpOptions): IssuingFormat {
  return {
    format: createWhoIcvp({ catalogue }),
    needs: ['certificate'],
    findFaults: (order, product, name) => findFaults(order, product, name, catalogue),
    // Valid for life from day 10 (IHR Annex 7); the envelope says so by having no end.
    isForLife: ({ fact }) => fact.disease === 'yellow-fever',
    write: (prepared) => write(prepared, catalogue),
  }
}

function findFaults(
  order: Order,
  product: ProductCodes,
  name: MrzName,
  catalogue: ProductCatalogue,
): readonly OrderFault[] {
  const { holder, fact } = order
  if (fact.kind !== 'vaccination') {
    return notInFormat(fact, ['vaccination'], [fact.disease])
  }
  const faults: OrderFault[] = [
    ...findNameFaults(holder, name),
    ...tooLong({ 'fact.clinician': fact.clinician, 'fact.lot': fact.lot }, MAX_TEXT_LENGTH),
  ]
  if (holder.birthDate === '') {
    faults.push(orderFault('holder.birthDate', 'missing', 'at least the year of birth'))
  }
  if (fact.lot === undefined) faults.push(orderFault('fact.lot', 'missing', 'the batch number'))
  return [...faults, ...findProductFaults(fact.disease, product, catalogue)]
}

/** Each part may have room, and both together none. */
function findNameFaults(holder: OrderHolder, name: MrzName): readonly OrderFault[] {
  const { family, given } = holder
  const faults = tooLong({ 'holder.family': family, 'holder.given': given }, MAX_TEXT_LENGTH)
  if (faults.length > 0 || toName(holder, name).length <= MAX_TEXT_LENGTH) return faults
  const words = `a name of at most ${MAX_TEXT_LENGTH} characters, given and family together`
  return [orderFault('holder', 'too-long', words)]
}

function findProductFaults(
  disease: Order['fact']['disease'],
  { whoProduct }: ProductCodes,
  catalogue: ProductCatalogue,
): readonly OrderFault[] {
  const [id, ...others] = whoProduct.filter((code) => catalogue.has(code))
  if (id === undefined) {
    return [orderFault('fact.product', 'unknown-code', 'a product of the WHO’s catalogue')]
  }
  if (others.length > 0) {
    return [orderFault('fact.product', 'ambiguous-code', 'one product of the WHO’s catalogue')]
  }
  const meant = diseaseOf(catalogue.get(id)?.disease?.code ?? '')
  if (meant === disease) return []
  return [
    orderFault(
      'fact.disease',
      'contradictory',
      'the disease that the catalogue has for the product',
    ),
  ]
}

function write(prepared: PreparedOrder, catalogue: ProductCatalogue): Draft {
  const { order, issuer, token } = prepared
  const { holder } = order
  const participant = toThreeLetters(issuer.country)
  const payload = new Map<string, CborValue>([
    ['n', toName(holder, prepared.name)],
    ['dob', holder.birthDate],
    ['s', holder.sex ?? 'unknown'],
    ['vx', toDose(prepared, participant, catalogue)],
    ['v', TEMPLATE_VERSION],
  ])
  if (holder.nationality !== undefined) payload.set('nt', holder.nationality)
  if (holder.documentNumber !== undefined) {
    payload.set('id', holder.documentNumber)
    const type = DOCUMENT_TYPES[holder.documentType ?? 'passport']
    if (type !== undefined) payload.set('dt', type)
  }
  return draftHcert(prepared, {
    subClaim: SUB_CLAIMS.icvp,
    payload,
    iss: participant,
    ...(token && { cti: encodeToken(token) }),
  })
}

/**
 * The name as a passport's page has it: in Latin letters (IHR Annex 6: English or French). A part that was
 * given as the zone has it alone is taken from there; all are, if one is in other letters.
 */
function toName(holder: OrderHolder, name: MrzName): string {
  const [given, family] = [name.given, name.family].map((part) => part.replaceAll('<', ' '))
  const own = [holder.given ?? given, holder.family ?? family]
  const parts = own.every((part = '') => isLatin(part)) ? own : [given, family]
  return parts.filter((part) => part !== '').join(' ')
}

function toDose(
  { order: { fact }, product }: PreparedOrder,
  participant: string,
  catalogue: ProductCatalogue,
): ReadonlyMap<string, CborValue> {
  const id = product.whoProduct.find((code) => catalogue.has(code))
  if (fact.kind !== 'vaccination' || id === undefined) throw new Error('unreachable: was checked')
  const dose = new Map<string, CborValue>([
    ['vp', id],
    ['dv', fact.date],
  ])
  if (fact.lot !== undefined) dose.set('bo', fact.lot)
  if (fact.clinician !== undefined) dose.set('cn', fact.clinician)
  dose.set('is', participant)
  return dose
}
