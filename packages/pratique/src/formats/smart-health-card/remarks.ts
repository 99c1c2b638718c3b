/**
 * Remarks on a SMART Health Card. None of them changes a verdict.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Fact } from '../../model/health-certificate.ts'
import type { Remark } from '../../outcome.ts'
import type { CardClaims } from './claims.ts'
import type { CardBundle } from './payload.ts'
import { NOT_MINIFIED, SHORT_URL } from './schema.ts'

/** A NumericDate past this is in milliseconds: the year 5138. */
const MILLISECONDS_FROM = 1e11

/** Lists the remarks on a card: on its times, its bundle, and the facts read from it. */
export function remarkOnCard(
  { exp, fhirBundle }: CardClaims,
  bundle: CardBundle,
  facts: readonly Fact[],
): Remark[] {
  const remarks = remarkOnBundle(fhirBundle, bundle)
  if (exp !== undefined && exp > MILLISECONDS_FROM) remarks.push({ code: 'validity.milliseconds' })
  for (const fact of facts) if (isNotFinal(fact)) remarks.push({ code: 'content.status' })
  return remarks
}

/** Lists the remarks on a bundle alone. */
export function remarkOnBundle(bundle: JsonObject, { patients, otherTypes }: CardBundle): Remark[] {
  const remarks: Remark[] = []
  if (patients.length === 0) remarks.push({ code: 'content.name-part-missing', field: 'Patient' })
  if (hasLongUrl(bundle) || isNotMinified(bundle)) remarks.push({ code: 'content.not-minified' })
  if (otherTypes.length > 0) remarks.push({ code: 'content.unknown-resource' })
  return remarks
}

/** A dose that was not given, or a result that is not final: no policy may count it. */
function isNotFinal(fact: Fact): boolean {
  if (fact.kind === 'vaccination') return fact.status.value === 'not-done'
  return fact.kind === 'test' && fact.status.value === 'not-final'
}

function hasLongUrl(bundle: JsonObject): boolean {
  const entries = member(bundle, 'entry')
  if (!Array.isArray(entries)) return false
  return entries.some(
    (entry) => isJsonObject(entry) && !SHORT_URL.test(stringMember(entry, 'fullUrl') ?? ''),
  )
}

function isNotMinified(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(isNotMinified)
  if (!isJsonObject(value)) return false
  for (const name in value) {
    if (NOT_MINIFIED.has(name) && !isSecurityOnly(name, value[name])) {
      // An actor is named by `display` and by nothing else (VCI profiles, dm).
      if (name !== 'display' || Object.hasOwn(value, 'code')) return true
    }
    if (isNotMinified(value[name] ?? null)) return true
  }
  return false
}

function isSecurityOnly(name: string, value: JsonValue | undefined): boolean {
  return name === 'meta' && isJsonObject(value) && Object.keys(value).join() === 'security'
}
