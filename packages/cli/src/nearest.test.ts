import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { suggest } from './nearest.ts'

const NAMES = ['verify', 'read', 'demo', 'conformance', 'help']

describe('suggest', () => {
  const cases: readonly (readonly [typed: string, name: string | undefined])[] = [
    ['verify', 'verify'],
    ['verfy', 'verify'],
    ['vreify', 'verify'],
    ['VERIFY', 'verify'],
    ['hepl', 'help'],
    ['raed', 'read'],
    ['conformence', 'conformance'],
    ['issue', undefined],
    ['', undefined],
    ['x', undefined],
    ['v'.repeat(100), undefined],
  ]
  for (const [typed, name] of cases) {
    it(`"${typed.slice(0, 20)}"`, () => assert.equal(suggest(typed, NAMES), name))
  }
})
