/**
 * A token for tests: SoftHSM in a folder of its own, with keys that are made for it.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

const UTIL = '/usr/bin/softhsm2-util'
const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
]

export const MODULE: string = MODULES.find((path) => existsSync(path)) ?? ''
export const PIN = '735911'

/** Why there is no token here; `false` if there can be one. */
export const WITHOUT_TOKEN: string | false = findReason()

function findReason(): string | false {
  if (!existsSync(UTIL) || MODULE === '')
    return 'SoftHSM is not installed: apt-get install softhsm2'
  try {
    createRequire(import.meta.url)('pkcs11js')
    return false
  } catch {
    return 'the package pkcs11js is not built: node tools/setup.mjs --token'
  }
}

/** A folder of tokens, and the setting by which SoftHSM finds it. */
export interface Tokens {
  readonly folder: string
  readonly config: string
  /** Makes a token. */
  readonly add: (label: string) => void
  /** Puts a key into a token. */
  readonly importKey: (token: string, key: ImportedKey) => void
}

export interface ImportedKey {
  readonly label: string
  /** Hex. */
  readonly id: string
  readonly curve?: string
  /** Default: a new one. */
  readonly key?: KeyObject
}

/** Makes a folder for tokens, which is gone when the tests of the file have ended. */
export function makeTokens(): Tokens {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-token-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'tokens'))
  const config = join(folder, 'softhsm2.conf')
  writeFileSync(config, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`)
  const util = (...args: readonly string[]): void => {
    const env = { ...process.env, SOFTHSM2_CONF: config }
    const { status, stdout, stderr } = spawnSync(UTIL, args, { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`softhsm2-util: ${stdout}${stderr}`)
  }
  return {
    folder,
    config,
    add: (label) =>
      util('--init-token', '--free', '--label', label, '--pin', PIN, '--so-pin', '12345678'),
    importKey: (token, { label, id, curve = 'P-256', key }) => {
      const own = key ?? generateKeyPairSync('ec', { namedCurve: curve }).privateKey
      const path = join(folder, 'key.pem')
      writeFileSync(path, own.export({ type: 'pkcs8', format: 'pem' }))
      util(...['--import', path, '--token', token, '--label', label, '--id', id, '--pin', PIN])
      rmSync(path)
    },
  }
}
