/**
 * Entry rules as the EU's network distributes them (EU DCC business rules, rule schema 1.x).
 *
 * @module
 */

import { encodeHex } from '../../bytes/hex.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { canonicalizeJson } from '../../json/canonical.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { parseDateTime } from '../certlogic/date-time.ts'

/** What kinds of certificate a rule is about. */
export const CERTIFICATE_TYPES = ['General', 'Vaccination', 'Test', 'Recovery'] as const

export type CertificateType = (typeof CERTIFICATE_TYPES)[number]

/** A rule, read. What it says is not judged here: that is the linter's part. */
export interface EntryRule {
  /** `Identifier`, such as `VR-DE-0001`. */
  readonly id: string
  readonly kind: 'acceptance' | 'invalidation'
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country: string
  readonly region?: string
  readonly version: string
  readonly schemaVersion: string
  readonly engine: string
  readonly engineVersion: string
  readonly certificateType: CertificateType
  /** By language tag in lower case. */
  readonly description: Readonly<Record<string, string>>
  /** Milliseconds since the epoch: from the first instant on, up to but without the last. */
  readonly validFrom: number
  readonly validUntil: number
  readonly affectedFields: readonly string[]
  readonly logic: JsonValue
  /** The rule as it was given. */
  readonly source: JsonObject
}

/** One thing that makes an object no rule. */
export interface RuleFault {
  /** JSON Pointer into the rule (RFC 6901). */
  readonly path: string
  readonly message: string
}

export type ReadRule =
  | { readonly rule: EntryRule; readonly faults?: undefined }
  | { readonly rule?: undefined; readonly faults: readonly RuleFault[] }

/**
 * Reads a rule from its JSON. Total: what is none says why, with every fault.
 *
 * Identifier and country are taken as they are; whether they fit each other is for the linter.
 */
export function readRule(value: JsonObject): ReadRule {
  const faults: RuleFault[] = []
  const text = (name: string): string => {
    const member = value[name]
    if (typeof member === 'string' && member.trim() !== '') return member.trim()
    faults.push({ path: `/${name}`, message: 'must be a text' })
    return ''
  }
  const time = (name: string): number => {
    const written = text(name)
    const ms = parseDateTime(written)
    if (written !== '' && Number.isNaN(ms)) {
      faults.push({ path: `/${name}`, message: 'must be a date and time' })
    }
    return ms
  }
  const { Logic: logic, Region: region, CertificateType: type } = value
  const certificateType = CERTIFICATE_TYPES.find((each) => each === type)
  if (!certificateType) faults.push({ path: '/CertificateType', message: 'no type of certificate' })
  if (logic === undefined) faults.push({ path: '/Logic', message: 'is missing' })
  else if (isTooDeep(value)) faults.push({ path: '/Logic', message: 'is nested too deep' })
  const rule: EntryRule = {
    id: text('Identifier'),
    kind: value['Type'] === 'Invalidation' ? 'invalidation' : 'acceptance',
    country: text('Country').toUpperCase(),
    ...(typeof region === 'string' && region.trim() !== '' && { region: region.trim() }),
    version: text('Version'),
    schemaVersion: text('SchemaVersion'),
    engine: text('Engine'),
    engineVersion: text('EngineVersion'),
    certificateType: certificateType ?? 'General',
    description: readDescription(value['Description']),
    validFrom: time('ValidFrom'),
    validUntil: time('ValidTo'),
    affectedFields: readTexts(value['AffectedFields']),
    logic: logic ?? null,
    source: value,
  }
  if (!/^(?:Acceptance|Invalidation)$/.test(String(value['Type']))) {
    faults.push({ path: '/Type', message: 'must be Acceptance or Invalidation' })
  }
  return faults.length > 0 ? { faults } : { rule }
}

/** What is no deeper can be walked through by functions that call themselves. */
const MAX_NESTING = 300

function isTooDeep(value: JsonValue): boolean {
  let level: readonly JsonValue[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) return true
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    )
  }
  return false
}

/** Hashes of rules, which are public and outlive a decision. */
const HASHES = new WeakMap<EntryRule, string>()

/** What a rule is, whatever it is called: SHA-256 of its canonical JSON (RFC 8785), lower-case hex. */
export function hashRule(rule: EntryRule): string {
  const known = HASHES.get(rule)
  if (known !== undefined) return known
  const hash = encodeHex(sha256(new TextEncoder().encode(canonicalizeJson(rule.source))))
  HASHES.set(rule, hash)
  return hash
}

/** `[{lang, desc}]`, or what some write instead: a plain text. */
function readDescription(value: JsonValue | undefined): EntryRule['description'] {
  if (typeof value === 'string') return { en: value }
  if (!Array.isArray(value)) return {}
  const texts = new Map<string, string>()
  for (const each of value) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) continue
    const { lang, desc } = each
    if (typeof lang === 'string' && typeof desc === 'string') texts.set(lang.toLowerCase(), desc)
  }
  return Object.fromEntries(texts)
}

function readTexts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
