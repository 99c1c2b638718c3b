/**
 * An identity provider that refuses everybody, and says in its answer all that it was sent: as a faulty one may.
 *
 * @module
 */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface EchoingProvider {
  readonly issuer: string
  /** What it answers with. */
  status: number
  /** All that it was sent for tokens, decoded. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

/** Starts it. */
export async function startEchoingProvider(): Promise<EchoingProvider> {
  const heard: string[] = []
  const server = createServer(async (request, answer) => {
    answer.setHeader('Content-Type', 'application/json')
    if (request.method === 'GET') {
      answer.end(JSON.stringify(describe(provider.issuer)))
      return
    }
    const sent = `${request.headers.authorization} ${decodeURIComponent(await text(request))}`
    heard.push(sent)
    answer.statusCode = provider.status
    answer.end(JSON.stringify({ error: 'invalid_client', error_description: sent }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const provider: EchoingProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    status: 401,
    heard,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return provider
}

/** OpenID Connect Discovery 1.0 §3. */
function describe(issuer: string): object {
  return {
    issuer,
    ...{ authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
    ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'] },
    ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'] },
  }
}
