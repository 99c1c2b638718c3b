import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HEALTH_USAGES, usagesOf } from './health-usages.ts'

const SERVER = '1.3.6.1.5.5.7.3.1'

test('a key is restricted to what either identifier of a usage names, and to nothing by others', () => {
  for (const { usage, oid, variant } of HEALTH_USAGES) {
    assert.deepEqual(usagesOf({ extendedKeyUsages: [SERVER, oid] }), [usage])
    assert.deepEqual(usagesOf({ extendedKeyUsages: [variant] }), [usage])
    assert.deepEqual(usagesOf({ extendedKeyUsages: [variant, oid] }), [usage])
  }
  const all = HEALTH_USAGES.map(({ oid }) => oid).toReversed()
  assert.deepEqual(usagesOf({ extendedKeyUsages: all }), ['vaccination', 'test', 'recovery'])
  assert.deepEqual(usagesOf({ extendedKeyUsages: [SERVER] }), [])
  assert.deepEqual(usagesOf({}), [])
})
