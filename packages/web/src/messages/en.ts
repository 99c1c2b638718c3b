/**
 * The page in English: a section a part of the page, each in a file of its own. Texts are ICU messages.
 *
 * @module
 */

import { APP_EN } from './en/app.ts'
import { DATA_EN } from './en/data.ts'
import { FLOW_EN } from './en/flow.ts'
import { KIOSK_EN } from './en/kiosk.ts'
import { RESULT_EN } from './en/result.ts'
import { SCAN_EN } from './en/scan.ts'

export const EN = {
  app: APP_EN,
  data: DATA_EN,
  flow: FLOW_EN,
  kiosk: KIOSK_EN,
  result: RESULT_EN,
  scan: SCAN_EN,
} as const
