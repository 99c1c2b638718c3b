/**
 * The page in Spanish.
 *
 * @module
 */

import { APP_ES } from './es/app.ts'
import { DATA_ES } from './es/data.ts'
import { FLOW_ES } from './es/flow.ts'
import { KIOSK_ES } from './es/kiosk.ts'
import { RESULT_ES } from './es/result.ts'
import { SCAN_ES } from './es/scan.ts'
import type { Messages } from './languages.ts'

export const ES: Messages = {
  app: APP_ES,
  data: DATA_ES,
  flow: FLOW_ES,
  kiosk: KIOSK_ES,
  result: RESULT_ES,
  scan: SCAN_ES,
}
