/**
 * What a server should say beside the files: `headers.json`, for `pratique serve --web` and for whoever sets up
 * another server. The page works without; these hold before it is read, or say what its tag cannot.
 *
 * @module
 */

import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { CONTENT_POLICY } from './content-policy.ts'
import { readSite } from './site.ts'

export const HEADERS_FILE = 'headers.json'

/** A path, with `*` for all that begins so, and what is said of it; what stands later counts more. */
interface HeadersOf {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A page of another origin that opens a kiosk keeps a hold of it, and is answered, only where neither of them
 * asks for a browsing context group of its own: `same-origin-allow-popups` lets a page open others, and does
 * not let it be opened (HTML, "cross-origin opener policies").
 */
function listHeaders(hasOpener: boolean): readonly HeadersOf[] {
  return [
    {
      path: '/*',
      headers: {
        'Cache-Control': 'no-cache',
        'Content-Security-Policy': `${CONTENT_POLICY}; frame-ancestors 'none'`,
        ...(!hasOpener && { 'Cross-Origin-Opener-Policy': 'same-origin' }),
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'X-DNS-Prefetch-Control': 'off',
      },
    },
    // Their names say what is in them.
    { path: '/assets/*', headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
    // It alone may ask for newer files, and its own server alone.
    {
      path: '/service-worker.js',
      headers: { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" },
    },
  ]
}

export function headers(): Plugin {
  let outDir = ''
  return {
    name: 'pratique-headers',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    writeBundle() {
      const listed = listHeaders(readSite().opener !== undefined)
      writeFileSync(join(outDir, HEADERS_FILE), `${JSON.stringify(listed, undefined, 2)}\n`)
    },
  }
}
