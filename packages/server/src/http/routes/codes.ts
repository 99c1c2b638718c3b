/**
 * `GET /codes/CODE`: what a code means and what to do; the `type` of a problem leads here.
 *
 * @module
 */

import type { Code } from 'pratique/codes'
import { MESSAGES } from 'pratique/messages/en'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'

/** Adds the route. */
export function addCodes(app: App): void {
  app.get('/codes/:code', (c) => {
    const code = c.req.param('code')
    if (!isCode(code)) throw new RequestError('request.route')
    const { title, meaning, action } = MESSAGES[code]
    return c.json({ code, title, meaning, action })
  })
}

function isCode(code: string): code is Code {
  return Object.hasOwn(MESSAGES, code)
}
