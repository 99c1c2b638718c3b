/**
 * Runs the command as anybody would: as a process, with what it prints and its exit code.
 *
 * @module
 */

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../bin/pratique.js', import.meta.url))
const VECTORS = fileURLToPath(new URL('../../../vectors/', import.meta.url))

const PIECE_BYTES = 100
const PAUSE_MS = 20

/** A folder for what a test file writes, gone when its tests have ended. */
export const FOLDER: string = mkdtempSync(join(tmpdir(), 'pratique-cli-'))
after(() => rmSync(FOLDER, { recursive: true, force: true }))

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly nodeOptions?: readonly string[]
  /** A program that runs the command, with its arguments. */
  readonly through?: readonly string[]
  /** Standard input comes in pieces, with pauses between. */
  readonly isSlow?: boolean
}

/** Runs `pratique` with these arguments. */
export function pratique(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const {
    stdin = '',
    env = {},
    cwd = FOLDER,
    nodeOptions = [],
    through = [],
    isSlow = false,
  } = options
  // Compiled code is kept in this folder alone: HOME is nobody's.
  const cache = { HOME: FOLDER, NODE_COMPILE_CACHE: join(tmpdir(), 'pratique-cli-test-cache') }
  return new Promise((resolve, reject) => {
    const [program = '', ...all] = [...through, process.execPath, ...nodeOptions, BIN, ...args]
    const child = spawn(program, all, {
      cwd,
      env: { PATH: process.env['PATH'], ...cache, ...env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
    child.stdin.on('error', () => undefined) // It may end without reading.
    if (isSlow) void pipeline(inPieces(stdin), child.stdin)
    else child.stdin.end(stdin)
  })
}

async function* inPieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES)
    await setTimeout(PAUSE_MS)
  }
}

/** Writes a file for the command to read, and answers with its path. */
export function write(name: string, content: string | Uint8Array, mode = 0o666): string {
  const path = join(FOLDER, name)
  writeFileSync(path, content, { mode })
  return path
}

/** The path of a file in `vectors/`. */
export function vectorFile(path: string): string {
  return join(VECTORS, path)
}

/** The path of a specimen's text. */
export function specimen(name: string): string {
  return vectorFile(`specimen/${name}.txt`)
}

/** What the tests need of a row of `vectors/`. */
export interface Row {
  readonly id: string
  readonly text?: string
  readonly texts?: readonly string[]
  readonly trust?: string
  readonly batches?: readonly object[]
  readonly now?: string
  readonly expect: { readonly verdict: string; readonly exitCode: number; readonly code?: string }
}

/** Reads the rows of a file in `vectors/`. */
export function readRows(path: string): readonly Row[] {
  return readFileSync(vectorFile(path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** Finds a row of `vectors/` by its identifier. */
export function findRow(path: string, id: string): Row {
  const row = readRows(path).find((each) => each.id === id)
  if (!row) throw new Error(`there is no row ${id} in ${path}`)
  return row
}

/** The arguments that a row's trust and clock come to. */
export function contextOf({ trust, now }: Row): readonly string[] {
  return [...(trust ? ['--trust', vectorFile(trust)] : []), ...(now ? ['--at', now] : [])]
}

/** The objects in lines of JSON. */
export function readLines(stdout: string): readonly unknown[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
