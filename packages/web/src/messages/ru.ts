/**
 * The page in Russian.
 *
 * @module
 */

import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'
import type { Messages } from './languages.ts'
import { APP_RU } from './ru/app.ts'
import { FLOW_RU } from './ru/flow.ts'
import { KIOSK_RU } from './ru/kiosk.ts'
import { RESULT_RU } from './ru/result.ts'

export const RU: Messages = {
  app: APP_RU,
  flow: FLOW_RU,
  kiosk: KIOSK_RU,
  result: RESULT_RU,
  data: DATA_EN,
  scan: SCAN_EN,
}
