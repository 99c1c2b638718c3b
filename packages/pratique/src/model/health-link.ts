/**
 * Health links as text: `shlink:/` (SMART Health Links, HL7) and `vhlink:/` (Verifiable Health Links,
 * IHE), alone or in a certificate. Nothing is fetched here.
 *
 * @module
 */

import { decodeBase64Url, encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import { decodeJson } from '../json/parse.ts'
import { isJsonObject, member, numberMember, stringMember } from '../json/read.ts'
import type { JsonObject } from '../json/value.ts'
import type { Remark } from '../outcome.ts'
import { stated } from './fields.ts'
import type { HealthLink } from './health-certificate.ts'
import { type LinkRules, readLinkAddress } from './link-address.ts'
import type { Mutable } from './mutable.ts'

/** What a link says. Who has it can open what it leads to: `url` and `key` are secrets. */
export interface LinkPayload {
  readonly kind: HealthLink['kind']
  /** Where the manifest is, or with `isDirectFile` the one file. */
  readonly url: string
  /** 32 bytes, for A256GCM. */
  readonly key: Bytes
  /** `L`: what it leads to may change over time. */
  readonly isLongTerm: boolean
  /** `P` */
  readonly isPasscodeNeeded: boolean
  /** `U` */
  readonly isDirectFile: boolean
  /** What the sender calls it: plain text. */
  readonly label?: string
  /** Seconds since the epoch; a hint, as the server decides. */
  readonly expiresAt?: number
  readonly remarks: readonly Remark[]
}

const SCHEMES: Readonly<Record<HealthLink['kind'], string>> = {
  'smart-health-link': 'shlink:/',
  'verifiable-health-link': 'vhlink:/',
}

/** The address of a page that shows the link may stand before it; it ends in `#`. */
const BEGINNING = /^(?:https:\/\/[^#\s]{1,2000}#)?(shlink|vhlink):\//

/** A payload holds some 300 characters; this leaves room for what profiles add. */
const MAX_TEXT_LENGTH = 16 * 1024

/** Longer ones are against the rules, and otherwise harmless: clouds sign addresses at length. */
const MAX_URL_LENGTH = 128
const MAX_LABEL_LENGTH = 80
const KEY_LENGTH = 43
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const FLAGS = 'LPU'

/** The only version of the protocol that is published. */
const VERSION = 1

/** A link taken apart, before anything in it is looked at. */
export interface LinkText {
  readonly kind: HealthLink['kind']
  readonly payload: JsonObject
}

/**
 * Decodes a link, with or without the address of a viewer before it.
 *
 * @throws {FormatError} `format.length`, `format.prefix`, `format.base64url`, `format.json`, or
 *   `format.link` if it says what no link may say, a newer version of the protocol among it
 */
export function decodeHealthLink(text: string, rules: LinkRules = {}): LinkPayload {
  const { kind, payload } = decodeLinkText(text)
  return readLinkPayload(payload, kind, rules)
}

/**
 * Takes a link apart into the JSON that it holds.
 *
 * @throws {FormatError} `format.length`, `format.prefix`, `format.base64url`, `format.json`, or
 *   `format.link` if the JSON is no object
 */
export function decodeLinkText(given: string): LinkText {
  if (given.length > MAX_TEXT_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
  }
  const text = given.trim()
  const [beginning, scheme] = BEGINNING.exec(text) ?? []
  if (beginning === undefined) throw new FormatError('format.prefix', 'expected "shlink:/"')
  const { value } = decodeJson(decodeBase64Url(text, beginning.length))
  if (!isJsonObject(value)) throw new FormatError('format.link', 'the payload is not an object')
  return { kind: scheme === 'vhlink' ? 'verifiable-health-link' : kindOf(value), payload: value }
}

/** WHO's `type` tells one kind from the other where both are written `shlink:/`. */
function kindOf(payload: JsonObject): HealthLink['kind'] {
  return stringMember(payload, 'type') === 'vhl' ? 'verifiable-health-link' : 'smart-health-link'
}

/** Encodes a link. Inverse of {@link decodeHealthLink}. */
export function encodeHealthLink(link: Omit<LinkPayload, 'remarks'>, viewer = ''): string {
  const { kind, url, key, label, expiresAt } = link
  const flags = [link.isLongTerm, link.isPasscodeNeeded, link.isDirectFile]
  const flag = [...FLAGS].filter((_, at) => flags[at]).join('')
  const payload = {
    url,
    ...(flag !== '' && { flag }),
    key: encodeBase64Url(key),
    ...(label !== undefined && { label }),
    ...(expiresAt !== undefined && { exp: expiresAt }),
  }
  const json = new TextEncoder().encode(JSON.stringify(payload))
  return `${viewer}${SCHEMES[kind]}${encodeBase64Url(json)}`
}

/**
 * Reads a link's payload. Members that are not known are ignored ("Extensions").
 *
 * @throws {FormatError} `format.link`
 */
export function readLinkPayload(
  payload: JsonObject,
  kind: HealthLink['kind'] = kindOf(payload),
  rules: LinkRules = {},
): LinkPayload {
  // First: what a newer version means by the others is not known, but for the label.
  requireVersion(payload)
  const remarks: Remark[] = []
  const url = stringMember(payload, 'url') ?? refuse('url is missing')
  readLinkAddress(url, rules)
  if (url.length > MAX_URL_LENGTH) remarks.push({ code: 'content.long-text', field: 'url' })
  const label = readLabel(payload)
  const expiresAt = readExpiry(payload)
  return {
    kind,
    url,
    key: readLinkKey(stringMember(payload, 'key') ?? ''),
    ...readFlags(payload, remarks),
    ...(label !== undefined && { label }),
    ...(expiresAt !== undefined && { expiresAt }),
    remarks,
  }
}

function requireVersion(payload: JsonObject): void {
  const version = member(payload, 'v')
  if (version === undefined || version === VERSION) return
  const isNewer = typeof version === 'number' && version > VERSION
  refuse(isNewer ? 'a newer version of the protocol' : 'v is not a version')
}

/**
 * Reads a key of 43 base64url characters. The last one may set bits that belong to no byte, which
 * nothing else may: an example of the specification itself does.
 *
 * @throws {FormatError} `format.link`
 */
export function readLinkKey(text: string): Bytes {
  const last = BASE64URL.indexOf(text.charAt(KEY_LENGTH - 1))
  if (text.length !== KEY_LENGTH || last < 0) refuse('the key has not 43 characters')
  const canonical = text.slice(0, -1) + BASE64URL.charAt(last & ~3)
  try {
    return decodeBase64Url(canonical)
  } catch (cause) {
    throw new FormatError('format.link', 'the key is not base64url', { cause })
  }
}

/** Letters in alphabetical order; those that are not known are safe to ignore. */
function readFlags(
  payload: JsonObject,
  remarks: Remark[],
): Pick<LinkPayload, 'isLongTerm' | 'isPasscodeNeeded' | 'isDirectFile'> {
  const flag = member(payload, 'flag') === undefined ? '' : stringMember(payload, 'flag')
  if (flag === undefined) refuse('flag is not text')
  const letters = [...flag]
  if (letters.join('') !== [...new Set(letters)].sort().join('')) {
    remarks.push({ code: 'content.flag-order', field: 'flag' })
  }
  if (letters.some((letter) => !FLAGS.includes(letter))) {
    remarks.push({ code: 'content.unknown-flag', field: 'flag' })
  }
  const [isLongTerm, isPasscodeNeeded, isDirectFile] = [...FLAGS].map((each) => flag.includes(each))
  if (isDirectFile && isPasscodeNeeded) refuse('a file without manifest cannot ask for a passcode')
  return {
    isLongTerm: isLongTerm ?? false,
    isPasscodeNeeded: isPasscodeNeeded ?? false,
    isDirectFile: isDirectFile ?? false,
  }
}

function readLabel(payload: JsonObject): string | undefined {
  const label = member(payload, 'label')
  if (label === undefined) return undefined
  if (typeof label === 'string' && [...label].length <= MAX_LABEL_LENGTH) return label
  return refuse(`label is not text of at most ${MAX_LABEL_LENGTH} characters`)
}

function readExpiry(payload: JsonObject): number | undefined {
  if (member(payload, 'exp') === undefined) return undefined
  return numberMember(payload, 'exp') ?? refuse('exp is no number')
}

/**
 * Finds the label of a link whatever version it is of: it always means the same ("Protocol
 * Versioning"). Never throws.
 */
export function findLinkLabel(text: string): string | undefined {
  try {
    return readLabel(decodeLinkText(text).payload)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** A link in the common model: nothing in it opens anything. */
export function toHealthLink(link: LinkPayload): HealthLink {
  const { kind, url, label, expiresAt, isPasscodeNeeded } = link
  const shown: Mutable<HealthLink> = { kind, host: stated(new URL(url).host), isPasscodeNeeded }
  if (label !== undefined && label !== '') shown.label = stated(label)
  if (expiresAt !== undefined) shown.expiresAt = expiresAt
  return shown
}

function refuse(reason: string): never {
  throw new FormatError('format.link', reason)
}
