/**
 * The page of another deployment, made of one that was built: what it says of itself stands in `index.html` and on the
 * first line of its service worker (`packages/web/build`).
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { JsonObject } from 'pratique/codecs'

/** The members of `site.json` (docs/guide/page.md); whoever gives them has looked at them. */
export type PageSite = JsonObject & { readonly updates?: string }

const INDEX = '/index.html'
const WORKER = '/service-worker.js'

const BLOCK = /(<script type="application\/json" id="pratique-site">).*?(<\/script>)/s
const FIRST_LINE = /^const BUILT=(\{.*\})\n/

/** @throws {Error} if the page was built by another version of this program */
export function withSite(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  site: PageSite,
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const [index, worker] = [INDEX, WORKER].map((path) => new TextDecoder().decode(files.get(path)))
  const [line, json] = FIRST_LINE.exec(worker ?? '') ?? []
  if (!index || !worker || json === undefined || !BLOCK.test(index)) {
    throw new Error('the page was built by another version: build it anew')
  }
  const block = JSON.stringify(site).replaceAll('<', '\\u003c')
  const page = index.replace(BLOCK, (_, before, after) => `${before}${block}${after}`)
  const { files: digests } = JSON.parse(json)
  const built = {
    files: { ...digests, 'index.html': digestOf(page) },
    ...(site.updates !== undefined && { updates: site.updates }),
  }
  const script = worker.slice(line?.length)
  const version = digestOf(`${JSON.stringify(built)}\n${script}`).slice(0, 16)
  const first = `const BUILT=${JSON.stringify({ ...built, version })}`
  const encoder = new TextEncoder()
  return new Map(files)
    .set(INDEX, encoder.encode(page))
    .set(WORKER, encoder.encode(`${first}\n${script}`))
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
