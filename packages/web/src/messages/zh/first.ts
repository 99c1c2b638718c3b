/**
 * What the first screens say in Chinese.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_ZH } from './app.ts'
import { FLOW_ZH } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_ZH, flow: FLOW_ZH }
