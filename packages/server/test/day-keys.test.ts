import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDayKeys } from '../src/batches/day-keys.ts'

const DAY = 86_400

test('each day has a key of its own, which processes share', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-keys-'))
  const [one, other] = [createDayKeys(folder), createDayKeys(folder)]
  const now = Date.UTC(2026, 10, 22, 12) / 1000
  const [first, second] = [one.keyOf(now), other.keyOf(now + 3600)]
  assert.deepEqual(first, second)
  const next = one.keyOf(now + DAY)
  assert.notEqual(next.id, first.id)
  assert.notDeepEqual(next.key, first.key)
  one.destroy(now + 2 * DAY)
  assert.deepEqual([other.find(first.id), other.find(next.id)], [undefined, next.key])
  other.destroy(now + 2 * DAY)
  // In a copy that was put back by hand.
  chmodSync(join(folder, 'batch-keys', next.id), 0o644)
  assert.throws(() => createDayKeys(folder), { code: 'usage.key-file' })
  rmSync(folder, { recursive: true })
})
