import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import { smartHealthCard } from 'pratique/smart-health-card'
import { createTrustStore } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import { compileFhir } from '../../pratique/test/issued/fhir-schema.ts'
import { embedded } from './databases.ts'
import { makeServer, type TestServer } from './made-authority.ts'

const OPERATION = '/fhir/Patient/$health-cards-issue'
const TYPE = 'application/fhir+json'

const readExample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../vectors/intake/${name}`, import.meta.url), 'utf8'))

const PATIENT = {
  fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  resource: {
    resourceType: 'Patient',
    name: [{ use: 'official', family: 'Quxwortherly', given: ['Ada'] }],
    birthDate: '1990-12-24',
  },
}

function dose(cvx = '208', status = 'completed', day = '2026-04-02') {
  return {
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: {
      resourceType: 'Immunization',
      status,
      patient: { reference: PATIENT.fullUrl },
      vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: cvx }] },
      occurrenceDateTime: day,
    },
  }
}

const result = {
  fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000002',
  resource: {
    resourceType: 'Observation',
    status: 'final',
    subject: { reference: PATIENT.fullUrl },
    code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
    effectiveDateTime: '2026-11-20T08:00:00Z',
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] },
    performer: [{ display: 'Laboratory of Amaurote' }],
  },
}

const bundleOf = (...entry: readonly object[]) => ({
  ...{ resourceType: 'Bundle', type: 'collection', entry: [PATIENT, ...entry] },
})

function parametersOf(types: readonly string[], ...bundles: readonly unknown[]) {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...types.map((valueUri) => ({ name: 'credentialType', valueUri })),
      ...bundles.map((resource) => ({ name: 'bundle', resource })),
    ],
  }
}

const isParameters = compileFhir('Parameters')
const isOutcome = compileFhir('OperationOutcome')

interface Outcome {
  readonly resourceType: string
  readonly parameter?: readonly { readonly name: string; readonly valueString: string }[]
  readonly issue?: readonly {
    readonly code: string
    readonly diagnostics?: string
    readonly details: { readonly coding: readonly { readonly code: string }[] }
  }[]
}

describe('cards of a FHIR bundle', () => {
  const kind = embedded()
  let server: TestServer
  let own: string
  before(async () => {
    server = await makeServer(await kind.open())
    own = await server.key()
  })
  after(() => kind.end())

  async function ask(
    body: unknown,
    { path = OPERATION, method = 'POST', once = `${randomUUID()}`, accept = TYPE, key = own } = {},
  ): Promise<{ status: number; outcome: Outcome; text: string }> {
    const response = await server.app.request(path, {
      method,
      headers: {
        ...{ 'Content-Type': TYPE, 'Idempotency-Key': once, Accept: accept },
        Authorization: `Bearer ${key}`,
      },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    })
    assert.match(response.headers.get('Content-Type') ?? '', /^application\/fhir\+json/)
    assert.equal(response.headers.get('Cache-Control'), 'no-store')
    const text = await response.text()
    const outcome: Outcome = JSON.parse(text)
    const isFhir = response.ok ? isParameters : isOutcome
    assert.ok(isFhir(outcome), `${text} ${JSON.stringify(isFhir.errors)}`)
    return { status: response.status, outcome, text }
  }

  const cardsOf = ({ outcome }: { outcome: Outcome }) =>
    (outcome.parameter ?? []).map(({ valueString }) => valueString)

  async function readCard(card: string) {
    const trust = createTrustStore({ records: [] })
    const verifier = createVerifier({ formats: [smartHealthCard], trust, crypto: nodeCrypto })
    const verification = await verifier.verify(card, { now: Date.now() / 1000 })
    return 'unverified' in verification ? verification.unverified : undefined
  }

  async function countIssued(): Promise<number> {
    const rows = await server.database.db.selectFrom('issued_counts').select('count').execute()
    return rows.reduce((sum, { count }) => sum + count, 0)
  }

  test('each is a JWS that states its dose or result, and can be taken back', async () => {
    const asked = parametersOf(['https://smarthealth.cards#health-card'], bundleOf(dose(), result))
    const cards = cardsOf(await ask(asked))
    assert.equal(cards.length, 2)
    const read = await Promise.all(cards.map(readCard))
    assert.deepEqual(read.map((card) => card?.facts[0]?.kind).toSorted(), ['test', 'vaccination'])
    for (const card of read) assert.equal(card?.holder.name.family?.value, 'Quxwortherly')
    const revoked = await server.post('/v1/revocations', { reason: 'wrong', certificates: cards })
    assert.deepEqual(JSON.parse(await revoked.text()), { revoked: 2 })
  })

  test('what laboratories and clinics send comes through', async () => {
    const single = readExample('fhir-immunization.json')
    const whole = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: single }] }
    assert.equal(cardsOf(await ask(parametersOf(['Immunization'], whole))).length, 1)
  })

  test('are of all the types that are asked for; of none, nothing is issued', async () => {
    const bundle = bundleOf(dose(), result)
    const before = await countIssued()
    const countOf = async (...types: readonly string[]) =>
      cardsOf(await ask(parametersOf(types, bundle))).length
    assert.equal(await countOf('Immunization'), 1)
    assert.equal(await countOf('Observation', 'Patient'), 1)
    assert.equal(await countOf('https://smarthealth.cards#covid19'), 2)
    assert.equal(await countOf('https://smarthealth.cards#laboratory'), 1)
    assert.equal(await countIssued(), before + 5)
    for (const none of ['Immunization Observation', 'Condition', 'constructor', '']) {
      assert.equal(await countOf(...none.split(' ')), 0, none)
    }
    assert.equal(await countIssued(), before + 5)
  })

  test('sent again with its key, it is the same', async () => {
    const once = randomUUID()
    const body = parametersOf(['Immunization'], bundleOf(dose()))
    const [first, second] = [await ask(body, { once }), await ask(body, { once })]
    assert.equal(first.text, second.text)
    const other = await ask(parametersOf(['Observation'], bundleOf(result)), { once })
    const none = await ask(parametersOf(['Condition'], bundleOf(dose())), { once })
    for (const { outcome } of [other, none]) {
      assert.equal(outcome.issue?.[0]?.details.coding[0]?.code, 'request.idempotency-reused')
    }
  })

  test('all or none: one that cannot be issued keeps the others back, and is told without a value', async () => {
    const before = await countIssued()
    for (const faulty of [
      dose('208', 'not-done'),
      dose('999999'),
      dose('208', 'completed', '2999-01-01'),
    ]) {
      const { status, outcome, text } = await ask(
        parametersOf(['Immunization'], bundleOf(dose(), faulty)),
      )
      assert.equal(status, 422, JSON.stringify(faulty))
      assert.equal(outcome.resourceType, 'OperationOutcome')
      assert.equal(outcome.issue?.[0]?.code, 'processing')
      assert.match(outcome.issue?.[0]?.diagnostics ?? '', /^bundle\./)
      for (const value of ['Quxwortherly', '1990-12-24', '999999', 'not-done']) {
        assert.ok(!text.includes(value), value)
        assert.ok(!server.log.join('').includes(value), value)
      }
    }
    const many = bundleOf(...Array.from({ length: 21 }, () => result).map(asOther))
    assert.equal((await ask(parametersOf(['Observation'], many))).status, 422)
    assert.equal(await countIssued(), before)
  })

  test('faults are told in FHIR’s words, whatever they are', async () => {
    const bundle = bundleOf(dose())
    const good = parametersOf(['Immunization'], bundle)
    const foreign = {
      ...good,
      parameter: [...good.parameter, { name: '_since', valueDateTime: '2026' }],
    }
    const cases: readonly [unknown, Parameters<typeof ask>[1], number, string][] = [
      [parametersOf([], bundle), {}, 400, 'invalid'],
      [parametersOf(['Immunization']), {}, 400, 'invalid'],
      [parametersOf(['Immunization'], bundle, bundle), {}, 400, 'invalid'],
      [{ resourceType: 'Bundle' }, {}, 400, 'invalid'],
      [foreign, {}, 400, 'invalid'],
      [good, { once: 'x' }, 400, 'invalid'],
      [good, { key: 'none' }, 401, 'login'],
      [good, { key: await server.key({ acts: ['revoke'] }) }, 403, 'forbidden'],
      [good, { accept: 'application/fhir+xml' }, 406, 'not-supported'],
      [good, { path: '/fhir/Patient/4711/$health-cards-issue' }, 405, 'not-supported'],
      [
        good,
        { path: '/fhir/Patient/4711/$health-cards-issue', method: 'GET' },
        405,
        'not-supported',
      ],
      [good, { method: 'GET' }, 405, 'not-supported'],
      [good, { path: '/fhir/Patient' }, 404, 'not-found'],
      ['x'.repeat(70_000), {}, 413, 'too-long'],
    ]
    for (const [body, how, status, code] of cases) {
      const answer = await ask(body, how)
      const what = `${JSON.stringify(how)} ${answer.text}`
      assert.equal(answer.status, status, what)
      assert.equal(answer.outcome.issue?.[0]?.code, code, what)
    }
  })
})

/** The same result, of another time. */
function asOther(entry: typeof result, at: number): typeof result {
  const effectiveDateTime = `2026-10-${String(at + 1).padStart(2, '0')}T08:00:00Z`
  return { fullUrl: `urn:uuid:${randomUUID()}`, resource: { ...entry.resource, effectiveDateTime } }
}
