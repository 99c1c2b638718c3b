/**
 * What the deployment says of itself (`site.json`), as it stands in the page.
 *
 * @module
 */

import type { JsonValue } from 'pratique/codecs'
import type { NetworkByName } from 'pratique/trust'

export interface Site {
  /** Who must sign bundles, as `parseQuorum` reads it; absent: the page takes none. */
  readonly quorum?: JsonValue
  /** Whether it is an office's: `false` takes whatever the quorum has signed, whoever vouches for it. Absent: it is, with a quorum. */
  readonly office?: false
  /** The number of the oldest bundle that it takes, or relies on; absent: 1. */
  readonly leastBundle?: number
  /** Where the newest bundle lies, relative to the page; absent: nobody is asked. */
  readonly updates?: string
  /** The networks that an office takes besides those of the WHO's trust anchor. */
  readonly also?: readonly NetworkByName[]
  /** The one origin that a kiosk answers to; absent: none. */
  readonly opener?: string
  /** Whether it may be a kiosk; absent: never. */
  readonly kiosk?: KioskSite
  /** How long a result stands, from 5 to 180; absent: 30. */
  readonly resultSeconds?: number
}

/** What a kiosk checks. */
export interface KioskSite {
  /** Whenever it is opened, or if `#kiosk` stands behind its address. */
  readonly start: 'always' | 'on-request'
  /** ISO 3166-1 alpha-2, whose entry rules are asked; absent: only whether certificates are genuine. */
  readonly destination?: string
  readonly purpose?: string
}

/** Of the page that this runs in. */
export const SITE: Site = JSON.parse(document.getElementById('pratique-site')?.textContent || '{}')
