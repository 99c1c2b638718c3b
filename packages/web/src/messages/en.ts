/**
 * The page in English: a section a part of the page, each in a file of its own. Texts are ICU messages.
 *
 * @module
 */

import { APP_EN } from './en/app.ts'
import { DATA_EN } from './en/data.ts'
import { SCAN_EN } from './en/scan.ts'

export const EN = {
  app: APP_EN,
  data: DATA_EN,
  scan: SCAN_EN,
} as const
