/**
 * The files of the page, where this server has it too. They are at the root: whatever is no route may be one.
 *
 * @module
 */

import { findPageAnswer, type PageFiles } from '@pratique/node/page'
import type { Context } from 'hono'

/** @returns `undefined` if the page has no such file */
export async function answerPage(c: Context, files: PageFiles): Promise<Response | undefined> {
  const answer = await findPageAnswer(files, {
    path: c.req.path,
    encodings: c.req.header('Accept-Encoding'),
    known: c.req.header('If-None-Match'),
  })
  return answer && new Response(answer.bytes ?? null, answer)
}
