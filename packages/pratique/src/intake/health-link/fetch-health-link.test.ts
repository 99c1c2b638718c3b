import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Answer,
  CARDS,
  createServer,
  FHIR,
  LINK_KEY,
  type Server,
  sealFile,
} from '../../../test/make-link.ts'
import { PratiqueError } from '../../errors.ts'
import type { LinkPayload } from '../../model/health-link.ts'
import { fetchHealthLink } from './fetch-health-link.ts'
import { readManifest } from './manifest.ts'

const MANIFEST = 'https://shl.example/m/secret-path'
const FILE = 'https://files.example/f/secret-file'
const BUNDLE = '{"resourceType":"Bundle"}'
const SEALED = sealFile(BUNDLE, { cty: FHIR })

const LINK: LinkPayload = {
  kind: 'smart-health-link',
  url: MANIFEST,
  key: LINK_KEY,
  isLongTerm: false,
  isPasscodeNeeded: false,
  isDirectFile: false,
  remarks: [],
}

function follow(port: Server, link: Partial<LinkPayload> = {}, passcode?: string) {
  const options = { port, recipient: 'Port of Utopia', ...(passcode !== undefined && { passcode }) }
  return fetchHealthLink({ ...LINK, ...link }, options)
}

function serve(files: unknown, more: Readonly<Record<string, Answer>> = {}): Server {
  return createServer({ [`POST ${MANIFEST}`]: JSON.stringify({ files }), ...more })
}

describe('fetchHealthLink with a manifest', () => {
  test('asks for the manifest, then for each file, in order', async () => {
    const port = serve(
      [
        { contentType: FHIR, location: FILE },
        { contentType: CARDS, embedded: sealFile('{"verifiableCredential":[]}', { cty: CARDS }) },
        { contentType: FHIR, embedded: SEALED, location: FILE },
      ],
      { [`GET ${FILE}`]: SEALED },
    )
    const files = await follow(port)
    assert.deepEqual(
      files.map(({ opened }) => ('kind' in opened ? opened.kind : opened.code)),
      ['fhir', 'smart-health-card', 'fhir'],
    )
    assert.deepEqual(
      port.asked.map(({ method, url }) => `${method} ${url}`),
      [`POST ${MANIFEST}`, `GET ${FILE}`],
    )
  })

  test('says who asks, and the passcode only where the link asks for one', async () => {
    const port = serve([{ contentType: FHIR, embedded: SEALED }])
    await follow(port, {}, '1234')
    await follow(port, { isPasscodeNeeded: true }, '1234')
    const [plain, secret] = port.asked.map(({ body = '' }) => JSON.parse(body))
    assert.equal(plain.recipient, 'Port of Utopia')
    assert.equal('passcode' in plain, false)
    assert.equal(secret.passcode, '1234')
    assert.equal(Number.isInteger(plain.embeddedLengthMax), true)
  })

  test('asks nobody without a passcode, a recipient, or for a link of another kind', async () => {
    const port = serve([])
    const refused: readonly (readonly [Promise<unknown>, string])[] = [
      [follow(port, { isPasscodeNeeded: true }), 'usage.passcode'],
      [follow(port, { isPasscodeNeeded: true }, ''), 'usage.passcode'],
      [follow(port, { kind: 'verifiable-health-link' }), 'usage.argument'],
      [fetchHealthLink(LINK, { port, recipient: ' ' }), 'usage.argument'],
      [follow(port, { url: 'http://localhost/a' }), 'format.link'],
    ]
    for (const [promise, code] of refused) await assert.rejects(promise, { code })
    assert.deepEqual(port.asked, [])
  })

  test('a file that fails hides no other', async () => {
    const files = await follow(
      serve([
        { contentType: FHIR, location: 'https://files.example/gone' },
        { contentType: FHIR, embedded: 'e30.A' },
        { contentType: FHIR, embedded: sealFile(BUNDLE, { cty: FHIR }, LINK_KEY.with(0, 7)) },
        { contentType: FHIR, embedded: SEALED },
      ]),
    )
    assert.deepEqual(
      files.map(({ opened }) => ('code' in opened ? opened.code : opened.kind)),
      ['unavailable.link', 'format.jwe', 'format.decrypt', 'fhir'],
    )
  })

  test('tells what a server answers by its number', async () => {
    const codes: readonly (readonly [Answer, string])[] = [
      [{ status: 401, body: '{"remainingAttempts":3}' }, 'unavailable.passcode'],
      [{ status: 401, body: 'no' }, 'unavailable.passcode'],
      [{ status: 404 }, 'unavailable.link'],
      [{ status: 410 }, 'unavailable.link'],
      [{ status: 429 }, 'unavailable.link'],
      [{ status: 500 }, 'unavailable.network'],
      [{ status: 301 }, 'unavailable.network'],
      [{ status: 204 }, 'unavailable.network'],
      ['x'.repeat(5e6), 'unavailable.network'],
      ['<html>', 'unavailable.network'],
      ['{"files":[]}', 'unavailable.network'],
    ]
    for (const [answer, code] of codes) {
      await assert.rejects(follow(createServer({ [`POST ${MANIFEST}`]: answer })), { code })
    }
    const three = createServer({
      [`POST ${MANIFEST}`]: { status: 401, body: '{"remainingAttempts":3}' },
    })
    await assert.rejects(follow(three), /3 more attempts/)
  })

  test('no error repeats an address, a passcode, or what a server said', async () => {
    const answers: readonly Answer[] = [
      { status: 401, body: '{"remainingAttempts":"SECRET"}' },
      'SECRET',
    ]
    for (const answer of answers) {
      const port = createServer({ [`POST ${MANIFEST}`]: answer })
      await assert.rejects(
        follow(port, { isPasscodeNeeded: true }, 'SECRET'),
        (error: unknown) =>
          error instanceof PratiqueError && !/secret/i.test(`${error.message} ${error.cause}`),
      )
    }
  })
})

describe('fetchHealthLink without a manifest (flag U)', () => {
  const asked = `GET ${MANIFEST}?recipient=Port+of+Utopia`

  test('asks for the one file, and says who asks', async () => {
    const port = createServer({ [asked]: sealFile(BUNDLE) })
    const [file] = await follow(port, { isDirectFile: true })
    assert.ok(file && 'kind' in file.opened)
    assert.equal(file.opened.kind, 'fhir')
    assert.deepEqual(
      port.asked.map(({ body }) => body),
      [undefined],
    )
  })

  test('keeps what the address asks already', async () => {
    const port = createServer({ [`GET ${MANIFEST}?a=b&recipient=Port+of+Utopia`]: SEALED })
    const [file] = await follow(port, { url: `${MANIFEST}?a=b`, isDirectFile: true })
    assert.ok(file && 'kind' in file.opened)
  })

  test('fails as the link does', async () => {
    await assert.rejects(follow(createServer({}), { isDirectFile: true }), {
      code: 'unavailable.link',
    })
  })
})

describe('readManifest', () => {
  const read = (files: unknown) => readManifest(JSON.stringify({ files, list: {}, foo: 1 }))

  test('takes embedded files, locations, or both, and ignores what it does not know', () => {
    const entry = { contentType: 'Application/FHIR+json; fhirVersion=4.0.1', location: FILE }
    assert.deepEqual(read([{ ...entry, status: 'finalized', lastUpdated: 'x' }]), [
      { contentType: FHIR, location: FILE },
    ])
    assert.equal(read(Array.from({ length: 20 }, () => entry)).length, 20)
  })

  test('refuses the rest', () => {
    const entry = { contentType: FHIR, location: FILE }
    const wrong: readonly unknown[] = [
      undefined,
      {},
      [],
      ['x'],
      [{ contentType: FHIR }],
      [{ location: FILE }],
      [{ ...entry, contentType: '' }],
      [{ ...entry, location: 7 }],
      [{ contentType: FHIR, embedded: {} }],
      [{ ...entry, location: 'http://files.example/f' }],
      [{ ...entry, location: 'https://localhost/f' }],
      [{ ...entry, location: 'file:///etc/passwd' }],
      Array.from({ length: 21 }, () => entry),
    ]
    for (const files of wrong) {
      assert.throws(() => read(files), { code: 'format.link' }, JSON.stringify(files))
    }
    assert.throws(() => readManifest('[]'), { code: 'format.link' })
    assert.throws(() => readManifest('{'), { code: 'format.json' })
  })
})
