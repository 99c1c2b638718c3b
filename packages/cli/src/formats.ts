/**
 * The formats that this version verifies, loaded as they are needed, and what formats are called.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { NAMED_FORMATS, type NamedFormat } from 'pratique/messages/named-formats'
import {
  type CarrierId,
  detect,
  type Format,
  type FormatId,
  trimLeadingSpace,
} from 'pratique/verify'

/** Formats that `--format` takes. */
export type VerifiedFormat = FormatId

interface Loader {
  readonly carrier: CarrierId
  readonly load: () => Promise<Format>
}

/** In the order in which they are named. */
const LOADERS: Readonly<Record<VerifiedFormat, Loader>> = {
  'eu-dcc': { carrier: 'hc1', load: async () => (await import('pratique/eu-dcc')).euDcc },
  'who-ddcc': { carrier: 'hc1', load: async () => (await import('pratique/who-ddcc')).whoDdcc },
  'who-icvp': { carrier: 'hc1', load: async () => (await import('pratique/who-icvp')).whoIcvp },
  'health-link': {
    carrier: 'hc1',
    load: async () => (await import('pratique/health-link')).healthLink,
  },
  'smart-health-card': {
    carrier: 'shc',
    load: async () => (await import('pratique/smart-health-card')).smartHealthCard,
  },
  'smart-health-link': {
    carrier: 'shlink',
    load: async () => (await import('pratique/smart-health-link')).smartHealthLink,
  },
  'vds-nc': { carrier: 'vds-nc', load: async () => (await import('pratique/vds-nc')).vdsNc },
  divoc: { carrier: 'divoc', load: async () => (await import('pratique/divoc')).divoc },
  'nz-pass': { carrier: 'nzcp', load: async () => (await import('pratique/nz-pass')).nzPass },
}

const LISTED: readonly Loader[] = Object.values(LOADERS)

/** Names of formats that are verified, and of what lies behind links. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['eu-dcc', 'EU Digital COVID Certificate'],
  ['who-ddcc', 'WHO DDCC'],
  ['who-icvp', 'WHO digital yellow card (ICVP)'],
  ['health-link', 'health link in an HCERT'],
  ['smart-health-card', 'SMART Health Card'],
  ['smart-health-link', 'SMART Health Link'],
  ['fhir', 'FHIR records behind a link'],
  ['link-file', 'a file of another kind behind a link'],
  ['vds-nc', 'ICAO Visible Digital Seal (VDS-NC)'],
  ['divoc', 'DIVOC certificate'],
  ['nz-pass', 'New Zealand COVID Pass'],
])

/** @throws {UsageError} `usage.option` */
export function parseFormat(id: string | undefined): VerifiedFormat | undefined {
  if (id === undefined || isVerified(id)) return id
  const ids = Object.keys(LOADERS).join(', ')
  throw new UsageError('usage.option', `--format takes one of ${ids}`)
}

function isVerified(id: string): id is VerifiedFormat {
  return Object.hasOwn(LOADERS, id)
}

/** Loads the formats that `texts` may be of; every verdict is the same as with all formats. */
export async function loadFormats(
  texts: readonly string[],
  only?: VerifiedFormat,
): Promise<readonly Format[]> {
  if (only) return [await LOADERS[only].load()]
  const carriers = new Set(texts.map(carrierOf))
  return Promise.all(
    LISTED.filter(({ carrier }) => carriers.has(carrier)).map(({ load }) => load()),
  )
}

/** What carries a text, if it is of a format that is verified. */
export function carrierOf(text: string): CarrierId | undefined {
  const detected = detect(trimLeadingSpace(text))
  return detected.kind === 'carrier' ? detected.carrier : undefined
}

/** What a format is called. */
export function nameOfFormat(id: string): string {
  return NAMES.get(id) ?? namedFormat(id)?.name ?? id
}

/** What is known of a format that is recognised by name alone. */
export function namedFormat(id: string): NamedFormat | undefined {
  return Object.hasOwn(NAMED_FORMATS, id) ? NAMED_FORMATS[id] : undefined
}
