/**
 * What a text is, by its beginning: the one table of all carriers, and of the formats that are known
 * by name alone (docs/formats/recognised.md).
 *
 * Each text is of one carrier at most, so no two formats ever claim one.
 *
 * @module
 */

import { decodeBase64Url } from '../bytes/base64url.ts'
import type { CheckCode } from '../codes.ts'
import { FormatError } from '../errors.ts'
import { decodeJson } from '../json/parse.ts'
import { isJsonObject } from '../json/read.ts'
import { topLevelNames } from '../json/scan.ts'

/** How certificates travel, as text or as bytes. */
export type CarrierId = 'hc1' | 'shc' | 'shlink' | 'vds-nc' | 'divoc' | 'nzcp'

/** What a text is. `name` is what it is called where no format of the verifier reads it. */
export type Detected =
  | { readonly kind: 'carrier'; readonly carrier: CarrierId; readonly name: string }
  | { readonly kind: 'other'; readonly name: string; readonly code: OtherCode }

/** Why a text is of no carrier. */
export type OtherCode = Extract<
  CheckCode,
  'format.prefix' | 'format.unsupported' | 'format.version' | 'format.not-asked'
>

const UNSUPPORTED = 'format.unsupported'

function carrier(id: CarrierId, name: string): Detected {
  return { kind: 'carrier', carrier: id, name }
}

function other(name: string, code: OtherCode): Detected {
  return { kind: 'other', name, code }
}

const CARD = /* @__PURE__ */ carrier('shc', 'smart-health-card')
const SEAL = /* @__PURE__ */ carrier('vds-nc', 'vds-nc')
const DIVOC = /* @__PURE__ */ carrier('divoc', 'divoc')
const OPEN_ATTESTATION = /* @__PURE__ */ other('openattestation', UNSUPPORTED)
const UNKNOWN = /* @__PURE__ */ other('unknown', 'format.prefix')

/** Prefixes; no two of them begin one text. */
const PREFIXES: readonly { readonly pattern: RegExp; readonly detected: Detected }[] = [
  { pattern: /^HC1:/, detected: /* @__PURE__ */ carrier('hc1', 'hcert') },
  // One character stands for the version (hcert_spec §4.2.2): a newer HCERT is not a damaged one.
  { pattern: /^HC[2-9A-Z]:/, detected: /* @__PURE__ */ other('hcert', 'format.version') },
  // Some write it in capitals: such a card is a damaged one.
  { pattern: /^shc:/i, detected: CARD },
  // The link may stand behind the address of a page that shows it (SHL "Construct a SMART Health
  // Link Payload").
  {
    pattern: /^(?:https:\/\/[^#\s]{1,2000}#)?shlink:\//,
    detected: /* @__PURE__ */ carrier('shlink', 'smart-health-link'),
  },
  {
    pattern: /^(?:https:\/\/[^#\s]{1,2000}#)?vhlink:\//,
    detected: /* @__PURE__ */ other('verifiable-health-link', UNSUPPORTED),
  },
  { pattern: /^NZCP:\//, detected: /* @__PURE__ */ carrier('nzcp', 'nz-pass') },
  { pattern: /^B64:/i, detected: DIVOC },
  // The signature of a ZIP file's first entry (APPNOTE §4.3.7), as Latin-1.
  { pattern: /^PK\p{Cc}{2}/u, detected: DIVOC },
  { pattern: /^CRED:/, detected: /* @__PURE__ */ other('path-check-cred', UNSUPPORTED) },
  { pattern: /^LT1:/, detected: /* @__PURE__ */ other('ch-light-certificate', UNSUPPORTED) },
  { pattern: /^NL\d:/, detected: /* @__PURE__ */ other('nl-domestic', UNSUPPORTED) },
  { pattern: /^DC0[1-4]/, detected: /* @__PURE__ */ other('france-2d-doc', UNSUPPORTED) },
]

/** Members that tell what a JSON object is; all names of a row must be there. */
const OBJECTS: readonly { readonly names: readonly string[]; readonly detected: Detected }[] = [
  { names: ['verifiableCredential'], detected: CARD },
  { names: ['resourceType', 'parameter'], detected: CARD },
  { names: ['data', 'sig'], detected: SEAL },
  { names: ['@context', 'credentialSubject'], detected: DIVOC },
]

/** OpenAttestation names its schema; its leaves are salted, so that no member tells it. */
const OPEN_ATTESTATION_SCHEMA = /^\{[\s\S]{0,200}schema\.openattestation\.com/

/** A seal that lost its end, and with it one of its two members. */
const SEAL_TYPE = /^\{[\s\S]{0,300}"icao\.(?:vacc|test)"/

/** Some wrap a seal in an array of one (README of vds-nc). */
const ARRAY = /^\[\s*(?=\{)/

/** `{` in base64url: a JWS starts with a JSON object. */
const JWS_HEADER = /^ey[A-Za-z0-9_-]{1,2000}(?=\.)/

/** No certificate in JSON is longer; what stands behind is not looked at. */
const MAX_SNIFFED_CHARACTERS = 256 * 1024

const BRACE = 0x7b
const BRACKET = 0x5b
const LOWER_E = 0x65

/** White space and byte order marks before a text mean nothing in any format; after it they may. */
const LEADING_SPACE = /^[\s\uFEFF]+/

/** Drops what may stand before a text without meaning anything. */
export function trimLeadingSpace(text: string): string {
  const first = text.charCodeAt(0)
  const isSpace = first <= 0x20 || first === 0xfeff || first === 0xa0
  return isSpace ? text.replace(LEADING_SPACE, '') : text
}

/** Tells what a text is, without decoding it. Never throws. The text is trimmed at its beginning. */
export function detect(text: string): Detected {
  switch (text.charCodeAt(0)) {
    case BRACE:
      return detectObject(text)
    case BRACKET: {
      const object = ARRAY.test(text) ? detectObject(text.replace(ARRAY, '')) : UNKNOWN
      return object === SEAL ? object : UNKNOWN
    }
    case LOWER_E:
      return isCardJws(text) ? CARD : UNKNOWN
    default:
      return PREFIXES.find(({ pattern }) => pattern.test(text))?.detected ?? UNKNOWN
  }
}

function detectObject(text: string): Detected {
  if (OPEN_ATTESTATION_SCHEMA.test(text)) return OPEN_ATTESTATION
  const names = topLevelNames(text, MAX_SNIFFED_CHARACTERS)
  const found = OBJECTS.find((object) => object.names.every((name) => names.has(name)))
  return found?.detected ?? (SEAL_TYPE.test(text) ? SEAL : UNKNOWN)
}

/** A JWS that says it is compressed, as every card is: other programs' tokens are none of ours. */
function isCardJws(text: string): boolean {
  const [header] = JWS_HEADER.exec(text) ?? []
  if (header === undefined) return false
  try {
    const { value } = decodeJson(decodeBase64Url(header))
    return isJsonObject(value) && Object.hasOwn(value, 'zip')
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}
