import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FormatError } from '../../errors.ts'
import type { JsonValue } from '../../json/value.ts'
import type { RevocationList } from '../list.ts'
import { readCardRevocationList } from './crl.ts'

/** Beside the repository; other machines do not have it. */
const SNAPSHOT = new URL('../../../../../../shared/corpus/trust/vci-snapshot.json', import.meta.url)

const ISSUER = 'https://issuer.pratique.example'
const LIST = { kid: 'a-key', method: 'rid', ctr: 3, rids: ['plain', 'dated.1640995200'] }

describe('an entry', () => {
  test('without a time revokes every card of its identifier', () => {
    const list = read(LIST)
    for (const issuedAt of [Number.MIN_SAFE_INTEGER, 0, 1640995200, Number.MAX_SAFE_INTEGER]) {
      assert.equal(list.isRevoked('plain', issuedAt), true)
    }
  })

  test('with a time revokes the cards issued before it, and none from it on', () => {
    const list = read(LIST)
    const issued = [0, 1640995199, 1640995199.5, 1640995200, 1640995200.5, 1700000000]
    assert.deepEqual(
      issued.map((issuedAt) => list.isRevoked('dated', issuedAt)),
      [true, true, true, false, false, false],
    )
  })

  test('means its own identifier, to the letter', () => {
    const list = read(LIST)
    for (const rid of [
      'Plain',
      'plai',
      'plainer',
      'plain.1',
      'dated.1640995200',
      '',
      '__proto__',
    ]) {
      assert.equal(list.isRevoked(rid, 0), false)
    }
  })

  test('given twice revokes as much as either says, and is a slip', () => {
    for (const rids of [
      ['a.100', 'a.200'],
      ['a.200', 'a.100'],
    ]) {
      const list = read({ ...LIST, rids })
      assert.deepEqual([list.isRevoked('a', 199), list.isRevoked('a', 200)], [true, false])
      assert.deepEqual([list.isComplete, list.hasSlips], [true, true])
    }
    assert.equal(read({ ...LIST, rids: ['a', 'a.100'] }).isRevoked('a', 1e12), true)
    assert.equal(read({ ...LIST, rids: ['a.100', 'a'] }).isRevoked('a', 1e12), true)
  })
})

describe('a list', () => {
  test('names its issuer and key', () => {
    const { framework, issuer, keyId, isComplete } = read(LIST)
    assert.deepEqual(
      { framework, issuer, keyId, isComplete },
      { framework: 'smart-health-card', issuer: ISSUER, keyId: 'a-key', isComplete: true },
    )
  })

  test('with a fault that may hide a card is not complete, and what can be read of it counts', () => {
    const faults: readonly JsonValue[] = [
      { ...LIST, rids: [...LIST.rids, 7] },
      { ...LIST, rids: [...LIST.rids, null] },
      { ...LIST, rids: [...LIST.rids, ''] },
      { ...LIST, rids: [...LIST.rids, 'with space'] },
      { ...LIST, rids: [...LIST.rids, 'a.'] },
      { ...LIST, rids: [...LIST.rids, 'a.1.5'] },
      { ...LIST, rids: [...LIST.rids, 'a.-1'] },
      { ...LIST, rids: [...LIST.rids, `${'a'.repeat(25)} `] },
    ]
    for (const fault of faults) {
      const list = read(fault)
      assert.equal(list.isComplete, false)
      assert.equal(list.isRevoked('plain', 0), true)
    }
  })

  test('with a slip that can hide none is complete', () => {
    const slips: readonly JsonValue[] = [
      { ...LIST, rids: [...LIST.rids, 'a'.repeat(25)] },
      { ...LIST, rids: [...LIST.rids, `${'a'.repeat(30)}.1640995200`] },
      { ...LIST, method: 'other' },
      { kid: 'a-key', ctr: 3, rids: LIST.rids },
    ]
    for (const slip of slips) {
      const list = read(slip)
      assert.deepEqual([list.isComplete, list.hasSlips], [true, true])
      assert.equal(list.isRevoked('plain', 0), true)
    }
    assert.equal(read(LIST).hasSlips, undefined)
  })

  test('is held against the version that its key announces', () => {
    const ageOf = (ctr: JsonValue, version?: number) => {
      const { isComplete, isSuperseded = false, hasSlips = false } = read({ ...LIST, ctr }, version)
      return [isComplete, isSuperseded, hasSlips]
    }
    for (const ctr of [3, '3']) assert.deepEqual(ageOf(ctr, 3), [true, false, false])
    for (const ctr of [2, '2', 0, -1, 2.5]) assert.deepEqual(ageOf(ctr, 3), [true, true, false])
    // Newer than the keys: they are what should be loaded again.
    for (const ctr of [4, '4', 1e300]) assert.deepEqual(ageOf(ctr, 3), [true, false, true])
    for (const ctr of ['three', '', ' 2', null, { toString: '' }]) {
      assert.deepEqual(ageOf(ctr, 3), [false, false, false])
      assert.deepEqual(ageOf(ctr), [true, false, false])
    }
  })

  test('may be empty', () => {
    const list = read({ ...LIST, rids: [] })
    assert.deepEqual([list.isComplete, list.isRevoked('plain', 0)], [true, false])
  })

  test('without a key or identifiers is refused', () => {
    const others: readonly JsonValue[] = [
      null,
      [],
      'text',
      {},
      { ...LIST, kid: 1 },
      { ...LIST, rids: 'plain' },
      { ...LIST, rids: {} },
    ]
    for (const other of others) assert.throws(() => read(other), { code: 'format.json' })
  })

  test('of any JSON is read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (kid, rids, ctr) => {
        const all = [kid, { kid, rids, ctr }, { ...LIST, rids: [rids] }, { ...LIST, ctr }]
        for (const list of all) {
          try {
            read(JSON.parse(JSON.stringify(list))).isRevoked('plain', 0)
          } catch (error) {
            assert.ok(error instanceof FormatError)
          }
        }
      }),
    )
  })
})

test('the lists of the VCI snapshot are complete', (context) => {
  if (!existsSync(SNAPSHOT)) {
    context.skip('no corpus beside the repository')
    return
  }
  const { issuerInfo }: Snapshot = JSON.parse(readFileSync(SNAPSHOT, 'utf8'))
  const lists = issuerInfo.flatMap(({ crls = [] }) => crls)
  let revoked = 0
  for (const json of lists) {
    const list = read(json)
    assert.equal(list.isComplete, true)
    for (const entry of json.rids) {
      const [rid = '', before = '1'] = entry.split('.')
      assert.equal(list.isRevoked(rid, Number(before) - 1), true)
      revoked++
    }
  }
  assert.ok(revoked > 1000)
  context.diagnostic(`${lists.length} lists, ${revoked} identifiers`)
})

interface Snapshot {
  readonly issuerInfo: readonly {
    readonly crls?: readonly { readonly kid: string; readonly rids: readonly string[] }[]
  }[]
}

function read(list: JsonValue, version?: number): RevocationList {
  const options = { issuer: ISSUER, ...(version !== undefined && { version }) }
  return readCardRevocationList(list, options)
}
