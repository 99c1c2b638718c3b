/**
 * What the first screens say in English.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_EN } from './app.ts'
import { FLOW_EN } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_EN, flow: FLOW_EN }
