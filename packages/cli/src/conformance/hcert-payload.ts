/**
 * The certificate in a CWT, whichever format of the HCERT family it is of, and its faults.
 *
 * @module
 */

import { type CborMap, type CborValue, CWT_CLAIMS } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { euDcc, findImplausible, readPayload } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import type { Format } from 'pratique/verify'
import { findImplausibleDdcc, readDdccPayload, whoDdcc } from 'pratique/who-ddcc'
import { findImplausibleIcvp, readIcvpPayload, whoIcvp } from 'pratique/who-icvp'

/** Every format that `HC1:` carries. */
export const HCERT_FORMATS: readonly Format[] = [euDcc, whoDdcc, whoIcvp, healthLink]

type Kind = 'eu-dcc' | 'who-ddcc' | 'who-icvp' | 'health-link'

/** A certificate, still to be read. */
export interface HcertPayload {
  readonly kind: Kind
  readonly value: CborValue
}

/** Sub-claims of `hcert` (hcert_spec §3.3.7). */
const SUB_CLAIMS: readonly (readonly [number, Kind])[] = [
  [1, 'eu-dcc'],
  [3, 'who-ddcc'],
  [4, 'who-ddcc'],
  [5, 'health-link'],
  [-6, 'who-icvp'],
]

/** Marks of a DDCC that stands bare at the top level, beside its name. */
const BARE_MARKS = ['vaccine', 'vaccination', 'test']

/** Finds the certificate in a CWT. In JSON, the claims' numbers are text. */
export function payloadOf(cwt: CborMap): HcertPayload | undefined {
  if (!isEnvelope(cwt)) {
    const isBare = cwt.has('name') && BARE_MARKS.some((mark) => cwt.has(mark))
    return isBare ? { kind: 'who-ddcc', value: cwt } : undefined
  }
  const hcert = get(cwt, CWT_CLAIMS.hcert)
  if (!(hcert instanceof Map)) return undefined
  for (const [key, kind] of SUB_CLAIMS) {
    const value = get(hcert, key)
    const isThere = kind === 'health-link' ? value !== undefined : value instanceof Map
    if (isThere) return { kind, value }
  }
  return undefined
}

/** Whether a map is a CWT around a certificate. */
export function isEnvelope(map: CborMap): boolean {
  return get(map, CWT_CLAIMS.hcert) !== undefined
}

function get(map: CborMap, key: number): CborValue {
  return map.has(key) ? map.get(key) : map.get(String(key))
}

/**
 * Counts faults of types, and of there not being exactly one thing. Several entries of one group are a
 * fault of the policy, not of the structure.
 */
export function countStructuralFaults({ kind, value }: HcertPayload): number {
  if (kind === 'health-link') return isLink(value) ? 0 : 1
  if (!(value instanceof Map)) return 1
  const { faults } = READERS[kind](value)
  return faults.filter((fault) => kind === 'who-ddcc' || fault.kind !== 'several-entries').length
}

/** Counts faults of structure and plausibility: what the verifier's content check asks. */
export function countFaults(payload: HcertPayload, issuedAt: number | undefined): number {
  const { kind, value } = payload
  if (!(value instanceof Map)) return countStructuralFaults(payload)
  switch (kind) {
    case 'eu-dcc': {
      const read = readPayload(value)
      return read.faults.length + findImplausible(read, issuedAt).length
    }
    case 'who-ddcc': {
      const read = readDdccPayload(value)
      return read.faults.length + findImplausibleDdcc(read, issuedAt).length
    }
    case 'who-icvp': {
      const read = readIcvpPayload(value)
      return read.faults.length + findImplausibleIcvp(read, issuedAt).length
    }
    case 'health-link':
      return countStructuralFaults(payload)
  }
}

const READERS = {
  'eu-dcc': (map: CborMap) => readPayload(map),
  'who-ddcc': (map: CborMap) => readDdccPayload(map),
  'who-icvp': (map: CborMap) => readIcvpPayload(map),
} as const

/** Whether the format takes it for a link, with nothing wrong about it. */
function isLink(value: CborValue): boolean {
  const map: CborMap = new Map([[CWT_CLAIMS.hcert, new Map([[5, value]])]])
  try {
    const content = healthLink.open({ kind: 'cwt', map })?.read().content
    return content !== undefined && content.code !== 'content.structure'
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}
