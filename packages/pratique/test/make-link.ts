/**
 * Files behind health links, encrypted as tests want them, and servers that answer from a table.
 *
 * @module
 */

import { createCipheriv } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { Bytes } from '../src/bytes/bytes.ts'
import type {
  FetchPort,
  FetchRequest,
  FetchResponse,
} from '../src/intake/health-link/fetch-port.ts'
import type { JsonObject } from '../src/json/value.ts'
import { encodeCompactJwe, encodeJweHeader } from '../src/jwe/compact.ts'

export const LINK_KEY: Bytes = Uint8Array.from({ length: 32 }, (_, i) => i)
const IV = Uint8Array.from({ length: 12 }, (_, i) => 100 + i)

export const CARDS = 'application/smart-health-card'
export const FHIR = 'application/fhir+json'
export const API_ACCESS = 'application/smart-api-access'

/** Encrypts a file; `header` adds to what every file's header says. */
export function sealFile(text: string, header: JsonObject = {}, key: Bytes = LINK_KEY): string {
  const additionalData = encodeJweHeader({ alg: 'dir', enc: 'A256GCM', ...header })
  const cipher = createCipheriv('aes-256-gcm', key, IV)
  cipher.setAAD(additionalData)
  const plaintext = header['zip'] === 'DEF' ? deflateRawSync(text) : Buffer.from(text)
  const ciphertext = Uint8Array.from([...cipher.update(plaintext), ...cipher.final()])
  const tag = Uint8Array.from(cipher.getAuthTag())
  return encodeCompactJwe({
    additionalData,
    encryptedKey: new Uint8Array(),
    iv: IV,
    ciphertext,
    tag,
  })
}

/** What a server answers: a body, or a status with one. */
export type Answer = string | { readonly status: number; readonly body?: string }

/** A server, and what it was asked. */
export interface Server extends FetchPort {
  readonly asked: readonly FetchRequest[]
}

/** Makes a server that answers `METHOD address` from a table; what is not in it is not there. */
export function createServer(answers: Readonly<Record<string, Answer>>): Server {
  const asked: FetchRequest[] = []
  return {
    asked,
    async fetch(request): Promise<FetchResponse> {
      asked.push(request)
      const answer = answers[`${request.method} ${request.url}`] ?? { status: 404 }
      const { status, body = '' } =
        typeof answer === 'string' ? { status: 200, body: answer } : answer
      return { status, body: new TextEncoder().encode(body) }
    },
  }
}
