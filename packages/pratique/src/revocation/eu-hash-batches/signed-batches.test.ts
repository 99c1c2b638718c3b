import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COUNTRY, makeCertificate, makeKeys } from '../../../test/make-certificate.ts'
import { makeCms } from '../../../test/make-cms.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import type { JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { readSignedHashBatches } from './signed-batches.ts'

const HASH = Buffer.alloc(16, 1).toString('base64')
const BATCH = {
  country: 'UT',
  expires: '2027-01-05T08:00:00.000Z',
  kid: 'UNKNOWN_KID',
  hashType: 'UCI',
  entries: [{ hash: HASH }],
}
const UPLOADER = uploader('UT')
const OTHER = uploader('UT')
const FOREIGN = uploader('XE')

test('batches are the content of a message', async () => {
  const { lists, dropped } = await readSignedHashBatches(message(BATCH), { crypto })
  assert.deepEqual(dropped, [])
  assert.deepEqual(
    lists.map((list) => [list.issuer, list.isRevoked(HASH, 0)]),
    [['UT', true]],
  )
})

test('a pinned upload certificate has signed them', async () => {
  const uploaders = [OTHER.der, UPLOADER.der]
  const { lists } = await readSignedHashBatches(message(BATCH), { crypto, uploaders })
  assert.equal(lists.length, 1)
})

test('signed by nobody who is pinned, they are refused', async () => {
  const refused = { code: 'usage.trust-file' }
  const pinned = (der: Bytes, ...uploaders: Bytes[]) =>
    readSignedHashBatches(der, { crypto, uploaders })
  await assert.rejects(pinned(message(BATCH)), refused)
  await assert.rejects(pinned(message(BATCH), OTHER.der), refused)
  await assert.rejects(pinned(message(BATCH, OTHER), UPLOADER.der), refused)
  await assert.rejects(pinned(message(BATCH), UPLOADER.der, new Uint8Array()), refused)
  const unsigned = makeCms({ content: toBytes(BATCH) })
  await assert.rejects(pinned(unsigned, UPLOADER.der), refused)
  const changed = message(BATCH).map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte))
  await assert.rejects(pinned(changed, UPLOADER.der), refused)
})

test('a country speaks for itself alone', async () => {
  const refused = { code: 'usage.trust-file', message: /another country/ }
  const uploaders = [UPLOADER.der, FOREIGN.der]
  const read = (batches: JsonValue, by: typeof UPLOADER) =>
    readSignedHashBatches(message(batches, by), { crypto, uploaders })
  await assert.rejects(read(BATCH, FOREIGN), refused)
  await assert.rejects(read([BATCH, { ...BATCH, country: 'XE' }], UPLOADER), refused)
  assert.equal((await read({ ...BATCH, country: 'XE' }, FOREIGN)).lists.length, 1)
})

test('what is no message, or has no batches, is refused', async () => {
  const detached = makeCms({ isDetached: true, content: toBytes(BATCH) })
  for (const der of [new Uint8Array(), detached, message({}), message('text')]) {
    await assert.rejects(readSignedHashBatches(der, { crypto }), { code: /^format\./ })
  }
})

test('any content, and any bytes, are read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.jsonValue(), async (bytes, json) => {
      const content = new Uint8Array(bytes)
      const messages = [content, makeCms({ content }), makeCms({ content: toBytes(json) })]
      for (const der of messages) {
        try {
          await readSignedHashBatches(der, { crypto })
        } catch (error) {
          assert.ok(error instanceof FormatError)
        }
      }
    }),
    { numRuns: 200 },
  )
})

function uploader(country: string) {
  const keys = makeKeys()
  const der = makeCertificate({ keys, subject: [[COUNTRY, country]] })
  return { der, key: keys.privateKey }
}

function message(batches: JsonValue, { der, key } = UPLOADER): Bytes {
  return makeCms({ content: toBytes(batches), signers: [{ certificate: der, key }] })
}

function toBytes(value: unknown): Bytes {
  return new TextEncoder().encode(JSON.stringify(value))
}
