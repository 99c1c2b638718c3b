/**
 * Pages of made-up deployments, and a server whose files change, fail, or are gone.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const BUILD = fileURLToPath(new URL('../build/build-page.mjs', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** Builds the page for a site; returns the folder. */
export function buildPage(folder: string, members: object): string {
  const out = mkdtempSync(join(folder, 'page-'))
  const site = join(out, '..', 'site.json')
  writeFileSync(site, JSON.stringify({ type: 'pratique-site', version: 1, ...members }))
  const env = { ...process.env, PRATIQUE_SITE: site, PRATIQUE_PAGE: out }
  const { status, stderr } = spawnSync(process.execPath, [BUILD], { env, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return out
}

/** Builds a page that is another version: every script of it has another name. */
export async function buildNewerPage(folder: string): Promise<string> {
  const out = mkdtempSync(join(folder, 'page-'))
  await build({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    build: {
      outDir: out,
      emptyOutDir: true,
      rolldownOptions: { output: { postBanner: '/* newer */' } },
    },
  })
  return out
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
