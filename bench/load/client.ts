/**
 * Who asks a server: over connections that stay open, in a process that is not the server's.
 *
 * @module
 */

import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'

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

/**
 * A server turns away more than its `limits.connections`: after a moment in which this machine stood still, all come at
 * once.
 */
const MOST_CONNECTIONS = 500

/** Makes a client. It opens as many connections as there are requests at once, up to a limit. */
export function createClient(address: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS })
  const { hostname, port } = new URL(address)
  let again = 0
  const send = (sent: Sent, through: Agent | false): ClientRequest => {
    const { path, headers, body } = sent
    const sending = request({
      ...{ agent: through, hostname, port, path, method: 'POST' },
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    })
    // Told to whoever waits for the response, or reads it.
    sending.on('error', () => {})
    return sending.end(body)
  }
  const respond = async (sent: Sent): Promise<IncomingMessage> => {
    const sending = send(sent, agent)
    try {
      const [response] = await once(sending, 'response')
      return response
    } catch (error) {
      if (!isOfOldConnection(sending, error)) throw error
      again++
      const [response] = await once(send(sent, false), 'response')
      return response
    }
  }
  return {
    async post(sent) {
      const response = await respond(sent)
      const parts: Buffer[] = await response.toArray()
      return { status: response.statusCode ?? 0, body: Buffer.concat(parts) }
    },
    end() {
      agent.destroy()
      if (again > 0)
        process.stderr.write(`${again} requests were sent again over new connections\n`)
    },
  }
}

/**
 * A server ends connections that have waited, and may do so just as one is taken: then most likely it has not read the
 * request (RFC 9112 §9.5).
 */
function isOfOldConnection(sending: ClientRequest, error: unknown): boolean {
  return sending.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET'
}
