/**
 * Chromium with a fake camera, and the page served by the command line, as a user would have it.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
/** Why tests in a browser are skipped, if they are. */
export const SKIPPED: string | false = existsSync(CHROMIUM) ? false : `${CHROMIUM} is not installed`

/** How long a step may take: no more than what stops a hang, on a machine that does much else. */
export const PATIENCE_MS = 60_000

const COMMAND = new URL('../../cli/bin/pratique.js', import.meta.url).pathname
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]

export interface Served {
  readonly address: string
  stop(): Promise<void>
}

/** Serves the page with `pratique serve --web`. */
export async function servePage(): Promise<Served> {
  const child = spawn(process.execPath, [COMMAND, 'serve', '--web', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await readAddress(child)
  return {
    address,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += chunk
    const [address] = /http:\/\/\S+/.exec(text) ?? []
    if (address !== undefined) return address
  }
  throw new Error('the server ended without an address')
}

/** What a device remembers on which the first run is over. */
export interface Start {
  readonly mode?:
    | { readonly kind: 'genuine-only' }
    | { readonly kind: 'entry'; destination: string }
  readonly language?: string
  /** Default: yes. */
  readonly hasAgreed?: boolean
}

/** Has the pages of a browser begin at the first screen, as after a first run. */
export async function startAtHome(context: BrowserContext, start: Start = {}): Promise<void> {
  await context.addInitScript((text) => {
    if (!localStorage.getItem('pratique.settings')) localStorage.setItem('pratique.settings', text)
  }, toSettings(start))
}

/** As the page keeps it under `pratique.settings`. */
export function toSettings({ mode = { kind: 'genuine-only' }, ...start }: Start): string {
  return JSON.stringify({ hasAgreed: true, language: 'en', ...start, mode })
}

export interface OpenBrowser {
  readonly context: BrowserContext
  /** Everything that the browser writes. */
  readonly profile: string
  close(): Promise<void>
}

/** Starts Chromium with a new profile, and a film for its camera. */
export async function openBrowser(film?: string): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'pratique-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: film === undefined ? FLAGS : [...FLAGS, `--use-file-for-fake-video-capture=${film}`],
  })
  return {
    context,
    profile,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
