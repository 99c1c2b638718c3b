/**
 * CBOR values as an outline shows them.
 *
 * @module
 */

import {
  type CborMap,
  CborTag,
  type CborValue,
  CWT_CLAIMS,
  HCERT_SUB_CLAIMS,
} from 'pratique/codecs'
import { readLinkClaim } from 'pratique/health-link'
import { toHealthLink } from 'pratique/smart-health-link'
import { jsonToDecoded } from './json.ts'
import type { Decoded, DecodedChild } from './outline.ts'

/** What the keys of a map stand for. */
type Meanings = ReadonlyMap<number | bigint | string, string>

const CLAIMS: Meanings = new Map(Object.entries(CWT_CLAIMS).map(([name, key]) => [key, name]))

const SUB_CLAIMS: Meanings = new Map([
  [HCERT_SUB_CLAIMS.euDcc, 'eu_dcc_v1'],
  [HCERT_SUB_CLAIMS.ddccVaccination, 'WHO DDCC, vaccination'],
  [HCERT_SUB_CLAIMS.ddccTest, 'WHO DDCC, test'],
  [HCERT_SUB_CLAIMS.healthLink, 'health link'],
  [HCERT_SUB_CLAIMS.icvp, 'WHO ICVP'],
])

const NO_MEANINGS: Meanings = new Map()

/** Shows the claims of a CWT, with the meanings of their keys. */
export function claimsToDecoded(claims: CborMap): Decoded {
  return mapToDecoded(claims, CLAIMS, (key, value) =>
    key === CWT_CLAIMS.hcert && value instanceof Map
      ? mapToDecoded(value, SUB_CLAIMS, subClaimToDecoded)
      : cborToDecoded(value),
  )
}

/** A link holds the key to what it leads to: only what may be shown of it is. */
function subClaimToDecoded(key: number | bigint | string, value: CborValue): Decoded {
  if (key !== HCERT_SUB_CLAIMS.healthLink) return cborToDecoded(value)
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
  meanings: Meanings,
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
