/**
 * Certificates, with node:crypto as the oracle of their dates and numbers.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type DerElement, readDer, readInteger, readOid, readText, readTime } from './read.ts'
import {
  BIT_STRING,
  CONSTRUCTED,
  GENERALIZED_TIME,
  INTEGER,
  OBJECT_IDENTIFIER,
  SEQUENCE,
  SET,
  UTC_TIME,
  UTF8_STRING,
} from './tags.ts'
import { encodeDer } from './write.ts'

/** Beside the repository; other machines do not have it. */
const POOL = new URL('../../../../../shared/corpus/hcert/certificate-pool.jsonl', import.meta.url)

/** Every so many certificates of the pool: a hundred or so of 2,402. */
const STEP = 23

describe('published certificates', () => {
  test('are read as node:crypto reads them', (context) => {
    if (!existsSync(POOL)) {
      context.skip('no corpus beside the repository')
      return
    }
    const rows = readFileSync(POOL, 'utf8').trim().split('\n')
    const some = rows.filter((_, index) => index % STEP === 0)
    for (const row of some) checkCertificate(new Uint8Array(Buffer.from(derOf(row), 'base64')))
    context.diagnostic(`${some.length} certificates`)
  })
})

describe('made-up certificates', () => {
  test('with any serial number and dates are read as node:crypto reads them', () => {
    const date = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    const serial = fc.bigInt(1n, 2n ** 159n - 1n)
    fc.assert(
      fc.property(serial, date, date, (number, from, until) => {
        checkCertificate(makeCertificate(number, from, until))
      }),
      { numRuns: 200 },
    )
  })
})

function checkCertificate(der: Uint8Array<ArrayBuffer>): void {
  const theirs = new X509Certificate(der)
  const [tbs] = readDer(der).children()
  const fields = tbs?.children() ?? []
  // The version is a context-specific element, left out if it is 1 (RFC 5280 §4.1.2.1).
  const [serial, , , validity, subject, spki] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  assert.ok(serial && validity && subject && spki)
  assert.equal(readInteger(serial), BigInt(`0x${theirs.serialNumber}`))
  assert.deepEqual(
    validity.children().map((time) => readTime(time) * 1000),
    [Date.parse(theirs.validFrom), Date.parse(theirs.validTo)],
  )
  const key = theirs.publicKey.export({ type: 'spki', format: 'der' })
  assert.deepEqual(Buffer.from(spki.whole), key)
  const commonName = theirs.toLegacyObject().subject.CN
  if (typeof commonName === 'string') assert.equal(attribute(subject, '2.5.4.3'), commonName)
  visit(readDer(der))
}

/** The text of the last attribute of this type in a Name (RFC 5280 §4.1.2.4). */
function attribute(name: DerElement, type: string): string | undefined {
  let text: string | undefined
  for (const set of name.children()) {
    for (const pair of set.children()) {
      const [oid, value] = pair.children()
      if (oid && value && readOid(oid) === type) text = readText(value)
    }
  }
  return text
}

/** Walks the whole tree: nothing in it is refused. */
function visit(each: DerElement): void {
  if (each.tag === OBJECT_IDENTIFIER) readOid(each)
  if (each.tag === INTEGER) readInteger(each)
  if (each.tag & CONSTRUCTED) each.children().forEach(visit)
}

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

/** A certificate whose signature is nonsense: nobody looks at it here. */
function makeCertificate(serial: bigint, from: Date, until: Date): Uint8Array<ArrayBuffer> {
  const ecdsaWithSha256 = hexDer(OBJECT_IDENTIFIER, '2a8648ce3d040302')
  const algorithm = encodeDer(SEQUENCE, ecdsaWithSha256)
  const commonName = encodeDer(
    SEQUENCE,
    hexDer(OBJECT_IDENTIFIER, '550403'),
    encodeDer(UTF8_STRING, new TextEncoder().encode('Utopia DSC')),
  )
  const name = encodeDer(SEQUENCE, encodeDer(SET, commonName))
  const tbs = encodeDer(
    SEQUENCE,
    hexDer(INTEGER, evenHex(serial)),
    algorithm,
    name,
    encodeDer(SEQUENCE, time(from), time(until)),
    name,
    new Uint8Array(KEY.export({ type: 'spki', format: 'der' })),
  )
  return encodeDer(SEQUENCE, tbs, algorithm, encodeDer(BIT_STRING, new Uint8Array(9)))
}

/** UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(date: Date): Uint8Array<ArrayBuffer> {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '')
  const isUtc = date.getUTCFullYear() < 2050
  const bytes = new TextEncoder().encode(isUtc ? digits.slice(2) : digits)
  return encodeDer(isUtc ? UTC_TIME : GENERALIZED_TIME, bytes)
}

function evenHex(value: bigint): string {
  const digits = value.toString(16)
  const even = digits.padStart(digits.length + (digits.length % 2), '0')
  return /^[89a-f]/.test(even) ? `00${even}` : even
}

function hexDer(tag: number, hex: string): Uint8Array<ArrayBuffer> {
  return encodeDer(tag, new Uint8Array(Buffer.from(hex, 'hex')))
}

function derOf(row: string): string {
  const { der }: { der: string } = JSON.parse(row)
  return der
}
