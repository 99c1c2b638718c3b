/**
 * The page in Arabic.
 *
 * @module
 */

import { APP_AR } from './ar/app.ts'
import { FLOW_AR } from './ar/flow.ts'
import { KIOSK_AR } from './ar/kiosk.ts'
import { RESULT_AR } from './ar/result.ts'
import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'
import type { Messages } from './languages.ts'

export const AR: Messages = {
  app: APP_AR,
  flow: FLOW_AR,
  kiosk: KIOSK_AR,
  result: RESULT_AR,
  data: DATA_EN,
  scan: SCAN_EN,
}
