import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openFile, readBundleFile } from 'pratique/bundle'
import { FRAMEWORKS } from 'pratique/verify'
import { readSpecimens, readStarter, STARTER_NETWORKS } from '../src/built-in.ts'

describe('the starter bundle', () => {
  const file = readBundleFile(readStarter())

  test('has of networks that it is not asked for nothing but the specimens’ keys', () => {
    const specimens = new Set(readSpecimens().records.map(({ keyId }) => keyId))
    for (const framework of FRAMEWORKS.filter((each) => !STARTER_NETWORKS.has(each))) {
      const { shelves, carried } = openFile(file, { frameworks: [framework] })
      const records = shelves.flatMap((shelf) => shelf.all())
      assert.deepEqual(
        records.filter(({ keyId }) => !specimens.has(keyId)),
        [],
        framework,
      )
      assert.equal(carried.length, 0)
    }
  })

  test('has keys of every network that it is asked for', () => {
    for (const framework of STARTER_NETWORKS) {
      const { shelves } = openFile(file, { frameworks: [framework] })
      const records = shelves.flatMap((shelf) => shelf.all())
      assert.ok(
        records.some(({ environment }) => environment === 'production'),
        framework,
      )
    }
  })
})
