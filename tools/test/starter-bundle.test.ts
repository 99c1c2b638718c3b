import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { digestOf, readBundleFile, readRecords } from '../../packages/pratique/src/bundle.ts'
import { importRecords } from '../../packages/pratique/src/trust.ts'
import { makeStarterBundle, STARTER_FILE } from '../making/starter-bundle.ts'

const CORPUS = new URL('../../../shared/corpus/', import.meta.url)
const skip = existsSync(new URL('trust/vci-snapshot.json', CORPUS)) ? false : 'no corpus here'

const STARTER = readBundleFile(new Uint8Array(readFileSync(STARTER_FILE)))

describe('the starter bundle', () => {
  test('holds what may be carried, and nothing else', () => {
    const records = readRecords(STARTER)
    const ofHcert = records.filter(({ framework }) => framework === 'hcert')
    assert.ok(ofHcert.every(({ environment, issuer }) => environment === 'test' && issuer === 'UT'))
    assert.ok(records.every(({ framework }) => framework !== 'vds-nc' && framework !== 'divoc'))
    const cards = records.filter(
      ({ framework, environment }) =>
        framework === 'smart-health-card' && environment === 'production',
    )
    assert.ok(cards.length > 800)
    assert.ok(cards.every(({ evidence, list }) => evidence === 'directory' && list !== undefined))
    assert.deepEqual(
      STARTER.manifest.sources.map(({ name }) => name),
      ['nz', 'vci'],
    )
  })

  test('holds no exercise, and no key of one', () => {
    const exercises = new URL('../../vectors/exercise/trust.json', import.meta.url)
    const { records } = importRecords(JSON.parse(readFileSync(exercises, 'utf8')))
    const keys = new Set(records.map(({ key }) => Buffer.from(key.spki).toString('hex')))
    for (const { environment, key } of readRecords(STARTER)) {
      assert.notEqual(environment, 'exercise')
      assert.equal(keys.has(Buffer.from(key.spki).toString('hex')), false)
    }
  })

  test('says how old the directory is', () => {
    const cards = STARTER.manifest.networks.find(
      ({ framework }) => framework === 'smart-health-card',
    )
    // The specimens’ list of that network is nobody’s, and not signed.
    assert.equal(cards?.asOf, Date.parse('2026-08-22T04:43:50Z') / 1000)
  })

  test('is made of its sources again, the same', { skip }, async () => {
    const made = await makeStarterBundle((path) => readFileSync(new URL(path, CORPUS)))
    assert.equal(digestOf(readBundleFile(made)), digestOf(STARTER))
  })
})
