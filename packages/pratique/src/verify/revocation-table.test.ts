import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  findRevocationRow,
  REVOCATION_TABLE,
  type RevocationFacts,
  STANDINGS,
} from './revocation-table.ts'

/**
 * DESIGN §9 as it is written there, a line a row. Facts that are not named may be any; the first line
 * that fits decides.
 */
const LINES: readonly (readonly [string, Partial<RevocationFacts>, string, string?])[] = [
  // listed → failed (14)
  ['listed', { isListed: true }, 'failed revocation.revoked'],
  // a certificate of a token issuer without a token that lives longer than 14 days → failed
  ['without the token that it must have', { lacksToken: true }, 'failed revocation.no-token'],
  // issuer declares none → not applicable, with the remark that it publishes none
  [
    'none declared, none here',
    { isDeclared: false, standing: 'absent' },
    'not-applicable',
    'revocation.none-published',
  ],
  // A certificate without identifier cannot be listed.
  ['nothing to look up', { hasId: false }, 'not-applicable'],
  // covered, not listed, list within its age → passed
  ['not listed', { standing: 'good' }, 'passed'],
  ['not listed in the parts that are here', { standing: 'parts' }, 'passed', 'revocation.parts'],
  // declared list absent, too old, unreadable or with a gap → indeterminate (20)
  [
    'declared and absent',
    { isDeclared: true, standing: 'absent' },
    'indeterminate revocation.list-missing',
  ],
  [
    'declared and too old',
    { isDeclared: true, standing: 'too-old' },
    'indeterminate revocation.list-stale',
  ],
  [
    'declared and with a gap',
    { isDeclared: true, standing: 'gap' },
    'indeterminate revocation.list-gap',
  ],
  // A list that somebody gave, of an issuer that declares none, counts for what it is.
  ['not declared, too old', { standing: 'too-old' }, 'passed', 'revocation.list-old'],
  ['not declared, with a gap', { standing: 'gap' }, 'passed', 'revocation.incomplete'],
  // outside coverage → indeterminate, unless issued after the date of a fresh list
  [
    'outside coverage, issued after the date of a fresh list',
    { standing: 'issued-later' },
    'passed',
  ],
  ['outside coverage', { standing: 'outside' }, 'indeterminate revocation.not-covered'],
]

const ALL = [...allFacts()]

describe('the answer that follows from revocation lists', () => {
  for (const [name, given, answer, remark] of LINES) {
    test(name, () => {
      const decided = ALL.filter((facts) => lineOf(facts)?.[0] === name)
      assert.ok(decided.length > 0)
      for (const facts of decided) {
        assert.ok(isLike(facts, given))
        const row = findRevocationRow(facts)
        assert.equal(row.name, name)
        assert.equal([row.check.status, row.check.code ?? []].flat().join(' '), answer)
        assert.equal(row.remark, remark)
        assert.equal(row.check.check, 'revocation')
      }
    })
  }

  test('has a line for everything, and no row besides', () => {
    for (const facts of ALL) assert.ok(lineOf(facts))
    const names = LINES.map(([name]) => name)
    assert.deepEqual(REVOCATION_TABLE.map(({ name }) => name).sort(), names.sort())
  })

  test('is never better for an issuer that declares lists', () => {
    for (const facts of ALL.filter(({ isDeclared }) => isDeclared)) {
      const declared = findRevocationRow(facts).check.status
      const other = findRevocationRow({ ...facts, isDeclared: false, lacksToken: false }).check
        .status
      if (declared === 'passed') assert.equal(other, 'passed')
    }
  })
})

function lineOf(facts: RevocationFacts): (typeof LINES)[number] | undefined {
  return LINES.find(([, given]) => isLike(facts, given))
}

function isLike(facts: RevocationFacts, given: Partial<RevocationFacts>): boolean {
  return Object.entries({ ...facts, ...given }).every(
    ([name, value]) => Object.entries(facts).find(([each]) => each === name)?.[1] === value,
  )
}

function* allFacts(): Generator<RevocationFacts> {
  for (const standing of STANDINGS) {
    for (const isListed of [true, false]) {
      for (const isDeclared of [true, false]) {
        for (const hasId of [true, false]) {
          for (const lacksToken of [true, false]) {
            // What is not here lists nobody, nor does it list what has no name.
            if (isListed && (standing === 'absent' || !hasId)) continue
            // A token is a name; and only who declares lists of tokens asks for one.
            if (lacksToken && (hasId || !isDeclared)) continue
            yield { isListed, isDeclared, hasId, lacksToken, standing }
          }
        }
      }
    }
  }
}
