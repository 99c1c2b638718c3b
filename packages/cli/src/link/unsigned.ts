/**
 * Answers about files of a link that are no cards: nobody signed them.
 *
 * @module
 */

import type { LinkFile } from 'pratique/smart-health-link'
import { CHECK_NAMES, type Check, type Verification, type VerifyContext } from 'pratique/verify'
import type { InputText } from '../inputs/inputs.ts'
import type { Answer } from '../output/answer.ts'

/** Names of what is no card. */
export const FORMATS: Readonly<Record<Exclude<LinkFile['kind'], 'smart-health-card'>, string>> = {
  fhir: 'fhir',
  'api-access': 'smart-api-access',
  other: 'link-file',
}

/** A file that is no card. */
export type UnsignedFile = Exclude<LinkFile, { readonly kind: 'smart-health-card' }>

/** Answers for such a file as a verification would: FHIR is not signed, the rest is not read. */
export function toUnsignedAnswer(
  { kind, remarks }: UnsignedFile,
  source: InputText,
  context: VerifyContext,
): Answer {
  const isFhir = kind === 'fhir'
  const found: Check = isFhir
    ? { check: 'content', status: 'indeterminate', code: 'content.unsigned' }
    : { check: 'format', status: 'failed', code: 'format.unsupported' }
  const format: Check = { check: 'format', status: 'passed' }
  const checks = CHECK_NAMES.map((check): Check => {
    if (check === found.check) return found
    return check === 'format' ? format : { check, status: 'not-applicable' }
  })
  const base = {
    format: FORMATS[kind],
    checks,
    remarks,
    simulated: context.simulated ?? false,
    lists: {},
  }
  const verification: Verification = isFhir
    ? { verdict: 'undecided', exitCode: 22, code: 'content.unsigned', ...base }
    : { verdict: 'not-a-certificate', exitCode: 30, code: 'format.unsupported', ...base }
  return { verification, sources: [source], keyLists: [], now: context.now }
}
