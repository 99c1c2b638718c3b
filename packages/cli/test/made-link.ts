/**
 * A health link made up for tests, the files behind it, and what no output may hold of them.
 *
 * @module
 */

import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodeNumeric } from 'pratique/codecs'
import { encodeCompactJwe, encodeJweHeader, type LinkPayload } from 'pratique/smart-health-link'
import { specimen } from './pratique.ts'

export const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i)
export const PATH = 'm/SECRETPATHSECRETPATHSECRETPATHSECRETPATHSEC'
export const PASSCODE = 'SECRET-4711'
const TOKEN = 'SECRET-TOKEN'

export const CARDS = 'application/smart-health-card'
export const FHIR = 'application/fhir+json'
export const API_ACCESS = 'application/smart-api-access'

/** What no output may ever hold: the path, the key in its spellings, passcodes and tokens. */
export const SECRETS = new RegExp(
  `SECRET|${Buffer.from(KEY).toString('base64url').slice(0, 16)}|${Buffer.from(KEY).toString('hex').slice(0, 16)}|shlink:/ey`,
)

export const LINK: Omit<LinkPayload, 'remarks'> = {
  kind: 'smart-health-link',
  url: `https://shl.invalid/${PATH}`,
  key: KEY,
  isLongTerm: false,
  isPasscodeNeeded: false,
  isDirectFile: false,
  label: 'Vaccinations of Outopia',
}

export const CARD = JSON.stringify({
  verifiableCredential: [
    decodeNumeric(readFileSync(specimen('card-vaccination'), 'utf8').trim(), 'shc:/'.length),
  ],
})
export const BUNDLE = JSON.stringify({
  resourceType: 'Bundle',
  entry: [{ fullUrl: 'https://x.invalid/' }],
})
export const ACCESS = JSON.stringify({ access_token: TOKEN, aud: 'https://fhir.invalid/' })

/** Encrypts a file for the link. Its vector follows from its length: nobody's secret is in it. */
export function seal(text: string, contentType: string, key: Uint8Array = KEY): string {
  const iv = Uint8Array.from({ length: 12 }, (_, i) => i + text.length)
  const additionalData = encodeJweHeader({ alg: 'dir', enc: 'A256GCM', cty: contentType })
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(additionalData)
  const ciphertext = Uint8Array.from([...cipher.update(text), ...cipher.final()])
  const tag = Uint8Array.from(cipher.getAuthTag())
  return encodeCompactJwe({ additionalData, encryptedKey: new Uint8Array(), iv, ciphertext, tag })
}

/** A line of JSON, as far as tests look at it. */
interface Line {
  readonly verdict?: string
  readonly verified?: boolean
  readonly code?: string
  readonly format?: string
  readonly input?: readonly number[]
  readonly checks?: readonly object[]
}

export const NO_LINE: Line = {}

export function linesOf(stdout: string): readonly Line[] {
  return stdout
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}
