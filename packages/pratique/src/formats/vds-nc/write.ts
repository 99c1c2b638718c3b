/**
 * Writing of a visible digital seal (ICAO Doc 9303-13, "VDS-NC").
 *
 * @module
 */

import { encodeBase32 } from '../../bytes/base32.ts'
import { encodeBase64Url } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { canonicalizeJson } from '../../json/canonical.ts'
import type { JsonObject } from '../../json/value.ts'
import { toThreeLetters } from '../../model/country-codes.ts'
import type {
  Draft,
  IssuingFormat,
  MrzName,
  PreparedOrder,
  ProductCodes,
} from '../../model/issuing.ts'
import { writeNameField } from '../../model/mrz/shorten.ts'
import type {
  DocumentType,
  Order,
  OrderFault,
  OrderTest,
  OrderVaccination,
} from '../../model/order.ts'
import { notInFormat, orderFault, tooLong } from '../../model/order-faults.ts'
import { encodeTokenSeal } from '../../model/revocation-token.ts'
import { vdsNc } from './format.ts'
import { CLASS_CODES, DISEASE_CODES, RESULT_CODES, VACCINES } from './value-sets.ts'

const VERSION = 1
/** Lengths of members (ICAO Doc 9303-13). */
const IDENTIFIER_LENGTH = 12
const NAME_LENGTH = 39
const NUMBER_LENGTH = 11
const PLACE_LENGTH = 20
const LOT_LENGTH = 20

const UTF8 = new TextEncoder()

const DOCUMENT_TYPES: Readonly<Record<DocumentType, string>> = {
  passport: 'P',
  'identity-card': 'I',
  other: 'AC',
}

/** Issuing of visible digital seals: vaccinations and tests. */
export const issueVdsNc: IssuingFormat = {
  format: vdsNc,
  needs: ['certificate'],
  findFaults,
  write,
}

function findFaults(order: Order, product: ProductCodes): readonly OrderFault[] {
  const { holder, fact } = order
  if (fact.kind === 'recovery') return notInFormat(fact, ['vaccination', 'test'], [fact.disease])
  const faults: OrderFault[] = [
    ...tooLong({ 'holder.documentNumber': holder.documentNumber }, NUMBER_LENGTH),
    ...tooLong({ 'fact.centre': fact.centre }, PLACE_LENGTH),
  ]
  const own =
    fact.kind === 'test' ? findTestFaults(order, fact) : findVaccineFaults(order, fact, product)
  return [...faults, ...own]
}

function findVaccineFaults(
  { holder }: Order,
  fact: OrderVaccination,
  product: ProductCodes,
): readonly OrderFault[] {
  const faults = [...tooLong({ 'fact.lot': fact.lot }, LOT_LENGTH)]
  if (holder.birthDate === '' && holder.documentNumber === undefined) {
    faults.push(
      orderFault('holder.documentNumber', 'missing', 'the document’s number, or a birth date'),
    )
  }
  if (fact.doseNumber === undefined) {
    faults.push(orderFault('fact.doseNumber', 'missing', 'the number of this dose'))
  }
  const code = toVaccineCode(product)
  if (code === undefined) {
    faults.push(orderFault('fact.product', 'unknown-code', 'a product with an ICD-11 code'))
  } else if (VACCINES.get(code) !== fact.disease) {
    faults.push(orderFault('fact.product', 'contradictory', 'a vaccine against the disease'))
  }
  return faults
}

/** A seal does not say which disease a test looked for: it is that of COVID-19. */
function findTestFaults(order: Order, test: OrderTest): readonly OrderFault[] {
  const faults = [...notInFormat(test, ['test'], ['covid-19'])]
  if (order.holder.documentNumber === undefined) {
    faults.push(orderFault('holder.documentNumber', 'missing', 'the number of the travel document'))
  }
  if (CLASS_CODES[test.class] === undefined) {
    faults.push(orderFault('fact.class', 'not-in-format', Object.keys(CLASS_CODES).join(' or ')))
  }
  if (RESULT_CODES[test.result] === undefined) {
    faults.push(orderFault('fact.result', 'not-in-format', 'not-detected or detected'))
  }
  if (test.centre === undefined) {
    faults.push(orderFault('fact.centre', 'missing', 'where the sample was taken'))
  }
  return faults
}

function write(prepared: PreparedOrder): Draft {
  const { order, issuer, signer } = prepared
  const { fact } = order
  const { certificate } = signer
  if (!certificate) throw new Error('unreachable: the issuer was asked for a certificate')
  const data: JsonObject = {
    hdr: {
      is: toThreeLetters(issuer.country),
      t: fact.kind === 'test' ? 'icao.test' : 'icao.vacc',
      v: VERSION,
    },
    msg: fact.kind === 'test' ? toTest(prepared, fact) : toVaccination(prepared),
  }
  const signedText = canonicalizeJson(data)
  return {
    signedBytes: UTF8.encode(signedText),
    claims: { kind: 'json', object: data },
    toTexts: (signature) => [toText(signedText, certificate, signature)],
  }
}

/** The canonical form of the whole: what is signed stands in it as it was signed, the rest needs no escapes. */
function toText(signedText: string, certificate: Bytes, signature: Bytes): string {
  const cer = toCertificateText(certificate)
  const sigvl = encodeBase64Url(signature)
  return `{"data":${signedText},"sig":{"alg":"ES256","cer":"${cer}","sigvl":"${sigvl}"}}`
}

function toCertificateText(certificate: Bytes): string {
  const known = certificates.get(certificate)
  if (known !== undefined) return known
  const text = encodeBase64Url(certificate)
  certificates.set(certificate, text)
  return text
}

/** Texts of certificates: one issuer has few. */
const certificates = new WeakMap<Bytes, string>()

function toVaccination(prepared: PreparedOrder): JsonObject {
  const { order, name, product, issuer } = prepared
  const { holder, fact } = order
  const des = toVaccineCode(product)
  if (fact.kind !== 'vaccination' || des === undefined) throw new Error('unreachable: was checked')
  return {
    uvci: toIdentifier(prepared),
    pid: {
      n: toName(name),
      ...(holder.birthDate !== '' && { dob: holder.birthDate }),
      ...(holder.documentNumber !== undefined && { i: holder.documentNumber }),
      ...toSex(holder.sex),
    },
    ve: [
      {
        des,
        nam: product.name ?? des,
        dis: DISEASE_CODES[fact.disease],
        vd: [
          {
            dvc: fact.date,
            seq: fact.doseNumber ?? 1,
            ctr: toThreeLetters(fact.country ?? issuer.country),
            adm: toPlace(fact.centre ?? issuer.name),
            ...(fact.lot !== undefined && { lot: fact.lot }),
          },
        ],
      },
    ],
  }
}

function toTest(prepared: PreparedOrder, test: OrderTest): JsonObject {
  const { order, name, issuer } = prepared
  const { birthDate, documentType = 'passport', documentNumber = '' } = order.holder
  return {
    utci: toIdentifier(prepared),
    pid: {
      n: toName(name),
      ...(birthDate !== '' && { dob: birthDate }),
      dt: DOCUMENT_TYPES[documentType],
      dn: documentNumber,
    },
    sp: {
      spn: toPlace(test.centre ?? issuer.name),
      ctr: toThreeLetters(test.country ?? issuer.country),
    },
    dat: { sc: test.sampledAt, ri: toInstant(prepared.issuedAt) },
    tr: {
      tc: CLASS_CODES[test.class] ?? '',
      r: RESULT_CODES[test.result] ?? '',
      ...(test.sample !== undefined && { m: test.sample }),
    },
  }
}

/** Without a token, an identifier that reads as none: no Base32 has a zero. */
function toIdentifier({ token, salt }: PreparedOrder): string {
  if (token) return encodeTokenSeal(token)
  return `0${encodeBase32(salt)}`.slice(0, IDENTIFIER_LENGTH)
}

/** As in a machine-readable zone, with spaces for `<` (ICAO Doc 9303-13, `n`), cut where it ends. */
function toName({ family, given }: MrzName): string {
  const [first, second] = family === '' ? [given, ''] : [family, given]
  return writeNameField(first, second, NAME_LENGTH).replaceAll('<', ' ').trimEnd()
}

/** Cut between characters, and not where one begins that takes two code units. */
function toPlace(text: string): string {
  return text
    .slice(0, PLACE_LENGTH)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}

function toSex(sex: Order['holder']['sex']): JsonObject {
  if (sex === 'female') return { sex: 'F' }
  return sex === 'male' ? { sex: 'M' } : {}
}

function toVaccineCode({ icd11 }: ProductCodes): string | undefined {
  return icd11.find((code) => VACCINES.has(code))
}

function toInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
