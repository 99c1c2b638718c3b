/**
 * CBOR values as an outline shows them.
 *
 * @module
 */

import { type CborMap, CborTag, type CborValue } from 'pratique/codecs'
import { readLinkClaim } from 'pratique/health-link'
import { toHealthLink } from 'pratique/smart-health-link'
import { jsonToDecoded } from './json.ts'
import type { Decoded, DecodedChild } from './outline.ts'

/** Meanings of integer keys at some depth (RFC 8392 §3.1; hcert_spec §3.3). */
const CLAIMS: ReadonlyMap<number | bigint | string, string> = new Map([
  [1, 'iss'],
  [4, 'exp'],
  [5, 'nbf'],
  [6, 'iat'],
  [7, 'cti'],
  [-260, 'hcert'],
])
const HCERT = -260
const HEALTH_LINK = 5
const SUB_CLAIMS: ReadonlyMap<number | bigint | string, string> = new Map([
  [1, 'eu_dcc_v1'],
  [3, 'WHO DDCC, vaccination'],
  [4, 'WHO DDCC, test'],
  [5, 'health link'],
  [-6, 'WHO ICVP'],
])

const NO_MEANINGS: ReadonlyMap<number | bigint | string, string> = new Map()

/** Shows the claims of a CWT, with the meanings of their keys. */
export function claimsToDecoded(claims: CborMap): Decoded {
  return mapToDecoded(claims, CLAIMS, (key, value) =>
    key === HCERT && value instanceof Map
      ? mapToDecoded(value, SUB_CLAIMS, subClaimToDecoded)
      : cborToDecoded(value),
  )
}

/** A link holds the key to what it leads to: only what may be shown of it is. */
function subClaimToDecoded(key: number | bigint | string, value: CborValue): Decoded {
  if (key !== HEALTH_LINK) return cborToDecoded(value)
  const payload = readLinkClaim(value)
  if (!payload) return leaf('unreadable link', 'left out')
  const { kind, host, label } = toHealthLink(payload)
  return jsonToDecoded({ kind, host: host.value, label: label?.value ?? null })
}

function cborToDecoded(value: CborValue): Decoded {
  if (value instanceof Uint8Array) {
    return leaf(`${value.length} bytes`, Buffer.from(value).toString('hex'))
  }
  if (value instanceof CborTag) {
    return {
      kind: 'group',
      type: `tag ${value.tag}`,
      children: [{ name: 'content', decode: () => cborToDecoded(value.value) }],
    }
  }
  if (value instanceof Map) return mapToDecoded(value, NO_MEANINGS)
  if (Array.isArray(value)) {
    const children = value.map((item: CborValue, index) => ({
      name: `[${index}]`,
      decode: () => cborToDecoded(item),
    }))
    return { kind: 'group', type: `array of ${value.length}`, children }
  }
  return leaf(typeOf(value), String(value))
}

function mapToDecoded(
  map: CborMap,
  meanings: ReadonlyMap<number | bigint | string, string>,
  decode: (key: number | bigint | string, value: CborValue) => Decoded = (_, value) =>
    cborToDecoded(value),
): Decoded {
  const children = [...map].map(([key, value]): DecodedChild => {
    const meaning = meanings.get(key)
    return { name: meaning ? `${key} (${meaning})` : String(key), decode: () => decode(key, value) }
  })
  return { kind: 'group', type: `map of ${map.size}`, children }
}

function typeOf(value: CborValue): string {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'float'
    case 'bigint':
      return 'integer'
    case 'boolean':
      return 'boolean'
    default:
      return value === null ? 'null' : 'undefined'
  }
}

function leaf(type: string, text: string): Decoded {
  return { kind: 'value', type, text }
}
