/**
 * Bundles of made-up sources, and those who sign them: by the command, as a ministry would.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDataFolder } from '@pratique/node/data-folder'
import { type BundleFile, readBundleFile, readRecords, signDenial } from 'pratique/bundle'
import { SIGNED_AT } from '../../pratique/test/make-gdhcn.ts'
import { makeSigner } from '../../pratique/test/make-signer.ts'
import { addDenial } from '../src/trust/denials.ts'
import { runHere } from './in-process.ts'
import { holdAll, makeKeyFiles } from './made-held.ts'
import { type Ended, FOLDER, findRow, write } from './pratique.ts'

export const PASSPHRASE = 'correct horse'
export const MINISTRY = makeKeyFiles('ministry', 'P-256', PASSPHRASE)
export const AIRPORT = makeKeyFiles('airport', 'Ed25519')
export const PORT = makeKeyFiles('port', 'SEC 1')
export const NAVY = makeKeyFiles('navy')

/** A card of Examplia, and the key that has signed it. */
export const CARD: string = write(
  'card.txt',
  findRow('smart-health-card/made.jsonl', 'card/qr-lab').text ?? '',
)
const CARD_KEY_ID = 'tM-tNB1m1k5rzXNgg9CCr0m2QAvBk59ug2g3oqBgA9Y'

/** Runs a part of `pratique bundle` in this process. */
export function bundle(...args: readonly string[]): Promise<Ended> {
  return runHere(['bundle', ...args])
}

/** Runs what must succeed, and has nothing to say beside its answer. */
export async function good(...args: readonly string[]): Promise<Ended> {
  const ended = await bundle(...args)
  assert.deepEqual([ended.exitCode, ended.stderr], [0, ''])
  return ended
}

/** Runs what must be refused with this code, and answers with what is said about it. */
export async function refused(code: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await bundle(...args)
  assert.deepEqual([exitCode, stdout], [2, ''], stderr)
  assert.ok(stderr.endsWith(` [${code}]\n`), stderr)
  return stderr
}

/** The one object that `--json` prints. */
export function jsonOf({ stdout }: Pick<Ended, 'stdout'>): Readonly<Record<string, unknown>> {
  assert.match(stdout, /^\{.*\}\n$/)
  return Object(JSON.parse(stdout))
}

export function newFolder(): string {
  return mkdtempSync(join(FOLDER, 'data-'))
}

/** A path at which there is nothing yet. */
export function newFile(name: string): string {
  return join(mkdtempSync(join(FOLDER, 'out-')), name)
}

export function read(path: string): BundleFile {
  return readBundleFile(new Uint8Array(readFileSync(path)))
}

/** A copy with one bit changed; places before 0 count from the end. */
export function damage(path: string, at: number): string {
  const bytes = readFileSync(path)
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  const damaged = newFile('damaged.bundle')
  writeFileSync(damaged, bytes)
  return damaged
}

/** A copy with more signatures. */
export async function signed(path: string, ...keys: readonly string[]): Promise<string> {
  const out = newFile('signed.bundle')
  copyFileSync(path, out)
  for (const key of keys) await good('sign', out, '--key', key)
  return out
}

/** The data folder of whoever builds. */
export const BUILDER: string = newFolder()
await holdAll(BUILDER)

/** Ministry, airport, port; two of them must sign. */
export const QUORUM: string = join(FOLDER, 'quorum.json')
await good('quorum', MINISTRY.public, AIRPORT.public, PORT.public, '--out', QUORUM)

/** The first of its line, signed by nobody. */
export const FIRST: string = newFile('first.bundle')
export const BUILT: Ended = await good('build', '--out', FIRST, '--data-dir', BUILDER)

/** The same, signed by two of three. */
export const ONE: string = await signed(FIRST, AIRPORT.secret, PORT.secret)

/** Builds the bundle after another one, of the same lists. */
export async function next(previous: string, ...args: readonly string[]): Promise<string> {
  const out = newFile('next.bundle')
  await good('build', '--out', out, '--data-dir', BUILDER, '--previous', previous, ...args)
  return out
}

/** Denies the key that has signed the card. */
export async function deny(data: string): Promise<void> {
  const record = readRecords(read(FIRST)).find(({ keyId }) => keyId === CARD_KEY_ID)
  assert.ok(record)
  const { key, issuer, keyId } = record
  const denial = { key, issuer, keyId, reason: 'stolen', at: SIGNED_AT }
  const bytes = await signDenial(denial, makeSigner())
  const folder = openDataFolder(data)
  await folder.withLock(() => addDenial(folder, bytes))
}
