/**
 * Health links and the files behind them, right or wrong as wanted.
 *
 * @module
 */

import { createCipheriv } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { encodeBase64Url } from '../../packages/pratique/src/codecs.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import { encodeCompactJwe, encodeJweHeader } from '../../packages/pratique/src/smart-health-link.ts'
import type { Bytes } from './hcert.ts'

export const CARDS = 'application/smart-health-card'
export const FHIR = 'application/fhir+json'
export const API_ACCESS = 'application/smart-api-access'

/** Where the links of Examplia lead to: nowhere. */
export const LINK_URL =
  'https://links.pratique.example/m/RVhFUkNJU0UtZXhlcmNpc2UtRVhFUkNJU0UtZXhlcmM'

/** The key of all its links; public, like all its keys. */
export const LINK_KEY: Bytes = Uint8Array.from({ length: 32 }, (_, i) => 0xe0 ^ (5 * i))

/** What a link of Examplia says, at the least. */
export const LINK: JsonObject = { url: LINK_URL, key: encodeBase64Url(LINK_KEY) }

/** Writes a payload as a link. */
export function toLink(payload: unknown, beginning = 'shlink:/'): string {
  return beginning + encodeBase64Url(new TextEncoder().encode(JSON.stringify(payload)))
}

/** How a file is encrypted; what is absent is as the standard has it. */
export interface Sealing {
  /** Adds to the header, or replaces what it says. */
  readonly header?: JsonObject
  readonly key?: Bytes
  readonly encryptedKey?: Bytes
  /** Cuts the authentication tag. */
  readonly tagBytes?: number
  /** Changes the ciphertext once it is made. */
  readonly isChanged?: boolean
}

/**
 * Encrypts a file. Its vector follows from its length, so that it always comes out the same.
 *
 * @param contentType what the header says it is; absent: nothing
 */
export function sealFile(text: string, contentType?: string, sealing: Sealing = {}): string {
  const { key = LINK_KEY, encryptedKey = new Uint8Array(), tagBytes = 16 } = sealing
  const type = contentType === undefined ? {} : { cty: contentType }
  const header = { alg: 'dir', enc: 'A256GCM', ...type, ...sealing.header }
  const additionalData = encodeJweHeader(header)
  const iv = Uint8Array.from({ length: 12 }, (_, i) => (text.length + i) & 0xff)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(additionalData)
  const plaintext = sealing.header?.['zip'] === 'DEF' ? deflateRawSync(text) : Buffer.from(text)
  const ciphertext = Uint8Array.from([...cipher.update(plaintext), ...cipher.final()])
  if (sealing.isChanged) ciphertext[0] = (ciphertext[0] ?? 0) ^ 1
  const tag = Uint8Array.from(cipher.getAuthTag())
  return encodeCompactJwe({ additionalData, encryptedKey, iv, ciphertext, tag })
}
