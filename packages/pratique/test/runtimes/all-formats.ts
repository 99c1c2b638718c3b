/**
 * Every format of the library, for the suites that run on its sources.
 *
 * @module
 */

import { divoc } from '../../src/divoc.ts'
import { euDcc } from '../../src/eu-dcc.ts'
import { healthLink } from '../../src/health-link.ts'
import type { Format } from '../../src/model/format.ts'
import { nzPass } from '../../src/nz-pass.ts'
import { smartHealthCard } from '../../src/smart-health-card.ts'
import { smartHealthLink } from '../../src/smart-health-link.ts'
import { vdsNc } from '../../src/vds-nc.ts'
import { whoDdcc } from '../../src/who-ddcc.ts'
import { whoIcvp } from '../../src/who-icvp.ts'

/** In the order in which pages name them. */
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
