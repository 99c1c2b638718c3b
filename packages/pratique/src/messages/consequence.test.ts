import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { CHECK_CODES, type CheckCode } from '../codes.ts'
import type { ExitCode } from '../outcome.ts'
import { consequenceOf } from './consequence.ts'

const SOURCES = resolve(import.meta.dirname, '..')

describe('consequenceOf', () => {
  it('follows the lines of DESIGN §4', () => {
    const expected: readonly (readonly [CheckCode, ExitCode | undefined])[] = [
      ['format.unsupported', 30],
      ['format.base45', 12],
      ['format.chunk-missing', 22],
      ['format.key', undefined],
      ['signer.unknown', 13],
      ['signer.list-missing', 20],
      ['signature.invalid', 12],
      ['signature.no-key', undefined],
      ['signature.unsupported-key', 20],
      ['key-usage.weak-key', 13],
      ['revocation.revoked', 14],
      ['validity.expired', 15],
      ['validity.clock', 23],
      ['content.no-fact', 22],
      ['holder.mismatch', 11],
      ['policy.unknown', 21],
      ['policy.more-needed', 10],
      ['policy.not-met', 11],
    ]
    for (const [code, exitCode] of expected) {
      assert.equal(consequenceOf(code)?.exitCode, exitCode, code)
    }
  })

  it('never leads to a certificate that passes', () => {
    for (const code of CHECK_CODES) {
      assert.doesNotMatch(consequenceOf(code)?.verdict ?? '', /^(accepted|genuine|specimen)$/, code)
    }
  })

  it('gives each code the status that the verification gives it', () => {
    let found = 0
    for (const { status, code } of listStatuses()) {
      const consequence = CHECK_CODES.find((each) => each === code)
      if (consequence === undefined) continue
      found++
      // A code that never decides may come with any status.
      const expected = consequenceOf(consequence)?.status ?? status
      assert.equal(status, expected, code)
    }
    assert.ok(found > 20, `only ${found} places found`)
  })
})

/** What the sources say, as in `failed('signer', 'signer.unknown')`. */
function listStatuses(): { readonly status: string; readonly code: string }[] {
  const call = /\b(failed|indeterminate)\(\s*'[a-z-]+',\s*'([a-z.-]+)'/g
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(SOURCES, name), 'utf8').matchAll(call)])
    .map(([, status = '', code = '']) => ({ status, code }))
}
