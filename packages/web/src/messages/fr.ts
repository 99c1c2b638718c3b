/**
 * The page in French.
 *
 * @module
 */

import { APP_FR } from './fr/app.ts'
import { DATA_FR } from './fr/data.ts'
import { FLOW_FR } from './fr/flow.ts'
import { KIOSK_FR } from './fr/kiosk.ts'
import { RESULT_FR } from './fr/result.ts'
import { SCAN_FR } from './fr/scan.ts'
import type { Messages } from './languages.ts'

export const FR: Messages = {
  app: APP_FR,
  data: DATA_FR,
  flow: FLOW_FR,
  kiosk: KIOSK_FR,
  result: RESULT_FR,
  scan: SCAN_FR,
}
