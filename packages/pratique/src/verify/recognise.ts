/**
 * Formats that are known by name: what a text is called that no format of the verifier reads.
 *
 * @module
 */

import type { CheckCode } from '../codes.ts'

/** What a text is, going by its beginning. */
export interface Recognised {
  /** A format's id, or the name of one that Pratique does not verify. */
  readonly name: string
  readonly code: Extract<CheckCode, 'format.prefix' | 'format.unsupported' | 'format.version'>
}

const UNSUPPORTED = 'format.unsupported'

/** Beginnings, most telling first (reference: `formats-other` §0). */
const BEGINNINGS: readonly (Recognised & { readonly pattern: RegExp })[] = [
  // One character stands for the version (hcert_spec §4.2.2): a newer HCERT is not a damaged one.
  { pattern: /^HC[2-9A-Z]:/, name: 'hcert', code: 'format.version' },
  { pattern: /^HC1:/, name: 'hcert', code: UNSUPPORTED },
  { pattern: /^shc:\//, name: 'smart-health-card', code: UNSUPPORTED },
  {
    pattern: /^(?:https:\/\/[^#\s]{1,2000}#)?shlink:\//,
    name: 'smart-health-link',
    code: UNSUPPORTED,
  },
  { pattern: /^NZCP:\//, name: 'nz-pass', code: UNSUPPORTED },
  { pattern: /^(?:B64:|PK\p{Cc}{2})/u, name: 'divoc', code: UNSUPPORTED },
  { pattern: /^CRED:/, name: 'path-check-cred', code: UNSUPPORTED },
  { pattern: /^LT1:/, name: 'ch-light-certificate', code: UNSUPPORTED },
  { pattern: /^NL\d:/, name: 'nl-domestic', code: UNSUPPORTED },
  { pattern: /^DC0[1-4]/, name: 'france-2d-doc', code: UNSUPPORTED },
  {
    pattern: /^\{[\s\S]{0,200}schema\.openattestation\.com/,
    name: 'openattestation',
    code: UNSUPPORTED,
  },
  { pattern: /^\[?\s*\{[\s\S]{0,300}"icao\.(?:vacc|test)"/, name: 'vds-nc', code: UNSUPPORTED },
  {
    pattern: /^\{[\s\S]{0,300}credentials\/(?:vaccination|testCertificate)/,
    name: 'divoc',
    code: UNSUPPORTED,
  },
]

/** Names a text by its beginning. Looks at its first characters only. */
export function recognise(text: string): Recognised {
  const found = BEGINNINGS.find(({ pattern }) => pattern.test(text))
  return found ? { name: found.name, code: found.code } : { name: 'unknown', code: 'format.prefix' }
}
