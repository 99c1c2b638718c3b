/**
 * The page in Chinese.
 *
 * @module
 */

import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'
import type { Messages } from './languages.ts'
import { APP_ZH } from './zh/app.ts'
import { FLOW_ZH } from './zh/flow.ts'
import { KIOSK_ZH } from './zh/kiosk.ts'
import { RESULT_ZH } from './zh/result.ts'

export const ZH: Messages = {
  app: APP_ZH,
  flow: FLOW_ZH,
  kiosk: KIOSK_ZH,
  result: RESULT_ZH,
  data: DATA_EN,
  scan: SCAN_EN,
}
