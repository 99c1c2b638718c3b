/**
 * What entry rules must pass before they are published: no error of the linter, and cases that all come
 * out as expected.
 *
 * @module
 */

import type { CarriedPolicy } from 'pratique/bundle'
import { joinValueSets, NO_VALUE_SETS, type ValueSets } from 'pratique/policy'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { type FileFinding, lintFile } from './lint-file.ts'
import { readValueSetFile } from './policy-file.ts'
import type { CaseDifference } from './rule-cases.ts'
import { testFile } from './test-file.ts'

/** A file to be published: how it was given, and what it is. */
export interface Candidate {
  readonly path: string
  readonly policy: CarriedPolicy
}

/** What it came to. */
export interface Trial {
  readonly file: string
  readonly cases: number
  readonly failed: readonly CaseDifference[]
  readonly errors: readonly FileFinding[]
}

export interface TrialOptions {
  /** All that the bundle will carry. */
  readonly carried: readonly CarriedPolicy[]
  /** Values of `--value-sets`. */
  readonly valueSetFiles: readonly string[]
  readonly now: number
  readonly io: Io
}

/**
 * Tries candidates. Value sets say nothing by themselves, and need no cases.
 *
 * @throws {UsageError} `usage.file-missing` if there are no cases, and the codes of files
 */
export function tryAll(candidates: readonly Candidate[], options: TrialOptions): readonly Trial[] {
  const valueSets = setsOf(options)
  const { now, io, valueSetFiles } = options
  const hasSets = Object.keys(valueSets.codes).length > 0
  const given = candidates.filter(({ policy }) => policy.kind === 'eu-value-sets')
  const files = [...given.map(({ path }) => path), ...valueSetFiles]
  return candidates
    .filter(({ policy }) => policy.kind !== 'eu-value-sets')
    .map(({ path }): Trial => {
      const { findings } = lintFile(path, { ...(hasSets && { valueSets }), known: {}, now, io })
      const { cases, failed } = testFile(path, undefined, files)
      const errors = findings.filter(({ severity }) => severity === 'error')
      return { file: path, cases, failed, errors }
    })
}

/** Verifiers will have the sets of this very bundle. */
function setsOf({ carried, valueSetFiles }: TrialOptions): ValueSets {
  const ofBundle = carried
    .filter(({ kind }) => kind === 'eu-value-sets')
    .map(({ name, bytes }) => named(name, 'usage.policy-file', () => readValueSetFile(bytes)))
  const given = valueSetFiles.map((path) => {
    const bytes = readFileBytes(path)
    return named(path, 'usage.policy-file', () => readValueSetFile(bytes))
  })
  return joinValueSets([...given, ...ofBundle]) ?? NO_VALUE_SETS
}
