/**
 * The certificate in a CWT, whichever format of the HCERT family it is of, and its faults.
 *
 * @module
 */

import { type CborMap, type CborValue, CWT_CLAIMS, HCERT_SUB_CLAIMS } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { euDcc, findImplausibleDcc, readDccPayload } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import type { Format } from 'pratique/verify'
import { findImplausibleDdcc, readDdccPayload, whoDdcc } from 'pratique/who-ddcc'
import { findImplausibleIcvp, readIcvpPayload, whoIcvp } from 'pratique/who-icvp'

/** Every format that `HC1:` carries. */
export const HCERT_FORMATS: readonly Format[] = [euDcc, whoDdcc, whoIcvp, healthLink]

/** `other`: what stands under sub-claims that no format knows. */
type Kind = 'eu-dcc' | 'who-ddcc' | 'who-icvp' | 'health-link' | 'other'

type DdccGroup = 'vaccination' | 'test'

/** A certificate, still to be read. */
export interface HcertPayload {
  readonly kind: Kind
  readonly value: CborValue
  /** What the sub-claim of a DDCC says it is about. */
  readonly group?: DdccGroup
  /** Whether another certificate stands beside it. */
  readonly hasSeveral?: boolean
}

/** What stands under which sub-claim of `hcert`; the first one counts. */
const SUB_CLAIMS: readonly (readonly [number, Kind, DdccGroup?])[] = [
  [HCERT_SUB_CLAIMS.euDcc, 'eu-dcc'],
  [HCERT_SUB_CLAIMS.ddccVaccination, 'who-ddcc', 'vaccination'],
  [HCERT_SUB_CLAIMS.ddccTest, 'who-ddcc', 'test'],
  [HCERT_SUB_CLAIMS.healthLink, 'health-link'],
  [HCERT_SUB_CLAIMS.icvp, 'who-icvp'],
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
  const all = SUB_CLAIMS.filter(([key]) => !isNothing(get(hcert, key)))
  for (const [key, kind, group] of all) {
    const value = get(hcert, key)
    const isRead = kind === 'health-link' || value instanceof Map
    if (isRead) return { kind, value, hasSeveral: all.length > 1, ...(group && { group }) }
  }
  const isOther = all.length === 0 && [...hcert.values()].some((value) => !isNothing(value))
  return isOther ? { kind: 'other', value: hcert } : undefined
}

function isNothing(value: CborValue): boolean {
  return value === undefined || value === null
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
export function countStructuralFaults(payload: HcertPayload): number {
  const { kind, value, hasSeveral } = payload
  if (hasSeveral || kind === 'other') return 1
  if (kind === 'health-link') return isLink(value) ? 0 : 1
  if (!(value instanceof Map)) return 1
  if (kind === 'who-ddcc') return readDdccPayload(value, payload.group).faults.length
  const { faults } = READERS[kind](value)
  return faults.filter((fault) => fault.kind !== 'several-entries').length
}

/** Counts faults of structure and plausibility: what the verifier's content check asks. */
export function countFaults(payload: HcertPayload, issuedAt: number | undefined): number {
  const { kind, value, group, hasSeveral } = payload
  if (!(value instanceof Map) || hasSeveral) return countStructuralFaults(payload)
  switch (kind) {
    case 'eu-dcc': {
      const read = readDccPayload(value)
      return read.faults.length + findImplausibleDcc(read, issuedAt).length
    }
    case 'who-ddcc': {
      const read = readDdccPayload(value, group)
      return read.faults.length + findImplausibleDdcc(read, issuedAt).length
    }
    case 'who-icvp': {
      const read = readIcvpPayload(value)
      return read.faults.length + findImplausibleIcvp(read, issuedAt).length
    }
    case 'health-link':
    case 'other':
      return countStructuralFaults(payload)
  }
}

const READERS = {
  'eu-dcc': (map: CborMap) => readDccPayload(map),
  'who-icvp': (map: CborMap) => readIcvpPayload(map),
} as const

/** Whether the format takes it for a link, with nothing wrong about it. */
function isLink(value: CborValue): boolean {
  const hcert = new Map([[HCERT_SUB_CLAIMS.healthLink, value]])
  const map: CborMap = new Map([[CWT_CLAIMS.hcert, hcert]])
  try {
    const content = healthLink.open({ kind: 'cwt', map })?.read().content
    return content !== undefined && content.code !== 'content.structure'
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}
