/**
 * The policies that come with the program: each parses, is what its schema says, and answers its cases.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { createTerminology } from '../../terminology/terminology.ts'
import { parseCases } from './cases.ts'
import { parsePolicy } from './parse-policy.ts'
import { leavesOf } from './requirement.ts'
import { runCases } from './run-cases.ts'

const FOLDER = new URL('../../../../cli/data/policies/', import.meta.url)
const terminology = createTerminology()

const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.cases.json'))
  .map((name) => name.slice(0, -'.json'.length))

test('there are examples', () => assert.ok(names.length >= 5))

for (const name of names) {
  describe(name, () => {
    const policy = parsePolicy(read(`${name}.json`))
    const cases = parseCases(read(`${name}.cases.json`))

    test('is named as its file, and says "check before use"', () => {
      assert.equal(policy.id, name)
      assert.equal(cases.policy, name)
      assert.match(policy.note ?? '', /^Check before use/)
    })

    test('names products that are known', () => {
      const products = leavesOf(policy.requirement).flatMap((leaf) =>
        'vaccinated' in leaf ? (leaf.vaccinated.products ?? []) : [],
      )
      for (const product of products) assert.ok(terminology.products.has(product), product)
    })

    for (const each of runCases(policy, cases, terminology)) {
      test(each.name, () => assert.deepEqual(each.differences, []))
    }

    test('has cases for passed, failed and open', () => {
      const expected = new Set(cases.cases.map((each) => each.expect))
      for (const result of ['passed', 'failed', 'open'] as const) assert.ok(expected.has(result))
    })
  })
}

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

describe('the guide', () => {
  const guide = readFileSync(
    new URL('../../../../../docs/guide/policies.md', import.meta.url),
    'utf8',
  )
  const blocks = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, block = '']) => block)
  const of = (type: string) => blocks.filter((block) => block.includes(`"type": "${type}"`))
  const [written = ''] = of('pratique-policy')

  test('has a policy and cases that it meets', () => {
    const policy = parsePolicy(written)
    const [cases = ''] = of('pratique-policy-cases')
    const results = runCases(policy, parseCases(cases), terminology)
    assert.deepEqual(
      results.flatMap(({ differences }) => differences),
      [],
    )
    assert.equal(results.length, 2)
  })

  test('has parts that fit into it', () => {
    const whole: object = Object(JSON.parse(written))
    const parts = blocks.filter((block) => !block.includes('"type"'))
    assert.equal(parts.length, 2)
    for (const part of parts) parsePolicy(JSON.stringify({ ...whole, ...JSON.parse(part) }))
  })
})
