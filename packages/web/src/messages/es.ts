/**
 * The page in Spanish.
 *
 * @module
 */

import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'
import { APP_ES } from './es/app.ts'
import { FLOW_ES } from './es/flow.ts'
import { KIOSK_ES } from './es/kiosk.ts'
import { RESULT_ES } from './es/result.ts'
import type { Messages } from './languages.ts'

export const ES: Messages = {
  app: APP_ES,
  flow: FLOW_ES,
  kiosk: KIOSK_ES,
  result: RESULT_ES,
  data: DATA_EN,
  scan: SCAN_EN,
}
