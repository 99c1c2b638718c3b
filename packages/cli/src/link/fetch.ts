/**
 * The network, for the one command that uses it: `pratique read --fetch`.
 *
 * @module
 */

import { UnavailableError } from 'pratique/errors'
import type { FetchPort, FetchRequest, FetchResponse } from 'pratique/smart-health-link'
import type { Bytes } from 'pratique/verify'

/** All requests of one link together may take so long. */
const TOTAL_MS = 60_000

/** Makes a port over this platform's `fetch`. Its time begins now. */
export function createFetchPort(totalMs: number = TOTAL_MS): FetchPort {
  const deadline = AbortSignal.timeout(totalMs)
  return { fetch: (request) => ask(request, deadline) }
}

async function ask(request: FetchRequest, deadline: AbortSignal): Promise<FetchResponse> {
  const { method, url, headers, body, timeoutMs, maxBytes } = request
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      // Where a server sends us on to, the link does not say.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]),
    })
    return { status: response.status, body: await readBody(response, maxBytes) }
  } catch (error) {
    if (error instanceof UnavailableError) throw error
    // No `cause`: the platform's words may quote the address.
    throw new UnavailableError('unavailable.network', 'the server did not answer as it should')
  }
}

/** What comes is counted as it comes, and after it was decompressed. */
async function readBody({ body }: Response, maxBytes: number): Promise<Bytes> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > maxBytes) {
      throw new UnavailableError(
        'unavailable.network',
        `the server sent more than ${maxBytes} bytes`,
      )
    }
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
