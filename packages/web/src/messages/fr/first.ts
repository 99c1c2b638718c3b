/**
 * What the first screens say in French.
 *
 * @module
 */

import type { FirstMessages } from '../languages.ts'
import { APP_FR } from './app.ts'
import { FLOW_FR } from './flow.ts'

export const FIRST: FirstMessages = { app: APP_FR, flow: FLOW_FR }
