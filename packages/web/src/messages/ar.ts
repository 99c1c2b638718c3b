/**
 * The page in Arabic.
 *
 * @module
 */

import { APP_AR } from './ar/app.ts'
import { DATA_AR } from './ar/data.ts'
import { FLOW_AR } from './ar/flow.ts'
import { KIOSK_AR } from './ar/kiosk.ts'
import { RESULT_AR } from './ar/result.ts'
import { SCAN_AR } from './ar/scan.ts'
import type { Messages } from './languages.ts'

export const AR: Messages = {
  app: APP_AR,
  data: DATA_AR,
  flow: FLOW_AR,
  kiosk: KIOSK_AR,
  result: RESULT_AR,
  scan: SCAN_AR,
}
