/**
 * Who asks a server: over connections that stay open, in a process that is not the server's.
 *
 * @module
 */

import { once } from 'node:events'
import { Agent, type ClientRequest, request } from 'node:http'

/** What is sent. */
export interface Sent {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
}

export interface Client {
  post(sent: Sent): Promise<Answer>
  end(): void
}

/** A server turns away more than its `limits.connections`: after a moment in which this machine stood still, all come at once. */
const MOST_CONNECTIONS = 500

/** Makes a client. It opens as many connections as there are requests at once, up to a limit. */
export function createClient(address: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS })
  const { hostname, port } = new URL(address)
  const post = async (sent: Sent): Promise<Answer> => {
    const { path, headers, body } = sent
    const sending = request({
      ...{ agent, hostname, port, path, method: 'POST' },
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    })
    sending.end(body)
    try {
      const [response] = await once(sending, 'response')
      const parts: Buffer[] = await response.toArray()
      return { status: response.statusCode, body: Buffer.concat(parts) }
    } catch (error) {
      if (!wasClosedMeanwhile(sending, error)) throw error
      return post(sent)
    }
  }
  return { post, end: () => agent.destroy() }
}

/** A server ends connections that wait, and may do so just as one is taken: then it has not read the request (RFC 9112 §9.5). */
function wasClosedMeanwhile(sending: ClientRequest, error: unknown): boolean {
  return sending.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET'
}
