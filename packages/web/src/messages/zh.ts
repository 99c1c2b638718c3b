/**
 * The page in Chinese.
 *
 * @module
 */

import type { Messages } from './languages.ts'
import { APP_ZH } from './zh/app.ts'
import { DATA_ZH } from './zh/data.ts'
import { FLOW_ZH } from './zh/flow.ts'
import { KIOSK_ZH } from './zh/kiosk.ts'
import { RESULT_ZH } from './zh/result.ts'
import { SCAN_ZH } from './zh/scan.ts'

export const ZH: Messages = {
  app: APP_ZH,
  data: DATA_ZH,
  flow: FLOW_ZH,
  kiosk: KIOSK_ZH,
  result: RESULT_ZH,
  scan: SCAN_ZH,
}
