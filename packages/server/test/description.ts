/**
 * What a server says of itself in `/openapi.json`, and its answers held against that.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { App } from '../src/http/app.ts'

/** As far as tests look at it (OpenAPI 3.1). */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly tags: readonly { readonly name: string }[]
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>
  }
}

export interface Operation {
  readonly summary?: string
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly security?: readonly { readonly apiKey?: readonly [string] }[]
  readonly parameters?: readonly {
    readonly in: string
    readonly name: string
    readonly schema: { readonly enum?: unknown; readonly pattern?: string }
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, DescribedBody>> }
  readonly responses: Readonly<Record<string, DescribedAnswer>>
}

export interface DescribedAnswer {
  readonly description: string
  readonly headers?: Readonly<Record<string, object>>
  readonly content?: Readonly<Record<string, DescribedBody>>
}

export interface DescribedBody {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly $ref?: string; readonly value?: unknown }>>
}

/** One route of the description. */
export interface DescribedRoute {
  readonly method: string
  /** As the description has it: `/codes/{code}`. */
  readonly path: string
  readonly operation: Operation
}

/** Asks a server for its description. */
export async function readDescription(app: Pick<App, 'request'>): Promise<Description> {
  const response = await app.request('/openapi.json')
  return JSON.parse(await response.text())
}

/** Lists its routes. */
export function listRoutes({ paths }: Description): readonly DescribedRoute[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ path, operation },
      method: method.toUpperCase(),
    })),
  )
}

/** A server each of whose answers is held against its description before it is given on. */
export function holdToDescription(app: App): App {
  let described: Promise<(answer: Answer) => Promise<void>> | undefined
  const ask = app.request.bind(app)
  const check = async (path: string, method: string, response: Response): Promise<void> => {
    described ??= readDescription({ request: ask }).then(createCheck)
    const type = (response.headers.get('Content-Type') ?? '').split(';')[0] ?? ''
    const body = await response.clone().text()
    const headers = HEADERS.filter((name) => response.headers.has(name))
    await (await described)({ path, method, status: response.status, type, headers, body })
  }
  return Object.assign(Object.create(app), {
    request: async (input: string, init?: RequestInit, env?: object) => {
      const response = await ask(input, init, env)
      await check(new URL(input, 'http://localhost').pathname, init?.method ?? 'GET', response)
      return response
    },
  })
}

interface Answer {
  readonly path: string
  readonly method: string
  readonly status: number
  readonly type: string
  /** Those of {@link HEADERS} that it has. */
  readonly headers: readonly string[]
  readonly body: string
}

/** What programs read in the head of an answer. */
const HEADERS: readonly string[] = ['Location', 'Retry-After', 'ETag', 'Allow', 'WWW-Authenticate']

const DOCUMENT = 'https://pratique.example/openapi.json'

function createCheck(description: Description): (answer: Answer) => Promise<void> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(
    description,
    DOCUMENT,
  )
  const validators = new Map<string, ValidateFunction>()
  const routes = listRoutes(description).map((route) => ({ ...route, form: toForm(route.path) }))
  return async ({ path, method, status, type, headers, body }) => {
    const what = `${method} ${path}: ${status} ${type}`
    const route = routes.find((each) => each.method === method && each.form.test(path))
    if (!route) {
      assert.ok(status === 404 || status === 405, `${what}: this route is described nowhere`)
      return
    }
    const said = route.operation.responses[status]
    assert.ok(said, `${what}: this status is not described`)
    for (const name of headers) assert.ok(said.headers?.[name], `${what}: ${name} is not described`)
    if (!said.content && body === '') return
    assert.ok(said.content?.[type], `${what}: this type is not described`)
    if (!/json$/.test(type)) return
    const place = ['paths', route.path, method.toLowerCase(), 'responses', String(status)]
    const pointer = [...place, 'content', type, 'schema'].map(toPointer).join('/')
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#/${pointer}` })
    validators.set(pointer, validate)
    const json: unknown = JSON.parse(body)
    assert.ok(validate(json), `${what}: ${JSON.stringify(validate.errors)}`)
    const { code: own, issue } = Object(json)
    const code = own ?? issue?.[0].details.coding?.[0].code
    if (code && status >= 400)
      assert.ok(said.content[type].examples?.[code], `${what}: ${code} is not described`)
  }
}

/** A part of a pointer (RFC 6901), in a fragment. */
export function toPointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function toForm(path: string): RegExp {
  const literal = path.replace(/[.$*+?()[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replace(/\{[a-z]+\}/gi, '[^/]+')}$`)
}
