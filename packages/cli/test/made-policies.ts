/**
 * Entry rules and certificates for tests of `pratique policy`: made up, but for the examples that come
 * with the program.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { runHere } from './in-process.ts'
import { type Ended, findRow, vectorFile, write } from './pratique.ts'

/** The clock of the rows in `vectors/`, and the keys of their made-up authority. */
export const CONTEXT: readonly string[] = [
  '--trust',
  vectorFile('exercise/trust.json'),
  '--at',
  '2026-06-01T12:00:00Z',
]

/** A vaccination of 15 December 2025, dose 2 of 2. */
export const VACCINATION: string = text(
  'vaccination.txt',
  'eu-dcc/made.jsonl',
  'eu-dcc/vaccination',
)
/** A test of the same person, which is too old for all rules. */
export const TEST: string = text('test.txt', 'eu-dcc/made.jsonl', 'eu-dcc/pcr-not-detected')
/** A yellow card that says "for life". */
export const YELLOW_CARD: string = text(
  'yellow-card.txt',
  'who-icvp/made.jsonl',
  'who-icvp/g3-yellow-fever-for-life',
)
export const CATALOGUE: readonly string[] = ['--catalogue', vectorFile('who-icvp/catalogue.json')]

/** The product of the yellow card does not exist, so that only this knows it. */
export const TERMINOLOGY: string = write(
  'terminology.json',
  JSON.stringify({
    type: 'pratique-terminology',
    products: [
      { id: 'utopiavax', name: 'Utopiavax', disease: 'yellow-fever', isPrequalified: true },
    ],
    entries: [
      {
        code: 'UtopiaFeverProduct0123456789abcdef0123456789abcdef',
        means: 'utopiavax',
        relation: 'exact',
        source: 'made up',
      },
    ],
  }),
)

/** What the certificates above state: none of it is in any output, unless it is asked for. */
export const STATED: readonly string[] = [
  'VECTOROVA',
  'Vectorova',
  'CORA',
  'Cora',
  '1985',
  '2025-12-15',
  '15 December',
  '2025',
  'EU/1/20/1528',
  'Comirnaty',
  'ORG-100030215',
  'EXERCISE/',
  'Ministry',
]

/** The first day after the dose on which it counts. */
const FROM = 14

const CLOCK = { plusTime: [{ var: 'external.validationClock' }, 0, 'day'] }

function dose(days: number): object {
  return { plusTime: [{ var: 'payload.v.0.dt' }, days, 'day'] }
}

/** A rule of Switzerland for vaccinations: when a dose counts. */
export function makeRule(days: { readonly until: number }, change = {}): object {
  const isBegun = { 'not-before': [CLOCK, dose(FROM)] }
  return {
    Identifier: 'VR-CH-0001',
    Type: 'Acceptance',
    Country: 'CH',
    Version: '1.0.0',
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '0.7.5',
    CertificateType: 'Vaccination',
    Description: [
      { lang: 'en', desc: 'The dose counts for a while, and not at once.' },
      { lang: 'de', desc: 'Die Dosis zählt eine Weile, und nicht sofort.' },
    ],
    ValidFrom: '2021-07-01T00:00:00Z',
    ValidTo: '2030-06-01T00:00:00Z',
    AffectedFields: ['v.0', 'v.0.dt'],
    Logic: { if: [{ var: 'payload.v.0' }, { and: [isBegun, isNotOver(days.until)] }, true] },
    ...change,
  }
}

/** Without a first day: the linter has something to note. */
export function makeBeginlessRule(): object {
  return makeRule({ until: 0 }, { Logic: { if: [{ var: 'payload.v.0' }, isNotOver(270), true] } })
}

function isNotOver(days: number): object {
  return { 'not-after': [CLOCK, dose(days)] }
}

/** Writes a file of rules, one or several. */
export function writeRules(name: string, ...rules: readonly object[]): string {
  return write(name, JSON.stringify(rules))
}

/** Runs a part of `pratique policy` in this process. */
export function policy(...args: readonly string[]): Promise<Ended> {
  return runHere(['policy', ...args])
}

/** The same, where it must come to this exit code and say nothing on standard error. */
export async function answered(exitCode: number, ...args: readonly string[]): Promise<string> {
  const ended = await policy(...args)
  assert.deepEqual({ exitCode: ended.exitCode, stderr: ended.stderr }, { exitCode, stderr: '' })
  return ended.stdout
}

/** The same, where it must be refused as wrong usage, with this code. */
export async function refused(code: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await policy(...args)
  assert.deepEqual({ exitCode, stdout }, { exitCode: 2, stdout: '' }, stderr)
  assert.ok(stderr.includes(`[${code}]`), stderr)
  return stderr
}

function text(name: string, file: string, id: string): string {
  const { text: content } = findRow(file, id)
  assert.ok(content !== undefined, id)
  return write(name, content)
}
