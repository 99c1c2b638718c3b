/**
 * The answers that rows of health links bring along, in the place of a network.
 *
 * @module
 */

import { type JsonObject, type JsonValue, parseJson } from 'pratique/codecs'
import type { FetchPort, FetchRequest, FetchResponse } from 'pratique/smart-health-link'
import { isObject, textOf } from './row.ts'

/** What an answer says of the passcode that it waits for; no server would send it. */
const PASSCODE = 'requiresPasscode'

/** Makes a port that answers with what a row's `http` says for a method and an address. */
export function createRowPort(http: JsonValue | undefined): FetchPort {
  const answers = isObject(http) ? http : {}
  return { fetch: async (request) => answer(request, answers) }
}

/** A port that answers every manifest request with this one. */
export function withManifest(port: FetchPort, manifest: string): FetchPort {
  return {
    fetch: async (request) =>
      request.method === 'POST' ? respond(200, manifest) : port.fetch(request),
  }
}

/** Whether an address is one without encryption. */
export function isUnencrypted(url: string): boolean {
  return /^http:/i.test(url)
}

/** A passcode as a row writes it: digits may stand there as a number. */
export function toPasscode(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function answer(request: FetchRequest, answers: JsonObject): FetchResponse {
  const found = find(request, answers)
  if (found === undefined) return respond(404, '')
  if (typeof found === 'number') return respond(found, '')
  if (!isObject(found)) return respond(200, typeof found === 'string' ? found : '')
  const wanted = toPasscode(found[PASSCODE])
  if (wanted !== undefined && passcodeOf(request) !== wanted) {
    return respond(401, JSON.stringify({ remainingAttempts: 1 }))
  }
  const { status, body } = found
  if (typeof status !== 'number') return respond(200, JSON.stringify(found))
  return respond(status, typeof body === 'string' ? body : JSON.stringify(body ?? null))
}

/** Who asks is appended to the address of a file without a manifest; rows write it without, or another. */
function find({ method, url }: FetchRequest, answers: JsonObject): JsonValue | undefined {
  const name = `${method} ${url}`
  const plain = withoutRecipient(name)
  const found = Object.keys(answers).find((each) => withoutRecipient(each) === plain)
  return answers[name] ?? answers[plain] ?? answers[found ?? '']
}

function withoutRecipient(name: string): string {
  return name.replace(/[?&]recipient=[^&]*$/, '')
}

function passcodeOf({ body = '' }: FetchRequest): string | undefined {
  const asked = parseJson(body)
  return isObject(asked) ? textOf(asked, 'passcode') : undefined
}

function respond(status: number, body: string): FetchResponse {
  return { status, body: new TextEncoder().encode(body) }
}
