import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  makeKeys,
} from '../../../test/make-certificate.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { importEuEntries, importEuList } from './eu-list.ts'

const KEYS = makeKeys()
const DER = makeCertificate({
  keys: KEYS,
  subject: [
    [COUNTRY, 'XU'],
    [COMMON_NAME, 'DSC 1'],
  ],
  extensions: [extendedKeyUsage('1.3.6.1.4.1.1847.2021.1.1')],
})
const SIGNATURE_LINE = 'A'.repeat(86)

describe('an EU-style list', () => {
  test('is read with the line of its signature and without', async () => {
    const json = JSON.stringify({ certificates: [entryOf(DER)] }, null, 1)
    const texts = [json, `${SIGNATURE_LINE}==\n${json}`, `${SIGNATURE_LINE}\r\n${json}`]
    for (const text of texts) {
      const { records, dropped } = await importEuList(text, { crypto })
      assert.deepEqual([records.length, dropped], [1, []])
    }
  })

  test('an entry becomes the record of its certificate, on the list', async () => {
    const [record] = (await importEuEntries({ certificates: [entryOf(DER)] }, { crypto })).records
    const { framework, environment, issuer, name, keyId, usages, evidence, list } = record ?? {}
    assert.deepEqual(
      { framework, environment, issuer, name, keyId, usages, evidence, list },
      {
        framework: 'hcert',
        environment: 'production',
        issuer: 'UT',
        name: 'DSC 1',
        keyId: digestOf(DER).toString('hex'),
        usages: ['test'],
        evidence: 'local',
        list: 'eu-list',
      },
    )
  })

  test('the list’s word for the country comes before the certificate’s', async () => {
    assert.equal(await issuerOf({ ...entryOf(DER), country: 'el' }), 'EL')
    assert.equal(await issuerOf({ ...entryOf(DER), country: '' }), 'XU')
    const nameless = makeCertificate({ keys: KEYS })
    assert.equal(await issuerOf({ ...entryOf(nameless), country: '' }), '')
  })

  test('environment and evidence are the caller’s', async () => {
    const options = { crypto, environment: 'test', evidence: 'listed' } as const
    const { records } = await importEuEntries({ certificates: [entryOf(DER)] }, options)
    assert.deepEqual([records[0]?.environment, records[0]?.evidence], ['test', 'listed'])
  })

  test('its date is that of its newest entry, and not a signed one', async () => {
    const dates = ['2021-06-01T10:00:00+02:00', '2022-01-01T00:00:00Z', 'yesterday', '']
    const certificates = dates.map((timestamp) => ({ ...entryOf(DER), timestamp }))
    const { lists } = await importEuEntries({ certificates }, { crypto })
    assert.deepEqual(lists, [
      { framework: 'hcert', name: 'eu-list', asOf: 1640995200, isSigned: false },
    ])
    const undated = await importEuEntries({ certificates: [] }, { crypto })
    assert.deepEqual(undated.lists, [{ framework: 'hcert', name: 'eu-list', isSigned: false }])
  })
})

describe('an entry', () => {
  test('of another type than DSC is dropped', async () => {
    for (const certificateType of ['CSCA', 'UPLOAD', 'dsc', null]) {
      const { records, dropped } = await importEntry({ ...entryOf(DER), certificateType })
      assert.deepEqual([records.length, dropped.length], [0, 1])
      assert.equal(dropped[0]?.keyId, digestOf(DER).toString('base64'))
    }
  })

  test('whose certificate cannot be read is dropped', async () => {
    for (const rawData of ['', 'AAAA', '***', 7]) {
      const { records, dropped } = await importEntry({ ...entryOf(DER), rawData })
      assert.deepEqual([records.length, dropped.length], [0, 1])
      assert.match(dropped[0]?.reason ?? '', /cannot|can be read/)
    }
  })

  test('with another key identifier is kept under its own, and reported', async () => {
    for (const kid of ['AAAAAAAAAAA=', 'no Base64', null]) {
      const { records, dropped } = await importEntry({ ...entryOf(DER), kid })
      assert.equal(records[0]?.keyId, digestOf(DER).toString('hex'))
      assert.equal(dropped.length, 1)
      assert.equal(dropped[0]?.keyId, kid ?? '')
    }
  })

  test('that is a CA’s may sign nothing', async () => {
    const extensions = [basicConstraints(true), keyUsage(5)]
    const { records } = await importEntry(entryOf(makeCertificate({ keys: KEYS, extensions })))
    assert.deepEqual(records[0]?.usages, [])
  })
})

describe('what is no such list is refused', () => {
  const texts = ['', '{}', '[]', '{"certificates":{}}', '{"certificates":[1]}', 'text', 'AAAA{}']
  for (const text of texts) {
    test(JSON.stringify(text), async () => {
      await assert.rejects(importEuList(text, { crypto }), { code: 'format.json' })
    })
  }
})

function entryOf(der: Bytes): JsonObject {
  return {
    kid: digestOf(der).toString('base64'),
    timestamp: '2021-06-01T00:00:00Z',
    country: 'UT',
    certificateType: 'DSC',
    thumbprint: createHash('sha256').update(der).digest('hex'),
    signature: '',
    rawData: Buffer.from(der).toString('base64'),
  }
}

function digestOf(der: Bytes): Buffer {
  return createHash('sha256').update(der).digest().subarray(0, 8)
}

function importEntry(entry: JsonValue): ReturnType<typeof importEuEntries> {
  return importEuEntries({ certificates: [entry] }, { crypto })
}

async function issuerOf(entry: JsonValue): Promise<string | undefined> {
  return (await importEntry(entry)).records[0]?.issuer
}
