import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  COMMON_NAME,
  COUNTRY,
  hex,
  makeCertificate,
  makeKeys,
  toPem,
} from '../../../test/make-certificate.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { importCertificate, importPem } from './certificate.ts'

const KEYS = makeKeys()
const NAMED = makeCertificate({
  keys: KEYS,
  subject: [
    [COUNTRY, 'ut'],
    [COMMON_NAME, 'DSC 1'],
  ],
})
const UNNAMED = makeCertificate({ keys: KEYS, subject: [[COMMON_NAME, 'DSC 2']] })
const NO_CERTIFICATE = hex('3003020101')

describe('one certificate', () => {
  test('is one record, on no list', async () => {
    const { records, lists, dropped } = await importCertificate(NAMED, { crypto })
    const [record] = records
    assert.equal(records.length, 1)
    assert.equal(record?.keyId, createHash('sha256').update(NAMED).digest('hex').slice(0, 16))
    assert.equal(record?.environment, 'production')
    assert.equal(record?.evidence, 'local')
    assert.equal(record?.list, undefined)
    assert.deepEqual([lists, dropped], [[], []])
  })

  test('its country is the subject’s, else what the caller says, else none', async () => {
    assert.equal(await issuerOf(NAMED, 'XU'), 'UT')
    assert.equal(await issuerOf(UNNAMED, 'XU'), 'XU')
    assert.equal(await issuerOf(UNNAMED), '')
  })

  test('environment and evidence are the caller’s', async () => {
    const options = { crypto, environment: 'test', evidence: 'listed' } as const
    const [record] = (await importCertificate(NAMED, options)).records
    assert.deepEqual([record?.environment, record?.evidence], ['test', 'listed'])
  })

  test('what is none is refused', async () => {
    await assert.rejects(importCertificate(NO_CERTIFICATE, { crypto }), { code: 'format.der' })
  })
})

describe('a PEM text', () => {
  test('each certificate is kept or dropped with its reason', async () => {
    const text = toPem(NAMED) + toPem(NO_CERTIFICATE) + toPem(UNNAMED)
    const { records, dropped } = await importPem(text, { crypto })
    assert.deepEqual(
      records.map(({ name }) => name),
      ['DSC 1', 'DSC 2'],
    )
    assert.equal(dropped.length, 1)
    assert.match(dropped[0]?.keyId ?? '', /^[0-9a-f]{16}$/)
    assert.match(dropped[0]?.reason ?? '', /^is no certificate/)
  })

  test('without certificates is an import of nothing', async () => {
    assert.deepEqual(await importPem('', { crypto }), { records: [], lists: [], dropped: [] })
  })

  test('with a broken block is refused', async () => {
    const text = toPem(NAMED).replace('-----END', '')
    await assert.rejects(importPem(text, { crypto }), { code: 'format.der' })
  })
})

async function issuerOf(der: typeof NAMED, issuer?: string): Promise<string | undefined> {
  const options = { crypto, ...(issuer !== undefined && { issuer }) }
  const { records } = await importCertificate(der, options)
  return records[0]?.issuer
}
