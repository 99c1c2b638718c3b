/**
 * The suite in a browser: it loads the library's own sources, runs every vector, and answers with
 * what came of them.
 *
 * @module
 */

import * as codecs from '../../src/codecs.ts'
import * as revocation from '../../src/revocation.ts'
import * as links from '../../src/smart-health-link.ts'
import * as trust from '../../src/trust.ts'
import * as verify from '../../src/verify.ts'
import * as icvp from '../../src/who-icvp.ts'
import { ALL_FORMATS } from './all-formats.ts'
import { registerVectors, type Vectors } from './suite.ts'

/** What came of the vectors in another runtime, as data. */
export interface RunReport {
  readonly count: number
  readonly failures: readonly { readonly name: string; readonly message: string }[]
  /** The verifications, by row. */
  readonly results: readonly (readonly [string, unknown])[]
}

/** Runs all vectors, one after the other. */
export async function runAll(vectors: Vectors): Promise<RunReport> {
  const bodies: { readonly name: string; readonly body: () => Promise<void> | void }[] = []
  const runner = {
    test: (name: string, body: () => Promise<void> | void) => bodies.push({ name, body }),
    equal,
  }
  const library = { formats: ALL_FORMATS, codecs, trust, revocation, verify, icvp, links }
  const { results, count } = registerVectors(runner, library, vectors, verify.webCrypto)
  const failures: { name: string; message: string }[] = []
  for (const { name, body } of bodies) {
    try {
      await body()
    } catch (error) {
      failures.push({ name, message: String(error) })
    }
  }
  return { count, failures, results: [...results] }
}

/** Values of the suite are plain data: equal if they are written equally. */
function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [canonical(actual), canonical(expected)]
  if (a !== b) throw new Error(`${a} is not ${b}`)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
