import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { toRefusal } from '../src/demonstration/demonstration.ts'

test('whoever tries the box is told to delete its folder for an old copy alone', () => {
  const refuse = (status: number, problem: object) => toRefusal(status, JSON.stringify(problem))
  const old = refuse(422, { code: 'usage.lists-restored', detail: 'its lists were closed' })
  assert.ok(old instanceof UsageError && old.code === 'usage.lists-restored')
  assert.match(old.message, /delete its folder/)
  const detail = 'the signer’s certificate is not in force'
  const early = refuse(422, { code: 'usage.issuer', detail })
  assert.ok(early instanceof UsageError && early.code === 'usage.issuer')
  assert.equal(early.message, detail)
  for (const problem of [{ code: 'request.key' }, { title: 'A fault of the server' }]) {
    const bug = refuse(500, problem)
    assert.ok(!(bug instanceof UsageError))
    assert.doesNotMatch(bug.message, /delete/)
  }
})
