/**
 * What the first screens say in Spanish.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_ES } from './app.ts'
import { FLOW_ES } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_ES, flow: FLOW_ES }
