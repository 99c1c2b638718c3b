/**
 * What the first screens say in Arabic.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_AR } from './app.ts'
import { FLOW_AR } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_AR, flow: FLOW_AR }
