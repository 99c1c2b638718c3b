/**
 * Pages of made-up deployments, and a server whose files change, fail, or are gone.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { keepPage } from './built-pages.ts'

const BUILD = fileURLToPath(new URL('../build/build-page.mjs', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** The folder of a page whose results stand for 60 seconds. */
export function keepSlowPage(): Promise<string> {
  return keepPage('slow', (page) => buildInto(page, { resultSeconds: 60 }))
}

/** The folder of a page that is another version: every script of it has another name. */
export function keepNewerPage(): Promise<string> {
  return keepPage('newer', async (page) => {
    await build({
      configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
      logLevel: 'warn',
      build: {
        outDir: page,
        emptyOutDir: true,
        rolldownOptions: { output: { postBanner: '/* newer */' } },
      },
    })
  })
}

/** Builds the page for a site that no other test has; returns the folder. */
export function buildPage(folder: string, members: object): string {
  const page = mkdtempSync(join(folder, 'page-'))
  buildInto(page, members)
  return page
}

function buildInto(page: string, members: object): void {
  const site = `${page}-site.json`
  writeFileSync(site, JSON.stringify({ type: 'pratique-site', version: 1, ...members }))
  const env = { ...process.env, PRATIQUE_SITE: site, PRATIQUE_PAGE: page }
  const { status, stderr } = spawnSync(process.execPath, [BUILD], { env, encoding: 'utf8' })
  rmSync(site)
  assert.equal(status, 0, stderr)
}

/** A static server as any host has one: files, and no headers of ours. */
export interface Site {
  readonly address: string
  /** Paths that were asked for, with what was answered. */
  readonly asked: string[]
  /** Serves another folder from now on. */
  use(folder: string): void
  /** Answers a path with this. */
  put(path: string, answer: Uint8Array | 500 | 'silence'): void
  /** Of requests that were answered with silence: how many are waited for. */
  readonly pending: () => number
  stop(): Promise<void>
}

export async function serveSite(first: string): Promise<Site> {
  let folder = first
  const asked: string[] = []
  const own = new Map<string, Uint8Array | 500 | 'silence'>()
  let pending = 0
  const server: Server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const path = pathname === '/' ? '/index.html' : pathname
    const answer = own.get(path) ?? readIfAny(join(folder, path))
    if (answer === 'silence') {
      pending++
      response.on('close', () => pending--)
      return
    }
    const status = answer === 500 ? 500 : answer ? 200 : 404
    asked.push(`${status} ${url}`)
    response.writeHead(status, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    })
    response.end(answer === 500 ? undefined : answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}/`,
    asked,
    use(next) {
      folder = next
    },
    put: (path, answer) => own.set(path, answer),
    pending: () => pending,
    async stop() {
      if (!server.listening) return
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function readIfAny(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined
}
