/**
 * A server that does nothing, in a process of its own: how long its answers take says whether the machine is free.
 *
 * @module
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const OWN = fileURLToPath(import.meta.url)

/** One at work. */
export interface EmptyServer {
  readonly address: string
  end(): void
}

/** Starts it. */
export async function startEmptyServer(): Promise<EmptyServer> {
  const child = fork(OWN)
  const [port] = await once(child, 'message')
  return { address: `http://127.0.0.1:${port}`, end: () => child.disconnect() }
}

if (process.argv[1] === OWN) {
  const server = createServer((request, answer) => request.resume().on('end', () => answer.end()))
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('disconnect', () => process.exit(0))
}
