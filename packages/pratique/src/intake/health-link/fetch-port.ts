/**
 * The fetch port: all that following a link asks of a network. The library has none of its own.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'

/** One request. Its address is a secret, and so is its body where there is a passcode in it. */
export interface FetchRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** The answer must be whole by then. */
  readonly timeoutMs: number
  /** A longer answer is not read to its end. */
  readonly maxBytes: number
}

export interface FetchResponse {
  readonly status: number
  readonly body: Bytes
}

/**
 * Asks a server, once. It follows no redirection, sends no cookies and no referrer, keeps nothing, and
 * puts nothing of the request into an error.
 */
export interface FetchPort {
  /** @throws {UnavailableError} `unavailable.network` if there is no whole answer in time and size */
  fetch(request: FetchRequest): Promise<FetchResponse>
}
