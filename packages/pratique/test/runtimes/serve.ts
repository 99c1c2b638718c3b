/**
 * A web server on this machine alone, for the browser's run of the suite: the package's sources with
 * their types stripped, as Node strips them, and the vectors.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Vectors } from './suite.ts'

const PACKAGE = new URL('../../', import.meta.url)
/** Only sources of this package: no `..` gets past this. */
const SOURCE = /^\/(?:src|test\/runtimes)\/[a-z0-9/-]+\.ts$/

/** A server, and the address that it answers at. */
export interface ServedSuite {
  readonly address: string
  readonly close: () => Promise<void>
}

/** Serves the suite on a free port of the loopback interface. */
export async function serveSuite(vectors: Vectors): Promise<ServedSuite> {
  const json = JSON.stringify(vectors)
  const server = createServer((request, response) => {
    answer(request.url ?? '', json, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${portOf(server)}`, close: () => close(server) }
}

async function answer(url: string, vectors: string, response: ServerResponse): Promise<void> {
  if (url === '/') return send(response, 'text/html', '<!doctype html><title>Pratique</title>')
  if (url === '/vectors.json') return send(response, 'application/json', vectors)
  if (!SOURCE.test(url)) {
    response.writeHead(404).end()
    return
  }
  const source = await readFile(fileURLToPath(new URL(`.${url}`, PACKAGE)), 'utf8')
  send(response, 'text/javascript', stripTypeScriptTypes(source))
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
