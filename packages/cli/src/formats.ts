/**
 * The formats that this version verifies, loaded as they are needed, and what formats are called.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Format } from 'pratique/verify'

/** Formats that `--format` takes. */
const VERIFIED = ['eu-dcc', 'smart-health-card'] as const

export type VerifiedFormat = (typeof VERIFIED)[number]

/** Texts that begin so are of the HCERT family, and of no other format. */
const HCERT_BEGINNING = /^[\s\uFEFF]*HC1:/

/** Names of formats, verified or not, by what the library calls them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['eu-dcc', 'EU Digital COVID Certificate'],
  ['smart-health-card', 'SMART Health Card'],
  ['hcert', 'a certificate of the HCERT family (EU, WHO)'],
  ['smart-health-link', 'SMART Health Link'],
  ['vds-nc', 'ICAO Visible Digital Seal (VDS-NC)'],
  ['divoc', 'DIVOC certificate'],
  ['nz-pass', 'New Zealand COVID Pass'],
  ['path-check-cred', 'PathCheck credential'],
  ['ch-light-certificate', 'Swiss light certificate'],
  ['nl-domestic', 'Dutch domestic certificate'],
  ['france-2d-doc', 'French 2D-Doc'],
  ['openattestation', 'OpenAttestation document'],
])

/** @throws {UsageError} `usage.option` */
export function parseFormat(id: string | undefined): VerifiedFormat | undefined {
  if (id === undefined) return undefined
  const format = VERIFIED.find((each) => each === id)
  if (format) return format
  throw new UsageError('usage.option', `--format takes ${VERIFIED.join(' or ')} in this version`)
}

/** Loads the formats that `texts` may be of; every verdict is the same as with all formats. */
export async function loadFormats(
  texts: readonly string[],
  only?: VerifiedFormat,
): Promise<readonly Format[]> {
  const isHcert = (text: string) => HCERT_BEGINNING.test(text)
  const formats: Format[] = []
  if (only === 'eu-dcc' || (!only && texts.some(isHcert))) {
    formats.push((await import('pratique/eu-dcc')).euDcc)
  }
  if (only === 'smart-health-card' || (!only && !texts.every(isHcert))) {
    formats.push((await import('pratique/smart-health-card')).smartHealthCard)
  }
  return formats
}

/** What a format is called. */
export function nameOfFormat(id: string): string {
  return NAMES.get(id) ?? id
}
