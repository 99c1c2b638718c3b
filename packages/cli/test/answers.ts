/**
 * Answers as JSON, each held against the published schema.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { pratique, type RunOptions, readLines } from './pratique.ts'

/** What the tests look at. */
export interface Told {
  readonly verdict: string
  readonly exitCode: number
  readonly code?: string
  readonly as?: string
  readonly format?: string
  readonly input: readonly number[]
  readonly simulated: boolean
  readonly testResult?: string
  readonly personOmitted?: true
  readonly policy?: unknown
  readonly parts?: readonly Told[]
}

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/schemas/verification.schema.json', import.meta.url), 'utf8'),
)

const validate = new Ajv2020({
  strict: true,
  strictRequired: false,
  validateFormats: false,
}).compile<Told>(Object(SCHEMA))

/** Runs `pratique verify --json`, and holds each line against the schema. */
export async function verifyAsJson(
  args: readonly string[],
  exitCode: number,
  options: RunOptions = {},
): Promise<readonly Told[]> {
  const ended = await pratique(['verify', '--json', ...args], options)
  assert.equal(ended.exitCode, exitCode, ended.stderr)
  return readLines(ended.stdout).map(requireTold)
}

/** @throws if the answer is not as the schema says */
export function requireTold(answer: unknown): Told {
  if (validate(answer)) return answer
  throw new Error(JSON.stringify(validate.errors))
}
