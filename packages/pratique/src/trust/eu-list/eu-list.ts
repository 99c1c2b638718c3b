/**
 * Trust lists in the form of the EU gateway, as national apps publish them: document signer
 * certificates in JSON, sometimes below a line with a signature over it.
 *
 * That signature is not verified here, for no key of such a list is known to us by another way. So its
 * keys are as good as the hands that the list came from, and its date is not a signed one.
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { readInstant } from '../../model/dates.ts'
import { readCertificate } from '../../x509/certificate.ts'
import { toCertificateKeyId, toDocumentSigner } from '../document-signer.ts'
import type { Dropped, Environment, Evidence, TrustImport, TrustRecord } from '../record.ts'

export interface EuListOptions {
  readonly crypto: CryptoPort
  /** Default: `production`. */
  readonly environment?: Environment
  /** Default: `local`. */
  readonly evidence?: Evidence
}

const LIST = 'eu-list'

/** The whole network's list is 1–2 MB. */
const MAX_CHARACTERS = 16 * 1024 * 1024

/** One line of Base64 above the JSON. */
const SIGNATURE_LINE = /^\s*[A-Za-z0-9+/]{40,1000}={0,2}\s*(?=\{)/

/**
 * Imports an EU-style list, with or without the line of its signature, which is not verified.
 *
 * Only entries of type DSC count. A key is found under the identifier that its certificate gives
 * (hcert_spec §A.1); where the list writes another one, the key is kept and that is reported. The
 * country is the list's word, else the certificate's.
 *
 * @throws {FormatError} `format.json` if it is no such list
 */
export async function importEuList(text: string, options: EuListOptions): Promise<TrustImport> {
  const json = text.replace(SIGNATURE_LINE, '')
  return importEuEntries(parseJson(json, { maxCharacters: MAX_CHARACTERS }), options)
}

/**
 * Imports the JSON of an EU-style list: see {@link importEuList}.
 *
 * @throws {FormatError} `format.json` if it is no such list
 */
export async function importEuEntries(
  json: JsonValue,
  options: EuListOptions,
): Promise<TrustImport> {
  const entries = isJsonObject(json) ? member(json, 'certificates') : undefined
  if (!Array.isArray(entries) || !entries.every(isJsonObject)) {
    throw new FormatError('format.json', 'expected { certificates: [{ kid, rawData, … }, …] }')
  }
  const imports = await Promise.all(entries.map((entry) => importEntry(entry, options)))
  const dates = entries.flatMap((entry) =>
    toWholeSeconds(readInstant(text(entry, 'timestamp'))?.seconds),
  )
  return {
    records: imports.flatMap(({ record }) => record ?? []),
    lists: [
      {
        framework: 'hcert',
        name: LIST,
        ...(dates.length > 0 && { asOf: dates.reduce((a, b) => Math.max(a, b)) }),
        isSigned: false,
      },
    ],
    dropped: imports.flatMap(({ dropped }) => dropped ?? []),
  }
}

interface ImportedEntry {
  readonly record?: TrustRecord
  readonly dropped?: Dropped
}

async function importEntry(
  entry: JsonObject,
  { crypto, environment = 'production', evidence = 'local' }: EuListOptions,
): Promise<ImportedEntry> {
  const listedId = text(entry, 'kid')
  if (text(entry, 'certificateType') !== 'DSC') return drop(listedId, 'is of no type DSC')
  try {
    const der = decodeBase64(text(entry, 'rawData'))
    const certificate = readCertificate(der)
    const keyId = await toCertificateKeyId(der, crypto)
    const country = text(entry, 'country') || (certificate.subject.country ?? '')
    const issuer = country.toUpperCase()
    const record = toDocumentSigner(certificate, {
      keyId,
      issuer,
      environment,
      evidence,
      list: LIST,
    })
    if (isKeyId(listedId, keyId)) return { record }
    return { record, ...drop(listedId, `not the identifier of its certificate: kept as ${keyId}`) }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return drop(listedId, `has no certificate that can be read: ${error.message}`)
  }
}

function isKeyId(listed: string, keyId: string): boolean {
  try {
    return encodeHex(decodeBase64(listed)) === keyId
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function drop(keyId: string, reason: string): ImportedEntry {
  return { dropped: { keyId, reason } }
}

function text(entry: JsonObject, name: string): string {
  return stringMember(entry, name) ?? ''
}

function toWholeSeconds(seconds: number | undefined): readonly number[] {
  return seconds === undefined ? [] : [Math.floor(seconds)]
}
