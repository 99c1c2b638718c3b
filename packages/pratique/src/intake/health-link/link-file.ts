/**
 * What lies behind a health link, opened ("SMART Health Links Sharing", types of files).
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import type { Remark } from '../../outcome.ts'

/** One file. None of it is verified, and what is no card is signed by nobody. */
export type LinkFile =
  /** `text` goes to a verifier as it is: each card in it has its own verdict. */
  | (FileBase & { readonly kind: 'smart-health-card'; readonly text: string })
  /** FHIR that anybody may have written. */
  | (FileBase & { readonly kind: 'fhir'; readonly text: string })
  /** A key to a server: it is named, and left where it is. */
  | (FileBase & { readonly kind: 'api-access' })
  | (FileBase & { readonly kind: 'other' })

interface FileBase {
  /** Without parameters, in lower case; empty if nobody says. */
  readonly contentType: string
  readonly remarks: readonly Remark[]
}

const CARDS = 'application/smart-health-card'
const FHIR = 'application/fhir+json'
const API_ACCESS = 'application/smart-api-access'

/** The parts of a media type that say what it is: `cty` may leave out `application/` (RFC 7515 §4.1.10). */
export function toMediaType(text: string): string {
  const [type = ''] = text.split(';', 1)
  const name = type.trim().toLowerCase()
  return name === '' || name.includes('/') ? name : `application/${name}`
}

/**
 * Reads an opened file as what it is said to be; where nobody says, its members do.
 *
 * @throws {FormatError} `format.json`, or `format.file` if it is something else
 */
export function readLinkFile(
  text: string,
  saidToBe: string,
  remarks: readonly Remark[],
  maxCharacters: number,
): LinkFile {
  const contentType = saidToBe === '' ? guess(text, maxCharacters) : saidToBe
  const base = { contentType, remarks }
  switch (contentType) {
    case CARDS:
      if (!isOfCards(readObject(text, maxCharacters))) {
        throw new FormatError('format.file', 'expected verifiableCredential')
      }
      return { ...base, kind: 'smart-health-card', text }
    case FHIR:
      if (stringMember(readObject(text, maxCharacters), 'resourceType') === undefined) {
        throw new FormatError('format.file', 'expected a FHIR resource')
      }
      return { ...base, kind: 'fhir', text }
    case API_ACCESS:
      return { ...base, kind: 'api-access' }
    default:
      return { ...base, kind: 'other' }
  }
}

/** Files of links without a manifest have nothing but themselves to tell. */
function guess(text: string, maxCharacters: number): string {
  const object = readObject(text, maxCharacters)
  if (isOfCards(object)) return CARDS
  if (stringMember(object, 'resourceType') !== undefined) return FHIR
  return stringMember(object, 'access_token') === undefined ? '' : API_ACCESS
}

function isOfCards(object: JsonObject): boolean {
  return Object.hasOwn(object, 'verifiableCredential')
}

function readObject(text: string, maxCharacters: number): JsonObject {
  const value = parseJson(text, { maxCharacters })
  if (isJsonObject(value)) return value
  throw new FormatError('format.file', 'expected an object')
}
