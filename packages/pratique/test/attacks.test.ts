/**
 * Attacks on trust, each from end to end: made-up sources are imported, put into a signed bundle and
 * given to a verifier. Beside each attack stands its honest twin, which is genuine, so that what is
 * refused is refused for this alone.
 *
 * A replayed source is refused where sources are fetched: packages/cli/test/sync.test.ts, "with an older
 * list, and with another one of the same date". What is left of it is here.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { digestOf } from '../src/bundle/file.ts'
import { importSource } from '../src/intake/sources/import-source.ts'
import { OFFICIAL_USE } from '../src/trust/policy.ts'
import { exportRecords } from '../src/trust/records/records.ts'
import { oneBundle } from './made-contents.ts'
import { cardClaims, type Signer, signCard, testCrypto } from './made-messages.ts'
import {
  bundleOf,
  type Country,
  DAY,
  type DocumentSigner,
  entriesOf,
  FRANCE,
  fileOf,
  load,
  makeCountry,
  makeDsc,
  makeNetwork,
  NOW,
  SPAIN,
  signDcc,
  TEST,
  toSigner,
  VACCINATION,
  verdictOf,
} from './made-trust.ts'
import {
  authorityKeyId,
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  extendedKeyUsage,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  subjectKeyId,
  toPem,
} from './make-certificate.ts'
import { SIGNED_AT, toBytes } from './make-gdhcn.ts'
import { makeJwk } from './make-jwk.ts'
import { makeAuthority, makeSealSigner, sealText, vaccinationSeal } from './make-seal.ts'
import { CARD_ISSUER, type MadeSource, makeVciSource } from './make-sources.ts'

/** A stranger, with a key set at its own address. */
const OTHER_ISSUER = 'https://other.pratique.org/cards'

const GENUINE = 'genuine 3'

/** For tests alone (reference trust.md §1.2). */
const TESTS_ONLY = extendedKeyUsage('1.3.6.1.4.1.1847.2021.1.1')

const france = makeCountry(FRANCE)
const spain = makeCountry(SPAIN)
const french = makeDsc(france)
const spanish = makeDsc(spain)
const official = { trustPolicy: OFFICIAL_USE } as const

/** Both countries with a signer each, and the anchor above both. */
const HONEST = await bundleOf([
  [
    'gdhcn',
    makeNetwork([...entriesOf(france, french), ...entriesOf(spain, spanish)], [france, spain]),
  ],
])

/** A bundle of one country's. */
function bundleOfCountry(
  country: Country,
  signers: readonly DocumentSigner[],
  anchored: readonly Country[] = [country],
): ReturnType<typeof bundleOf> {
  return bundleOf([['gdhcn', makeNetwork(entriesOf(country, ...signers), anchored)]])
}

describe('a key of the network', () => {
  test('for the wrong use: a signer of tests signs a vaccination', async () => {
    const tester = makeDsc(france, [TESTS_ONLY])
    const bundle = await bundleOfCountry(france, [tester])
    assert.equal(
      await verdictOf(signDcc(tester, { dcc: VACCINATION }), bundle, official),
      'not-genuine 13 key-usage.not-allowed',
    )
    assert.equal(await verdictOf(signDcc(tester, { dcc: TEST }), bundle, official), GENUINE)
  })

  test('for the wrong use: a signer of another domain signs an EU certificate', async () => {
    const entries = entriesOf(france, french).map((each) => ({ ...each, domain: 'PH4H' }))
    const bundle = await bundleOf([['gdhcn', makeNetwork(entries, [france])]])
    assert.equal(
      await verdictOf(signDcc(french), bundle, official),
      'not-genuine 13 key-usage.domain',
    )
    assert.equal(await verdictOf(signDcc(french), HONEST, official), GENUINE)
  })

  test('for the wrong use: an authority signs a certificate itself', async () => {
    const authority = toSigner(france.keys, france.certificate)
    assert.equal(
      await verdictOf(signDcc(authority), HONEST, official),
      'not-genuine 13 signer.unknown',
    )
    assert.equal(await verdictOf(signDcc(french), HONEST, official), GENUINE)
  })

  test('of the wrong country: Spain signs in the name of France', async () => {
    assert.equal(
      await verdictOf(signDcc(spanish, { iss: 'FR' }), HONEST, official),
      'not-genuine 13 key-usage.country',
    )
    assert.equal(await verdictOf(signDcc(spanish, { iss: 'ES' }), HONEST, official), GENUINE)
  })

  test('under an authority that has expired', async () => {
    const expiring = makeCountry({ ...FRANCE, notAfter: NOW + 10 * DAY })
    const signer = makeDsc(expiring)
    const bundle = await bundleOfCountry(expiring, [signer])
    const text = signDcc(signer)
    const after = { ...official, now: NOW + 11 * DAY }
    assert.equal(await verdictOf(text, bundle, after), 'not-genuine 15 validity.key-expired')
    assert.equal(await verdictOf(text, bundle, { ...after, now: NOW + 9 * DAY }), GENUINE)
  })

  test('under an authority that is not listed, whatever the anchor has signed', async () => {
    const unlisted = makeCountry(FRANCE)
    const signer = makeDsc(unlisted)
    const entries = entriesOf(france, french, signer)
    const bundle = await bundleOf([['gdhcn', makeNetwork(entries, [france, spain])]])
    assert.equal(await verdictOf(signDcc(signer), bundle), 'not-genuine 13 signer.unknown')
    assert.equal(await verdictOf(signDcc(french), bundle, official), GENUINE)
    const listed = await bundleOfCountry(unlisted, [signer])
    assert.equal(await verdictOf(signDcc(signer), listed, official), GENUINE)
  })

  test('under an authority that the list names, and the anchor has not signed', async () => {
    const bundle = await bundleOfCountry(france, [french], [])
    assert.equal(await verdictOf(signDcc(french), bundle, official), 'undecided 20 signer.evidence')
    assert.equal(await verdictOf(signDcc(french), HONEST, official), GENUINE)
  })

  test('of a participant for tests, on the production list', async () => {
    const made = makeCountry({ participant: 'XXA', country: 'XA' })
    const signer = makeDsc(made)
    const bundle = await bundleOfCountry(made, [signer])
    const specimen = await verdictOf(signDcc(signer, { iss: 'XA' }), bundle)
    assert.match(specimen, /^specimen 31/)
    assert.equal(await verdictOf(signDcc(french), HONEST), GENUINE)
  })
})

describe('the same key identifier, and another key', () => {
  const forger = makeKeys()
  const forged = toSigner(forger, french.certificate)

  test('of nobody: the signature does not fit', async () => {
    assert.equal(
      await verdictOf(signDcc(forged), HONEST, official),
      'not-genuine 12 signature.invalid',
    )
    assert.equal(await verdictOf(signDcc(french), HONEST, official), GENUINE)
  })

  test('of a file by hand: it is as good as that file, and borrows nothing', async () => {
    const bundle = await bundleOf([
      ['gdhcn', makeNetwork(entriesOf(france, french), [france])],
      ['file', recordsFile(forged)],
    ])
    assert.equal(await verdictOf(signDcc(forged), bundle, official), 'undecided 20 signer.evidence')
    assert.equal(await verdictOf(signDcc(french), bundle, official), GENUINE)
  })

  test('of another issuer of cards, under its own address', async () => {
    const [own, other] = [makeKeys(), makeKeys()]
    const { kid = '' } = await makeJwk(own)
    const cards = toCardSigner(own, String(kid))
    const bundle = await bundleOf([
      ['vci', makeVciSource({ key: await makeJwk(own) })],
      ['file', recordsFile(toCardSigner(other, String(kid), OTHER_ISSUER))],
    ])
    const forgedCard = toCard(toCardSigner(other, String(kid)), CARD_ISSUER)
    assert.equal(await verdictOf(forgedCard, bundle), 'not-genuine 12 signature.invalid')
    assert.equal(await verdictOf(toCard(cards, CARD_ISSUER), bundle), GENUINE)
  })
})

describe('a source', () => {
  test('replayed to a machine that holds nothing: the list is too old', async () => {
    const entries = entriesOf(france, french)
    const old = await bundleOf([['gdhcn', makeNetwork(entries, [france], SIGNED_AT)]])
    const now = NOW + 40 * DAY
    const newer = await bundleOf([['gdhcn', makeNetwork(entries, [france], now - DAY)]])
    const text = signDcc(french)
    assert.equal(await verdictOf(text, old, { ...official, now }), 'undecided 20 signer.list-stale')
    assert.equal(await verdictOf(text, newer, { ...official, now }), GENUINE)
  })

  test('a snapshot with a key more, or signed by somebody else', async () => {
    const keys = makeKeys()
    const honest = makeVciSource({ key: await makeJwk(keys) })
    const forged = makeVciSource({ key: await makeJwk(makeKeys()) })
    const swapped = new Map([
      ...honest.files,
      ['snapshot.json', forged.files.get('snapshot.json') ?? new Uint8Array()],
    ])
    const refused = { code: 'usage.trust-file' }
    const options = { crypto: testCrypto, ...honest.options }
    await assert.rejects(importSource('vci', swapped, options), refused)
    const other = makeCertificate({ keys: makeKeys('P-521'), signedWith: 'ecdsa-sha512' })
    const own = new Map([...honest.files, ['snapshot.crt', new TextEncoder().encode(toPem(other))]])
    await assert.rejects(importSource('vci', own, options), refused)
    const bundle = await bundleOf([['vci', honest]])
    const { kid = '' } = await makeJwk(keys)
    const card = toCard(toCardSigner(keys, String(kid)), CARD_ISSUER)
    assert.equal(await verdictOf(card, bundle), GENUINE)
  })

  test('an issuer of cards that nobody lists, with a key set of its own', async () => {
    const [listed, stranger] = [makeKeys(), makeKeys()]
    const bundle = await bundleOf([['vci', makeVciSource({ key: await makeJwk(listed) })]])
    const cardOf = async (keys: KeyPair, issuer: string) => {
      const { kid = '' } = await makeJwk(keys)
      return toCard(toCardSigner(keys, String(kid)), issuer)
    }
    // What a verifier has is this bundle and no port to the network: nothing could be fetched.
    assert.equal(
      await verdictOf(await cardOf(stranger, OTHER_ISSUER), bundle),
      'not-genuine 13 signer.unknown',
    )
    assert.equal(
      await verdictOf(await cardOf(stranger, CARD_ISSUER), bundle),
      'not-genuine 13 signer.unknown',
    )
    assert.equal(await verdictOf(await cardOf(listed, CARD_ISSUER), bundle), GENUINE)
  })

  test('a seal whose certificate copies country and authority of a listed one', async () => {
    const keys = makeKeys()
    const keyId = '00112233445566778899aabbccddeeff00112233'
    const authority = makeAuthority('UT', keyId, keys)
    const csca = makeCertificate({
      keys,
      subject: [
        [COUNTRY, 'UT'],
        [COMMON_NAME, 'Utopia CSCA'],
      ],
      extensions: [
        basicConstraints(true, 0),
        keyUsage(5),
        subjectKeyId(keyId),
        authorityKeyId(keyId),
      ],
    })
    const bundle = await bundleOf([['file', pemFile(toPem(csca))]])
    const copied = makeSealSigner(authority, { issuingKeys: makeKeys() })
    const honest = makeSealSigner(authority)
    assert.equal(
      await verdictOf(sealText(copied, vaccinationSeal()), bundle),
      'not-genuine 13 signer.not-issued',
    )
    assert.equal(await verdictOf(sealText(honest, vaccinationSeal()), bundle), GENUINE)
  })
})

describe('a bundle', () => {
  const withBoth = makeNetwork(
    [...entriesOf(france, french), ...entriesOf(spain, spanish)],
    [france, spain],
  )
  const withdrawn = makeNetwork(
    [...entriesOf(spain, spanish), ...entriesOf(france)],
    [france, spain],
  )

  test('rolled back to one in which a key was still there', async () => {
    const first = await bundleOf([['gdhcn', withBoth]])
    const second = await bundleOf([['gdhcn', withdrawn]], { previous: fileOf(first) })
    const { manifest } = await load(second)
    const held = {
      number: manifest.number,
      digest: digestOf(fileOf(second)),
      denied: manifest.denied,
    }
    await assert.rejects(load(first, { held }), { code: 'usage.bundle-rollback' })
    assert.equal(
      await verdictOf(signDcc(french), second, official),
      'not-genuine 13 signer.unknown',
    )
    const third = await bundleOf([['gdhcn', withBoth]], { previous: fileOf(second) })
    assert.equal((await load(third, { held })).manifest.number, 3)
    assert.equal(await verdictOf(signDcc(french), third, official), GENUINE)
  })
})

/** A file of the user's, with the record of a signer. */
function recordsFile({ record }: Signer): MadeSource {
  const records = exportRecords({ records: [record], lists: [], dropped: [] })
  return { files: new Map([['records.json', toBytes(records)]]), options: {} }
}

function pemFile(pem: string): MadeSource {
  return { files: new Map([['csca.pem', new TextEncoder().encode(pem)]]), options: {} }
}

function toCardSigner(keys: KeyPair, keyId: string, issuer = CARD_ISSUER): Signer {
  const signer = toSigner(keys, new Uint8Array())
  const evidence = 'directory'
  const framework = 'smart-health-card'
  return { ...signer, record: { ...signer.record, framework, issuer, keyId, evidence } }
}

function toCard(signer: Signer, iss: string): string {
  const changes = { iss, nbf: SIGNED_AT, exp: NOW + 90 * DAY }
  return signCard(signer, cardClaims(oneBundle(), changes))
}
