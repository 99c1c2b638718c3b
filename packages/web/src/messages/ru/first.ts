/**
 * What the first screens say in Russian.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_RU } from './app.ts'
import { FLOW_RU } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_RU, flow: FLOW_RU }
