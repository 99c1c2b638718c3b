/**
 * The page in Russian.
 *
 * @module
 */

import type { Messages } from './languages.ts'
import { APP_RU } from './ru/app.ts'
import { DATA_RU } from './ru/data.ts'
import { FLOW_RU } from './ru/flow.ts'
import { KIOSK_RU } from './ru/kiosk.ts'
import { RESULT_RU } from './ru/result.ts'
import { SCAN_RU } from './ru/scan.ts'

export const RU: Messages = {
  app: APP_RU,
  data: DATA_RU,
  flow: FLOW_RU,
  kiosk: KIOSK_RU,
  result: RESULT_RU,
  scan: SCAN_RU,
}
