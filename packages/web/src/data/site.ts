/**
 * What the deployment says of itself (`site.json`), as it was built into the page.
 *
 * @module
 */

import type { JsonValue } from 'pratique/codecs'
import type { NetworkByName } from 'pratique/trust'

export interface Site {
  /** Who must sign bundles, as `parseQuorum` reads it; absent: the page takes none. */
  readonly quorum?: JsonValue
  /** Where the newest bundle lies, relative to the page; absent: nobody is asked. */
  readonly updates?: string
  /** The networks that an office takes besides those of the WHO's trust anchor. */
  readonly also?: readonly NetworkByName[]
  /** The one origin that a kiosk answers to; absent: none. */
  readonly opener?: string
}
