import assert from 'node:assert/strict'
import { it } from 'node:test'
import { toContext } from './checker.ts'

it('asks for no entry rules where only the certificate is to be looked at', () => {
  assert.deepEqual(toContext({ kind: 'genuine-only' }, 5), { now: 5 })
})

it('asks for those of now where no arrival is given', () => {
  const policy = { destination: 'CH', at: 5 }
  assert.deepEqual(toContext({ kind: 'entry', destination: 'CH' }, 5), { now: 5, policy })
})

it('asks for those of the arrival, and of the purpose', () => {
  const policy = { destination: 'SA', at: 7, until: 9, purpose: 'pilgrimage' }
  assert.deepEqual(toContext({ kind: 'entry', ...policy }, 5), { now: 5, policy })
})
