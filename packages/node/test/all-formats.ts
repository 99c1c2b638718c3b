/**
 * Every format of the library, as it is compiled, for tests.
 *
 * @module
 */

import { divoc } from 'pratique/divoc'
import { euDcc } from 'pratique/eu-dcc'
import { healthLink } from 'pratique/health-link'
import { nzPass } from 'pratique/nz-pass'
import { smartHealthCard } from 'pratique/smart-health-card'
import { smartHealthLink } from 'pratique/smart-health-link'
import { vdsNc } from 'pratique/vds-nc'
import type { Format } from 'pratique/verify'
import { whoDdcc } from 'pratique/who-ddcc'
import { whoIcvp } from 'pratique/who-icvp'

export const ALL_FORMATS: readonly Format[] = [
  euDcc,
  whoDdcc,
  whoIcvp,
  healthLink,
  smartHealthCard,
  smartHealthLink,
  vdsNc,
  divoc,
  nzPass,
]
