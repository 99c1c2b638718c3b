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

function answer(request: FetchRequest, answers: JsonObject): FetchResponse {
  const found = answers[`${request.method} ${withoutRecipient(request.url, answers)}`]
  if (found === undefined) return respond(404, '')
  if (!isObject(found)) return respond(200, typeof found === 'string' ? found : '')
  const wanted = textOf(found, PASSCODE)
  if (wanted !== undefined && passcodeOf(request) !== wanted) {
    return respond(401, JSON.stringify({ remainingAttempts: 1 }))
  }
  return respond(200, JSON.stringify(found))
}

/** Who asks is appended to the address of a file without a manifest; rows write it without. */
function withoutRecipient(url: string, answers: JsonObject): string {
  if (answers[`GET ${url}`] !== undefined) return url
  return url.replace(/[?&]recipient=[^&]*$/, '')
}

function passcodeOf({ body = '' }: FetchRequest): string | undefined {
  const asked = parseJson(body)
  return isObject(asked) ? textOf(asked, 'passcode') : undefined
}

function respond(status: number, body: string): FetchResponse {
  return { status, body: new TextEncoder().encode(body) }
}
