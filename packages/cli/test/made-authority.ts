/**
 * An authority of Utopia, its signers and its lists, made with `pratique`, which runs in this process with a
 * clock of its own.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type HereOptions, runHere } from './in-process.ts'
import { type Ended, FOLDER, write } from './pratique.ts'

/** A while after the samples of `vectors/intake` were taken. */
export const NOW: number = Date.parse('2026-06-01T12:00:00Z') / 1000

export type { HereOptions } from './in-process.ts'

/** Runs `pratique` as {@link runHere} does, at {@link NOW} unless something else is said. */
export function runAt(args: readonly string[], options: HereOptions = {}): Promise<Ended> {
  return runHere(args, { now: NOW, ...options })
}

/** Where it publishes the keys of cards. */
export const URL_OF_CARDS = 'https://cards.utopia.example'

/** Files of a signer. */
export interface MadeSigner {
  readonly key: string
  readonly certificate: string
  /** The options by which it signs. */
  readonly options: readonly string[]
}

/** Files of an authority. */
export interface MadeAuthority {
  readonly certificate: string
  /** Keys of cards, as they are published. */
  readonly cards: string
  readonly health: MadeSigner
  readonly tests: MadeSigner
  readonly seals: MadeSigner
  /** Signs lists of revocations. */
  readonly lists: MadeSigner
  /** Makes another signer, for purposes as `--for` takes them. */
  add(name: string, purposes: string): Promise<MadeSigner>
}

/** Makes one in a folder of its own. */
export async function makeAuthority(folder: string, now: number = NOW): Promise<MadeAuthority> {
  mkdirSync(join(FOLDER, folder), { recursive: true })
  const at = (name: string) => join(FOLDER, folder, name)
  const keys = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await runAt(['keys', ...args], { now })
    assert.equal(exitCode, 0, stderr)
    return stdout
  }
  const named = ['--country', 'UT', '--organization', 'Ministry', '--name']
  const from = ['--from', new Date((now - 86_400) * 1000).toISOString().slice(0, 10)]
  const authority = { key: at('sca.pem'), certificate: at('sca.crt') }
  await keys('create', authority.key, '--unencrypted')
  const self = ['--signer', authority.key, ...named, 'SCA', ...from]
  await keys('authority', ...self, '--out', authority.certificate)
  async function add(name: string, purposes: string): Promise<MadeSigner> {
    const [key, csr, certificate] = [at(`${name}.pem`), at(`${name}.csr`), at(`${name}.crt`)]
    await keys('create', key, '--unencrypted')
    await keys('request', '--signer', key, ...named, name, '--out', csr)
    const by = ['--signer', authority.key, '--authority', authority.certificate]
    await keys('certify', csr, ...by, '--for', purposes, ...from, '--out', certificate)
    return { key, certificate, options: ['--signer', key, '--certificate', certificate] }
  }
  const health = await add('health', 'test,vaccination,recovery')
  const jwks = JSON.parse(await keys('show', health.key, '--jwks'))
  return {
    certificate: authority.certificate,
    cards: write(`${folder}/cards.json`, JSON.stringify({ issuer: URL_OF_CARDS, ...jwks })),
    health,
    tests: await add('tests', 'test'),
    seals: await add('UT', 'vds-nc'),
    lists: await add('lists', 'revocation'),
    add,
  }
}

/** Makes a folder of lists of Utopia's, which were begun the day before. */
export async function makeLists(name: string, now: number = NOW): Promise<string> {
  const key = join(FOLDER, `${name}.pem`)
  for (const args of [
    ['keys', 'create', key, '--unencrypted'],
    ['lists', 'build', '--lists', name, '--key', key, '--issuer', 'hcert=UT'],
  ]) {
    const { exitCode, stderr } = await runAt(args, { now: now - 86_400 })
    assert.equal(exitCode, 0, stderr)
  }
  return name
}

/** A row of NDJSON: a test of somebody whose name is told by the number. */
export function testOrder(at: number, sampledAt: number = NOW - 86_400): string {
  const letters = [...String(at)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')
  return JSON.stringify({
    holder: { family: `Utopos${letters}`, given: 'Anydra', birthDate: '1978-03-01' },
    fact: {
      kind: 'test',
      disease: 'covid-19',
      class: 'naat',
      result: 'not-detected',
      sampledAt: new Date(sampledAt * 1000).toISOString().replace('.000', ''),
      centre: 'Laboratory of Amaurote',
    },
  })
}
