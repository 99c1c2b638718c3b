/**
 * Members are own members.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseJson } from './parse.ts'
import { isJsonObject, member, numberMember, stringMember } from './read.ts'

describe('isJsonObject', () => {
  for (const text of ['{}', '{"a":1}', '{"length":0}']) {
    test(`${text} is one`, () => assert.ok(isJsonObject(parseJson(text))))
  }
  for (const text of ['[]', 'null', '1', '"a"', 'true']) {
    test(`${text} is none`, () => assert.ok(!isJsonObject(parseJson(text))))
  }
  test('undefined is none', () => assert.ok(!isJsonObject(undefined)))
})

describe('members', () => {
  const object = parseJson('{"s":"a","n":1,"z":null,"__proto__":{"inherited":1}}')
  assert.ok(isJsonObject(object))

  test('are found by name', () => {
    assert.equal(member(object, 's'), 'a')
    assert.equal(member(object, 'z'), null)
    assert.deepEqual(member(object, '__proto__'), { inherited: 1 })
  })

  test('are never inherited', () => {
    for (const name of ['toString', 'constructor', 'inherited', 'hasOwnProperty']) {
      assert.equal(member(object, name), undefined)
    }
    assert.equal(member({}, '__proto__'), undefined)
    assert.equal(stringMember({}, '__proto__'), undefined)
  })

  test('of another type are as good as absent', () => {
    assert.equal(stringMember(object, 's'), 'a')
    assert.equal(stringMember(object, 'n'), undefined)
    assert.equal(stringMember(object, 'z'), undefined)
    assert.equal(numberMember(object, 'n'), 1)
    assert.equal(numberMember(object, 's'), undefined)
    assert.equal(numberMember(object, 'absent'), undefined)
  })
})
