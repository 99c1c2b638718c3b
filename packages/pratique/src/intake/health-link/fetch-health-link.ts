/**
 * Following of a health link: the one place where Pratique asks a server about somebody, and only ever
 * as an act of its own ("SMART Health Link Manifest Request", "Direct File Request").
 *
 * Requests are made one after the other, and none of them repeats: attempts are counted over the life
 * of a link, and addresses may work once. Nothing follows an address inside a file.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError, UnavailableError, UsageError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, numberMember } from '../../json/read.ts'
import type { DecryptPort } from '../../keys/decrypt-port.ts'
import type { LinkPayload } from '../../model/health-link.ts'
import { type LinkRules, readLinkAddress } from '../../model/link-address.ts'
import type { FetchPort, FetchRequest } from './fetch-port.ts'
import type { LinkFile } from './link-file.ts'
import { MAX_MANIFEST_BYTES, type ManifestEntry, readManifest } from './manifest.ts'
import { MAX_ENCRYPTED_LENGTH, openLinkFile } from './open-link-file.ts'

export interface FetchLinkOptions extends LinkRules {
  readonly port: FetchPort
  /** Who asks: the sender of the link gets to see it. */
  readonly recipient: string
  /** For links that ask for one. */
  readonly passcode?: string
  /** WebCrypto, unless given. */
  readonly decrypt?: DecryptPort
}

/** One file as it came, or why it did not; one that fails hides no other. */
export interface EncryptedFile {
  /** What the manifest says it is; empty without one. */
  readonly contentType: string
  readonly encrypted: string | UnavailableError
}

/** One file, or why it could not be had or opened. */
export interface FetchedFile {
  readonly contentType: string
  readonly opened: LinkFile | FormatError | UnavailableError
}

const TIMEOUT_MS = 15_000

/** Files up to this come within the manifest, which saves asking for them. */
const EMBEDDED_LENGTH_MAX = 128 * 1024

const UTF8 = /* @__PURE__ */ new TextDecoder()

/**
 * Fetches what a link leads to and opens it with the link's key. Verifies nothing.
 *
 * @throws {FormatError} `format.link` if the link was decoded by looser rules than these
 * @throws {UsageError} `usage.passcode` if the link asks for a passcode and there is none;
 *   `usage.argument` for a link of another kind, or without a recipient
 * @throws {UnavailableError} `unavailable.passcode`, `unavailable.link`, `unavailable.network`;
 *   `unavailable.algorithm` if this platform cannot decrypt
 */
export async function fetchHealthLink(
  link: LinkPayload,
  options: FetchLinkOptions,
): Promise<readonly FetchedFile[]> {
  const files: FetchedFile[] = []
  for (const { contentType, encrypted } of await fetchEncryptedFiles(link, options)) {
    const opened =
      typeof encrypted === 'string' ? open(encrypted, contentType, link, options) : encrypted
    files.push({ contentType, opened: await opened })
  }
  return files
}

/**
 * Fetches what a link leads to, and leaves it closed. Errors as of {@link fetchHealthLink}.
 */
export async function fetchEncryptedFiles(
  link: LinkPayload,
  options: FetchLinkOptions,
): Promise<readonly EncryptedFile[]> {
  requireOptions(link, options)
  if (link.isDirectFile) {
    const url = new URL(link.url)
    url.searchParams.append('recipient', options.recipient)
    return [{ contentType: '', encrypted: await fetchText(url.href, options) }]
  }
  const files: EncryptedFile[] = []
  for (const { contentType, embedded, location = '' } of await fetchManifest(link, options)) {
    const encrypted = embedded ?? (await tryText(location, options))
    files.push({ contentType, encrypted })
  }
  return files
}

function requireOptions(
  link: LinkPayload,
  { recipient, passcode, ...rules }: FetchLinkOptions,
): void {
  if (link.kind !== 'smart-health-link') {
    throw new UsageError('usage.argument', 'only SMART Health Links can be followed')
  }
  if (recipient.trim() === '') throw new UsageError('usage.argument', 'expected a recipient')
  if (link.isPasscodeNeeded && !passcode) {
    throw new UsageError('usage.passcode', 'the link asks for a passcode')
  }
  readLinkAddress(link.url, rules)
}

async function fetchManifest(
  link: LinkPayload,
  options: FetchLinkOptions,
): Promise<readonly ManifestEntry[]> {
  const { recipient, passcode } = options
  const body = {
    recipient,
    ...(link.isPasscodeNeeded && { passcode }),
    embeddedLengthMax: EMBEDDED_LENGTH_MAX,
  }
  const answer = await ask(options.port, {
    method: 'POST',
    url: link.url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_MANIFEST_BYTES,
  })
  try {
    return readManifest(UTF8.decode(answer), options)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UnavailableError('unavailable.network', 'the server sent no manifest', { cause })
  }
}

async function fetchText(url: string, { port }: FetchLinkOptions): Promise<string> {
  const headers = { accept: 'application/jose' }
  const maxBytes = MAX_ENCRYPTED_LENGTH
  const answer = await ask(port, { method: 'GET', url, headers, timeoutMs: TIMEOUT_MS, maxBytes })
  return UTF8.decode(answer)
}

async function tryText(url: string, options: FetchLinkOptions): Promise<string | UnavailableError> {
  try {
    return await fetchText(url, options)
  } catch (error) {
    if (error instanceof UnavailableError) return error
    throw error
  }
}

async function open(
  text: string,
  contentType: string,
  { key }: LinkPayload,
  { decrypt }: FetchLinkOptions,
): Promise<LinkFile | FormatError> {
  try {
    return await openLinkFile(text, key, { contentType, ...(decrypt && { decrypt }) })
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

/** What a server answers is told by its number alone: its words may say anything. */
async function ask(port: FetchPort, request: FetchRequest): Promise<Bytes> {
  const { status, body } = await port.fetch(request)
  if (body.length > request.maxBytes) {
    throw new UnavailableError('unavailable.network', `more than ${request.maxBytes} bytes came`)
  }
  switch (status) {
    case 200:
      return body
    case 401:
      throw new UnavailableError('unavailable.passcode', describeRefusal(body))
    case 404:
    case 410:
    case 429:
      throw new UnavailableError('unavailable.link', `the server answered with ${status}`)
    default:
      throw new UnavailableError('unavailable.network', `the server answered with ${status}`)
  }
}

function describeRefusal(body: Bytes): string {
  const left = readRemainingAttempts(body)
  const refused = 'the server refused the passcode'
  if (left === undefined) return refused
  return `${refused}; it takes ${left} more ${left === 1 ? 'attempt' : 'attempts'}`
}

/** What is more than this is no count of attempts. */
const MAX_ATTEMPTS = 1000

function readRemainingAttempts(body: Bytes): number | undefined {
  try {
    const answer = parseJson(UTF8.decode(body), { maxCharacters: 4096 })
    const left = isJsonObject(answer) ? numberMember(answer, 'remainingAttempts') : undefined
    return left !== undefined && Number.isInteger(left) && left >= 0 && left <= MAX_ATTEMPTS
      ? left
      : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
