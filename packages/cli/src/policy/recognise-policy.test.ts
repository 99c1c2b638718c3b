import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { UsageError } from 'pratique/errors'
import { readPolicyFile } from './policy-file.ts'
import { recognisePolicy } from './recognise-policy.ts'

const RULE = '{"Identifier":"GR-AT-0000","Logic":{"===":[1.0,1]}}'
const OTHER = '{"Identifier":"VR-AT-0001","Logic":true}'
const EU_SET = {
  valueSetId: 'disease-agent-targeted',
  valueSetDate: '2021-04-27',
  valueSetValues: { '840539006': { display: 'COVID-19', lang: 'en', active: true } },
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function recognise(text: string) {
  const { bytes, ...rest } = recognisePolicy(bytesOf(text))
  return { ...rest, text: new TextDecoder().decode(bytes) }
}

describe('what a file of entry rules is, is told by its content', () => {
  const asItCame: readonly (readonly [string, string, object])[] = [
    ['an array of rules', `[${RULE}, ${OTHER}]\n`, { kind: 'eu-rules' }],
    ['value sets', '{"a":["1","2"],"b":[]}', { kind: 'eu-value-sets' }],
    ['a policy', '{ "type": "pratique-policy" }', { kind: 'pratique-policy' }],
    [
      'a value set of the EU, with its date',
      JSON.stringify(EU_SET, undefined, 2),
      { kind: 'eu-value-sets', asOf: 1_619_481_600 },
    ],
    ['several of the EU', JSON.stringify([EU_SET]), { kind: 'eu-value-sets' }],
    [
      'those of a larger object',
      JSON.stringify({ valueSets: { a: ['1'] }, payloads: {} }),
      { kind: 'eu-value-sets' },
    ],
    [
      'one with a date that no calendar has',
      JSON.stringify({ ...EU_SET, valueSetDate: '2021-02-30' }),
      { kind: 'eu-value-sets' },
    ],
    [
      'one with a date of another form',
      JSON.stringify({ ...EU_SET, valueSetDate: 'April' }),
      { kind: 'eu-value-sets' },
    ],
  ]
  for (const [name, text, expected] of asItCame) {
    test(`${name}, as it came`, () => {
      assert.deepEqual(recognise(text), { ...expected, text })
    })
  }

  test('rules in lines become an array of the same texts, however the lines end', () => {
    const text = `[\n${RULE},\n${OTHER}\n]\n`
    for (const lines of [
      `${RULE}\n${OTHER}`,
      `${RULE}\r\n\r\n${OTHER}\r\n`,
      `\ufeff${RULE}\n  ${OTHER} \n\n`,
    ]) {
      assert.deepEqual(recognise(lines), { kind: 'eu-rules', text })
    }
    assert.deepEqual(recognise(text), { kind: 'eu-rules', text })
  })

  test('so do value sets', () => {
    const text = `[\n${JSON.stringify(EU_SET)},\n{"a":["1"]}\n]\n`
    const lines = `${JSON.stringify(EU_SET)}\n{"a":["1"]}\n`
    assert.deepEqual(recognise(lines), { kind: 'eu-value-sets', text })
  })

  test('what is recognised is read as the same', () => {
    for (const text of [`${RULE}\n${OTHER}`, RULE, JSON.stringify([EU_SET]), '{"a":["1"]}']) {
      const { kind, bytes } = recognisePolicy(bytesOf(text))
      assert.equal(readPolicyFile(bytes).kind, kind)
    }
  })

  test('one rule is an array of one, on one line or on several', () => {
    assert.equal(recognise(`${RULE}\n`).text, `[\n${RULE}\n]\n`)
    const long = JSON.stringify(JSON.parse(RULE), undefined, 2)
    assert.equal(recognise(long).text, `[\n${long}\n]\n`)
  })
})

describe('what is none of them is refused, with words', () => {
  const rows: readonly (readonly [string, string, RegExp])[] = [
    [
      'text',
      'HC1:',
      /^not JSON: expected rules of the EU .*, value sets, or a policy of Pratique$/,
    ],
    ['nothing', ' \n', /holds no rules/],
    ['no rules', '[]', /holds no rules/],
    ['another array', '[1]', /^number 1 of the array is no rule/],
    ['a rule without logic', `[${RULE},{"Identifier":"x"}]`, /^number 2 of the array is no rule/],
    ['lines of something else', `${RULE}\n\n{"id":"x"}`, /^line 3 is no rule/],
    ['a line that is cut', `${RULE}\n${OTHER.slice(0, -1)}`, /^line 2 is no JSON/],
    ['a name twice', '{"a":["1"],"a":[]}', /^duplicate member name: expected/],
    ['an empty object', '{}', /^expected rules of the EU/],
    ['another object', '{"keys":[{"kty":"EC"}]}', /^expected rules of the EU/],
    ['sets of numbers', '{"a":[1]}', /^expected rules of the EU/],
    ['a policy of others', '{"type":"policy"}', /^expected rules of the EU/],
    ['a text', '"pratique-policy"', /^expected rules of the EU/],
  ]
  for (const [name, text, words] of rows) {
    test(name, () => {
      assert.throws(
        () => recognise(text),
        (error) => {
          assert.ok(error instanceof UsageError && error.code === 'usage.policy-file')
          assert.match(error.message, words)
          return true
        },
      )
    })
  }

  test('what is no UTF-8', () => {
    const bytes = new Uint8Array([...bytesOf(`${RULE}\n`), 0xff])
    assert.throws(() => recognisePolicy(bytes), { code: 'usage.policy-file' })
  })
})
