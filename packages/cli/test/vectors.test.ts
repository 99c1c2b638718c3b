import assert from 'node:assert/strict'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { runHere } from './in-process.ts'
import { FOLDER, pratique, vectorFile } from './pratique.ts'

/** A file that a call finds in its folder (see `vectors/README.md`). */
type CommandFile =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly size: number }
  | { readonly isDirectory: true }
  | { readonly linkTo: string }

interface CommandRow {
  readonly id: string
  readonly args: readonly string[]
  readonly stdin?: string
  readonly files?: { readonly [name: string]: CommandFile }
  readonly expect: { readonly exitCode: number; readonly code?: string }
}

/** In a short run the rest is called without a start: the first of each command, and what reads, is a process. */
const isLong = process.env['PRATIQUE_LONG'] !== undefined
const STARTED = new Set<string | undefined>()

describe('vectors/cli', () => {
  const names = readdirSync(vectorFile('cli')).filter((name) => name.endsWith('.jsonl'))
  for (const row of names.flatMap((name) => readRows(vectorFile(`cli/${name}`)))) {
    const [command] = row.args
    const isProcess =
      isLong || row.stdin !== undefined || row.args.includes('-') || !STARTED.has(command)
    STARTED.add(command)
    test(row.id, async () => {
      const cwd = mkdtempSync(join(FOLDER, 'call-'))
      for (const [name, file] of Object.entries(row.files ?? {})) make(join(cwd, name), file)
      const { args, stdin } = row
      const ended = isProcess
        ? await pratique(args, { cwd, ...(stdin && { stdin }) })
        : await runHere(args, { cwd })
      const codes = [...ended.stderr.matchAll(/\[([a-z-]+\.[a-z0-9-]+)\]$/gm)].map(
        ([, code]) => code,
      )
      const code = row.args.includes('--json') && codes.length === 0 ? told(ended.stdout) : codes[0]
      assert.deepEqual({ exitCode: ended.exitCode, code }, { code: undefined, ...row.expect })
      assert.ok(codes.length <= 1)
    })
  }
})

function readRows(path: string): readonly CommandRow[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function make(path: string, file: CommandFile): void {
  mkdirSync(dirname(path), { recursive: true })
  if ('text' in file) writeFileSync(path, file.text)
  else if ('base64' in file) writeFileSync(path, Buffer.from(file.base64, 'base64'))
  else if ('linkTo' in file) symlinkSync(file.linkTo, path)
  else if ('isDirectory' in file) mkdirSync(path)
  else {
    writeFileSync(path, '')
    truncateSync(path, file.size)
  }
}

/** The code in the one line of JSON. */
function told(stdout: string): string | undefined {
  const { code }: { readonly code?: string } = JSON.parse(stdout)
  return code
}
