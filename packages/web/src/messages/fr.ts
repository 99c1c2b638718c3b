/**
 * The page in French.
 *
 * @module
 */

import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'
import { APP_FR } from './fr/app.ts'
import { FLOW_FR } from './fr/flow.ts'
import { KIOSK_FR } from './fr/kiosk.ts'
import { RESULT_FR } from './fr/result.ts'
import type { Messages } from './languages.ts'

export const FR: Messages = {
  app: APP_FR,
  flow: FLOW_FR,
  kiosk: KIOSK_FR,
  result: RESULT_FR,
  data: DATA_EN,
  scan: SCAN_EN,
}
