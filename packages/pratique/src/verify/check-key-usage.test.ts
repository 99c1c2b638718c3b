import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Usage } from '../model/format.ts'
import type { TrustedKey } from '../trust/store.ts'
import { checkKeyUsage } from './check-key-usage.ts'

const KEY: TrustedKey = {
  key: { spki: new Uint8Array(1), kind: 'P-256' },
  records: [],
  isSpecimen: false,
  isWithdrawn: false,
  algorithms: ['ES256'],
  remarks: [],
}

function codeFor(allowed: readonly Usage[] | undefined, stated?: readonly Usage[]): string {
  const { status, code } = checkKeyUsage({ ...KEY, ...(allowed && { usages: allowed }) }, stated)
  return code ?? status
}

describe('checkKeyUsage', () => {
  test('a key without restriction signs anything', () => {
    assert.equal(codeFor(undefined, ['vaccination', 'test', 'other']), 'passed')
    assert.equal(codeFor(undefined, []), 'passed')
  })

  test('a restricted key signs what it may, and all of it', () => {
    assert.equal(codeFor(['test'], ['test']), 'passed')
    // What states nothing is the content check's to refuse.
    assert.equal(codeFor(['test'], []), 'passed')
    for (const stated of [['vaccination'], ['test', 'vaccination'], ['test', 'other']] as const) {
      assert.equal(codeFor(['test'], stated), 'key-usage.not-allowed', stated.join())
    }
  })

  test('a key that may sign nothing signs nothing', () => {
    assert.equal(codeFor([], ['test']), 'key-usage.not-allowed')
    assert.equal(codeFor([], []), 'key-usage.not-allowed')
  })

  test('where the content cannot be read, only the key itself counts', () => {
    assert.equal(codeFor(['test'], undefined), 'passed')
    assert.equal(checkKeyUsage({ ...KEY, isWithdrawn: true }).code, 'key-usage.withdrawn')
  })

  test('RSA under 2,048 bits is too weak', () => {
    const rsa = (modulusBits: number) =>
      checkKeyUsage({ ...KEY, key: { spki: new Uint8Array(1), kind: 'RSA', modulusBits } }, [
        'test',
      ])
    assert.equal(rsa(2047).code, 'key-usage.weak-key')
    assert.equal(rsa(2048).status, 'passed')
  })
})
