/**
 * The judge of rows of visible digital seals.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { decodeBase64, type JsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { type RevocationList, readCrl, verifyCrl } from 'pratique/revocation'
import { createTrustStore, importCscaPem, type TrustRecord } from 'pratique/trust'
import { seal, toCountry, vdsNc } from 'pratique/vds-nc'
import { createVerifier, type Format, type SignedMessage, type Verification } from 'pratique/verify'
import { carrierOf } from '../formats.ts'
import { isPositive, type StageAnswer, stageOfCode } from './card-stage.ts'
import { isObject, type Row } from './row.ts'

export interface SealAnswer {
  readonly got: StageAnswer
  readonly result: Verification
}

/** Where rows of seals mean another stage than rows of cards. */
const STAGES: Readonly<Record<string, string>> = {
  // A row says that its text is a seal: one of another type or version has the wrong payload.
  'format.unsupported': 'payload',
  'format.version': 'payload',
  'format.json': 'decode',
  'format.certificate': 'decode',
  'format.canonical': 'canonicalise',
  // Of the parts of a seal, only the signature is refused with it.
  'format.base64url': 'signature',
  'content.structure': 'payload',
}

/** Whatever else the text is. */
const NO_SEAL: StageAnswer = { valid: false, stage: 'decode' }

/** A seal has no dates of its own: what is over is its signer's certificate. */
const STAGE_OF_VALIDITY = 'trust'

/** Faults of who made it. A number in quotation marks is none: issuers write it so. */
const LINT: ReadonlySet<string> = new Set(['content.unsigned-member', 'content.base64-form'])

/** A certificate's country → three letters, where our own table has no such country. */
type CountryOf = (country: string) => string

/** Judges a row. It is given no expectation, and asks none. */
export async function judgeSeal({ given }: Row): Promise<SealAnswer> {
  const { qr, evalTime } = given
  const keys = isObject(given['keys']) ? given['keys'] : {}
  const countryOf = readCountries(keys['countryOf'])
  const records = await importAnchors(keys['trustAnchors'], countryOf)
  const verifier = createVerifier({
    formats: [withCountries(vdsNc, countryOf)],
    trust: createTrustStore({ records }),
    revocation: await importLists(keys['crls'], records),
    crypto: nodeCrypto,
  })
  // What is no text is an empty one, and so is what is missing: neither holds a seal.
  const text = typeof qr === 'string' ? qr : ''
  const now = typeof evalTime === 'number' ? evalTime : 0
  const result = await verifier.verify(text, { now, simulated: true })
  return { got: carrierOf(text) === seal.id ? toAnswer(result) : NO_SEAL, result }
}

function toAnswer(result: Verification): StageAnswer {
  if (isPositive(result)) {
    return { valid: true, stage: result.remarks.some(({ code }) => LINT.has(code)) ? 'lint' : null }
  }
  const code = result.code ?? ''
  if (code.startsWith('validity.')) return { valid: false, stage: STAGE_OF_VALIDITY }
  return { valid: false, stage: STAGES[code] ?? stageOfCode(code) }
}

function readCountries(countryOf: JsonValue | undefined): CountryOf {
  const table = isObject(countryOf) ? countryOf : {}
  return (country) => {
    const letters = table[country.toUpperCase()] ?? country
    return toCountry(typeof letters === 'string' ? letters : country) ?? country
  }
}

/** A seal's signer is of the country that the row's table says. */
function withCountries(format: Format, countryOf: CountryOf): Format {
  const { carrier } = format
  return {
    ...format,
    carrier: {
      ...carrier,
      decode(text) {
        const message = carrier.decode(text)
        return message.signature ? withCountry(message, countryOf) : message
      },
    },
  }
}

function withCountry(message: SignedMessage, countryOf: CountryOf): SignedMessage {
  const { signer } = message
  if (!signer) return message
  const open = () => {
    const certificate = signer.open()
    const { country } = certificate
    return country === undefined ? certificate : { ...certificate, country: countryOf(country) }
  }
  return { ...message, signer: { text: signer.text, open } }
}

async function importAnchors(
  anchors: JsonValue | undefined,
  countryOf: CountryOf,
): Promise<readonly TrustRecord[]> {
  const imports = await Promise.all(textsOf(anchors).map(importAnchor))
  return imports.flat().map((record) => ({ ...record, issuer: countryOf(record.issuer) }))
}

/** What is no certificate vouches for nothing. */
async function importAnchor(pem: string): Promise<readonly TrustRecord[]> {
  try {
    return (await importCscaPem(pem, { crypto: nodeCrypto })).records
  } catch (error) {
    if (error instanceof FormatError) return []
    throw error
  }
}

/** A list that none of the row's authorities has signed says nothing. */
async function importLists(
  crls: JsonValue | undefined,
  records: readonly TrustRecord[],
): Promise<readonly RevocationList[]> {
  const lists = await Promise.all(textsOf(crls).map((crl) => importList(crl, records)))
  return lists.flat()
}

async function importList(
  base64: string,
  records: readonly TrustRecord[],
): Promise<readonly RevocationList[]> {
  try {
    const verified = await verifyCrl(readCrl(decodeBase64(base64)), records, nodeCrypto)
    return 'lists' in verified ? verified.lists : []
  } catch (error) {
    if (error instanceof FormatError) return []
    throw error
  }
}

function textsOf(value: JsonObject[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
