/**
 * JSON-LD → RDF, with the package jsonld as the oracle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { ALL_CONTEXTS, canonizeElsewhere } from '../../test/json-ld.ts'
import { FormatError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { canonicalize } from './canonicalize.ts'
import { isSafe, type Statements } from './statements.ts'
import { toQuads } from './to-quads.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

/** Each asks the oracle twice, which takes milliseconds. */
const ORACLE_RUNS = { numRuns: Math.ceil(RUNS.numRuns / 5) }

const CREDENTIALS = 'https://www.w3.org/2018/credentials/v1'
const VACCINATION_V1 = 'https://cowin.gov.in/credentials/vaccination/v1'
const VACCINATION_V2 = 'https://cowin.gov.in/credentials/vaccination/v2'
const SECURITY = 'https://w3id.org/security/v2'
const DID = 'https://www.w3.org/ns/did/v1'
const JWS = 'https://w3id.org/security/suites/jws-2020/v1'
const TNG = 'https://smart.who.int/trust/tng-context/v1.jsonld'

const SUBJECT: JsonObject = {
  type: 'Person',
  id: 'did:example:holder',
  refId: '12',
  name: 'Anna Specimen',
  gender: 'Female',
  dob: '1980-02-01',
  address: { streetAddress: '', city: 'Examplia', postalCode: 176207 },
}

const EVIDENCE: JsonObject = {
  id: 'https://example.com/vaccine/1',
  certificateId: '1',
  feedbackUrl: 'https://example.com/?1',
  infoUrl: 'https://example.com/i',
  type: ['Vaccination'],
  batch: 'B1',
  vaccine: 'Covaxin',
  date: '2021-05-31T00:00:00Z',
  effectiveStart: '2021-05-31',
  dose: 1,
  totalDoses: 2,
  verifier: { name: 'Nurse', id: 'x' },
  facility: { name: 'Clinic', address: { city: 'Examplia', addressCountry: 'UT' } },
}

const DOCUMENT: JsonObject = {
  '@context': [CREDENTIALS, VACCINATION_V2],
  type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
  issuer: 'https://example.com/',
  issuanceDate: '2021-06-01T00:00:00Z',
  nonTransferable: 'true',
  credentialSubject: SUBJECT,
  evidence: [EVIDENCE],
}

const MADE_IRI = fc.constantFrom(
  ...['did:x:1', 'did:x: 1', '', 'urn:x', '_:a', '_:b', '#a', 'schema:x', 'cred:y', 'sec:z'],
  ...['https://example.com/1', 'https://example.com/ 1', 'x y', 'vac:q', 'Person', 'a/b?c'],
)

describe('what a document says', () => {
  const subject = (members: JsonObject) => ({
    ...DOCUMENT,
    credentialSubject: { ...SUBJECT, ...members },
  })
  const evidence = (members: JsonObject) => ({
    ...DOCUMENT,
    evidence: [{ ...EVIDENCE, ...members }],
  })
  const did = (members: JsonObject) => ({
    '@context': [DID, JWS, TNG],
    id: 'did:web:example.com',
    verificationMethod: [{ id: 'did:web:example.com#1', type: 'JsonWebKey2020', ...members }],
  })
  const CASES: readonly (readonly [string, JsonObject])[] = [
    ['a vaccination', DOCUMENT],
    ['a vaccination of version 1', { ...DOCUMENT, '@context': [CREDENTIALS, VACCINATION_V1] }],
    ['one context alone', { '@context': CREDENTIALS, id: 'urn:x', type: 'VerifiableCredential' }],
    ['proof options', { '@context': SECURITY, type: 'RsaSignature2018', jws: 'x', nonce: 'y' }],
    ['a purpose', { '@context': SECURITY, proofPurpose: 'assertionMethod', domain: 5 }],
    ['a purpose that no context knows', { '@context': SECURITY, proofPurpose: 'other' }],
    ['an empty id', subject({ id: '' })],
    ['an id with a space', subject({ id: 'did:example: 12' })],
    ['an id without a scheme', subject({ id: 'holder' })],
    ['a web address with a space', subject({ id: 'https://example.com/a b' })],
    ["a blank node's label", subject({ id: '_:x' })],
    ['two nodes of one label', { ...evidence({ id: '_:x' }), id: '_:x' }],
    ['a member that no context maps', subject({ nickname: 'A', more: { name: 'x' } })],
    ['null', subject({ name: null, address: null })],
    ['empty arrays', { ...subject({ name: [], type: [] }), evidence: [] }],
    ['null in an array', { ...DOCUMENT, evidence: [null, EVIDENCE] }],
    ['arrays in arrays', subject({ name: [['a'], [['b', 'c']], []] })],
    ['no type', subject({ type: [] })],
    ['a type that no context knows', subject({ type: ['Person', 'Alien'] })],
    ['a type that is an IRI', subject({ type: ['Person', 'schema:Alien', 'urn:alien'] })],
    ['numbers', evidence({ dose: [1, 1.5, -0, 1e21, 1e20, 123456789012345680000, -0.000001] })],
    [
      'booleans and numbers where a date or an IRI should be',
      { ...DOCUMENT, issuer: 5, validFrom: true },
    ],
    ['doubles as a date', { ...DOCUMENT, issuanceDate: [1.5, '1', 1] }],
    ['an issuer that is a node', { ...DOCUMENT, issuer: { id: 'urn:x', nothing: 1 } }],
    ['an issuer that is no IRI', { ...DOCUMENT, issuer: 'Ministry' }],
    ['an address that is text', subject({ address: 'Examplia' })],
    ['a node that is empty', subject({ address: {} })],
    ['a node that has nothing', subject({ address: { x: 1 } })],
    ["a verifier's id is text", evidence({ verifier: { id: 'no iri' } })],
    ['members that are compact IRIs', subject({ 'schema:email': 'x', 'vac:y': 'z', 'a b:c': 1 })],
    ['members that are IRIs', subject({ 'https://example.com/p': { name: 'x' }, 'urn:a b': 1 })],
    ['a graph', { ...DOCUMENT, proof: { type: 'RsaSignature2018', created: 'x', jws: 'y' } }],
    ['graphs of nothing', { ...DOCUMENT, proof: [{}, { id: 'urn:x' }, 'urn:y', 5, { x: 1 }] }],
    ['a graph of an empty array', { ...DOCUMENT, proof: [{ nonce: [] }, { type: [] }] }],
    [
      'a graph about no IRI',
      { ...DOCUMENT, proof: { id: 'x', type: 'RsaSignature2018', nonce: 'y' } },
    ],
    ['types that share members', subject({ type: ['Person', 'Vaccination'], dose: 1 })],
    ['a type inside one of its own kind', subject({ address: { ...SUBJECT, id: 'urn:y' } })],
    ['a subject that only refers', { ...DOCUMENT, credentialSubject: { id: 'did:example:x' } }],
    [
      'two subjects of one id',
      { ...DOCUMENT, credentialSubject: [SUBJECT, { ...SUBJECT, name: 'B' }] },
    ],
    ['nothing', { '@context': CREDENTIALS }],
    ['an id alone', { '@context': CREDENTIALS, id: 'urn:x' }],
    ['a code', did({ domain: { code: '#DCC' }, participant: { code: '#UTO' } })],
    ['a code that is text', did({ domain: '#DCC', keyusage: ['#DSC', '#a b'] })],
    ['a code that is an IRI', did({ domain: { code: 'urn:x' } })],
    ['a key', did({ publicKeyJwk: { kty: 'EC', '@id': [1.0, null, true, '\u2028ä'], a: {} } })],
    ['keys that are no objects', did({ publicKeyJwk: [null, 'x', 1e21] })],
    ['a key that is null', did({ publicKeyJwk: null })],
    [
      'a service',
      { '@context': [DID], id: 'urn:x', service: { id: 'urn:s', serviceEndpoint: 'urn:e' } },
    ],
    ['IRIs with what IRIs may not hold', subject({ id: 'did:x:<a>"{}|^`\\ä' })],
    ['a prefix as a type', subject({ type: ['schema', 'Person', 'type'] })],
  ]
  for (const [name, document] of CASES) {
    test(name, async () => assert.ok(await checkAgainstOracle(document), 'refused'))
  }
})

describe('what is refused with format.document', () => {
  const CASES: readonly (readonly [string, JsonObject])[] = [
    ['a context inside', { evidence: [{ ...EVIDENCE, '@context': {} }] }],
    ['a keyword', { '@id': 'urn:x' }],
    ['what looks like a keyword', { '@other': 'x' }],
    ['a keyword where nothing is mapped', { other: [{ '@graph': [] }] }],
    ['a keyword as an id', { id: '@type' }],
    ['a keyword as a type', { type: '@json' }],
    ['an id that is no text', { id: 5 }],
    ['an id that is null', { id: null }],
    ['a list of ids', { id: ['urn:x'] }],
    ['a type that is an object', { type: {} }],
    ['a type that is null', { type: ['Person', null] }],
    ['half of a surrogate pair', { nonTransferable: '\ud800' }],
    ['half of a surrogate pair in a name', { 'a\udc00': 1 }],
    ['infinity', { nonTransferable: Number.POSITIVE_INFINITY }],
    ['a small number that others take for a whole one', { nonTransferable: 1e-7 }],
    ['a relative IRI that others make absolute', { id: './did:x' }],
    ['a line break that others cut off at', { id: 'a:did:x#y\nz' }],
    ['a label with a space', { id: '_:a b' }],
    ['a scheme with a comma', { id: 'a,b:c' }],
    ['a label as a name', { '_:a': 1 }],
    ['a protected term that a type changes', protectedTerm()],
    ['a list', { '@context': SECURITY, capabilityChain: ['urn:x'] }],
    ['a relative IRI that is no fragment', { '@context': TNG, domain: { code: 'DCC' } }],
  ]
  for (const [name, members] of CASES) {
    test(name, () => {
      assert.throws(() => toQuads({ ...DOCUMENT, ...members }, ALL_CONTEXTS), {
        name: 'FormatError',
        code: 'format.document',
      })
    })
  }

  function protectedTerm(): JsonObject {
    const inside = { type: 'VerifiableCredential', id: 'urn:x' }
    return { evidence: { type: 'Vaccination', verifier: inside } }
  }

  test('arrays and objects deeper than 32', () => {
    const deep = (levels: number): JsonValue => (levels === 0 ? 1 : [deep(levels - 1)])
    const nested = (levels: number) => ({ ...DOCUMENT, nonTransferable: deep(levels) })
    assert.doesNotThrow(() => toQuads(nested(31), ALL_CONTEXTS))
    assert.throws(() => toQuads(nested(32), ALL_CONTEXTS), { code: 'format.document' })
  })

  test('types without end, soon', () => {
    const type = Array.from({ length: 100_000 }, () => 'Person')
    const startedAt = performance.now()
    assert.throws(() => toQuads({ ...DOCUMENT, type }, ALL_CONTEXTS), { code: 'format.document' })
    assert.ok(performance.now() - startedAt < 2_000)
  })
})

describe('what is refused with format.context', () => {
  const CONTEXTS: readonly (readonly [string, JsonValue])[] = [
    ['none', null],
    ['an empty list', []],
    ['an address that is not known', [CREDENTIALS, 'https://example.com/context']],
    ['a known address with a slash', [`${CREDENTIALS}/`]],
    ['a context written out', [CREDENTIALS, { name: 'schema:name' }]],
    ['a context alone', {}],
    ['more than eight', Array.from({ length: 9 }, () => CREDENTIALS)],
  ]
  for (const [name, context] of CONTEXTS) {
    test(name, () => {
      assert.throws(() => toQuads({ ...DOCUMENT, '@context': context }, ALL_CONTEXTS), {
        name: 'FormatError',
        code: 'format.context',
      })
    })
  }
})

describe('what is dropped, and where what is not stands', () => {
  const droppedOf = (document: JsonObject) =>
    toQuads(document, ALL_CONTEXTS).dropped.map(({ path, reason }) => `${path} ${reason}`)

  test('a sound document drops nothing, and every scalar has its statement', () => {
    const { dropped, statements } = toQuads(DOCUMENT, ALL_CONTEXTS)
    assert.deepEqual(dropped, [])
    const { '@context': _, ...members } = DOCUMENT
    assert.deepEqual(
      scalarsOf(members).filter((path) => !statements.has(path)),
      [],
    )
  })

  test('an id that nothing is said about, which the safe mode of others passes', () => {
    assert.deepEqual(droppedOf({ '@context': SECURITY, id: 'urn:x', nonce: [] }), [
      '/nonce nothing',
      '/id unstated',
    ])
  })

  test('two members of one property and one value have one statement', () => {
    const evidence = { ...EVIDENCE, totalDoses: 1 }
    const { statements } = toQuads({ ...DOCUMENT, evidence }, ALL_CONTEXTS)
    assert.equal(statements.get('/evidence/dose'), statements.get('/evidence/totalDoses'))
    assert.notEqual(statements.get('/evidence/dose'), undefined)
  })

  test('all about a holder whose id is no IRI, but not what is about nodes of their own', () => {
    const credentialSubject = { type: 'Person', id: '', name: 'A', address: { city: 'B' } }
    assert.deepEqual(droppedOf({ ...DOCUMENT, credentialSubject }), [
      '/credentialSubject/id relative-iri',
      '/credentialSubject/type subject',
      '/credentialSubject/name subject',
      '/credentialSubject/address subject',
      '/credentialSubject relative-iri',
    ])
  })

  test('names without a meaning, values without one, and nothing', () => {
    const members = { 'a/b~c': 1, issuer: 'Ministry', holder: null, evidence: [], proof: {} }
    assert.deepEqual(droppedOf({ ...DOCUMENT, ...members }), [
      '/issuer relative-iri',
      '/evidence nothing',
      '/a~1b~0c unmapped',
      '/holder nothing',
      '/proof unstated',
    ])
  })
})

test('made-up documents are what the oracle makes of them', async () => {
  let refused = 0
  await fc.assert(
    fc.asyncProperty(madeDocument(), async (document) => {
      if (!(await checkAgainstOracle(document))) refused++
    }),
    ORACLE_RUNS,
  )
  assert.ok(refused < ORACLE_RUNS.numRuns / 2)
})

test('totality: any object has statements or a FormatError', () => {
  const words = fc.constantFrom(
    ...['@context', '@id', '@type', '@graph', '@list', '@value', 'id', 'type', 'proof', 'domain'],
    ...[
      'credentialSubject',
      'VerifiableCredential',
      'Person',
      'urn:x',
      '_:a',
      '',
      CREDENTIALS,
      TNG,
    ],
  )
  const text = fc.oneof(words, fc.string({ unit: ANY_CHARACTER }))
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  }))
  const members = fc.dictionary(text, value, { maxKeys: 5 })
  const context = fc.subarray([CREDENTIALS, VACCINATION_V2, SECURITY, DID, JWS, TNG])
  fc.assert(
    fc.property(members, fc.oneof(value, context), (document, urls) => {
      try {
        canonicalize(toQuads({ ...document, '@context': urls }, ALL_CONTEXTS).quads)
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error))
        assert.match(error.code, /^format\.(context|document)$/)
      }
    }),
    RUNS,
  )
})

/** Values that are no node. */
function madeLeaf(): fc.Arbitrary<JsonValue> {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', ' ', 'a\tb\n"\\', '2021-01-01', 'Vaccination', 'assertionMethod'),
  )
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  return fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 2, arbitrary: MADE_IRI },
    number,
    fc.boolean(),
    fc.constant(null),
  )
}

function madeNode(): fc.Arbitrary<JsonObject> {
  const leaf = madeLeaf()
  const type = fc.subarray(['Person', 'Vaccination', 'VerifiableCredential', 'Other', 'urn:t'])
  const name = fc.constantFrom(
    ...['name', 'refId', 'dose', 'totalDoses', 'batch', 'vaccine', 'issuer', 'issuanceDate'],
    ...['unmapped', 'schema:x', 'nonTransferable', 'city', 'postalCode', 'gender', 'infoUrl'],
  )
  const edge = fc.constantFrom(
    ...['credentialSubject', 'evidence', 'address', 'facility', 'verifier', 'proof', 'holder'],
  )
  const { node } = fc.letrec<{ node: JsonObject; value: JsonValue }>((tie) => ({
    value: fc.oneof(leaf, tie('node'), fc.array(fc.oneof(leaf, tie('node')), { maxLength: 3 })),
    node: fc
      .record({
        id: fc.option(MADE_IRI),
        type: fc.option(fc.oneof(type, fc.constantFrom('Person', 'Vaccination'))),
        leaves: fc.dictionary(name, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }))),
        edges: fc.dictionary(edge, tie('value'), { maxKeys: 3, depthIdentifier: 'node' }),
      })
      .map(({ id, type: types, leaves, edges }) => ({
        ...(id !== null && { id }),
        ...(types !== null && { type: types }),
        ...leaves,
        ...edges,
      })),
  }))
  return node
}

/** Documents in the form of a vaccination whose members are missing, of other types, or too many. */
function madeDocument(): fc.Arbitrary<JsonObject> {
  const node = madeNode()
  const context = fc.constantFrom(VACCINATION_V1, VACCINATION_V2)
  const shaped = fc
    .record({ credentialSubject: node, evidence: fc.array(node, { maxLength: 2 }) })
    .map(({ credentialSubject, evidence }) => ({
      ...DOCUMENT,
      credentialSubject: { ...SUBJECT, ...credentialSubject },
      evidence: evidence.map((each) => ({ ...EVIDENCE, ...each })),
    }))
  return fc
    .tuple(fc.oneof(node, shaped), context)
    .map(([document, url]) => ({ ...document, '@context': [CREDENTIALS, url] }))
}

/**
 * Holds our canonical form against the oracle's, with its safe mode and without. False where we refuse
 * a document; then nothing is asked.
 */
async function checkAgainstOracle(document: JsonObject): Promise<boolean> {
  const ours = readOurs(document)
  if (ours === undefined) return false
  const text = canonicalize(ours.quads)
  assert.equal(text, await canonizeElsewhere(document, { isSafe: false }))
  const safe = await canonizeElsewhere(document, { isSafe: true }).catch(() => undefined)
  assert.equal(safe, isSafe(ours) ? text : undefined)
  return true
}

function readOurs(document: JsonObject): Statements | undefined {
  try {
    return toQuads(document, ALL_CONTEXTS)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function scalarsOf(value: JsonValue, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => scalarsOf(inner, `${path}/${name}`))
}
