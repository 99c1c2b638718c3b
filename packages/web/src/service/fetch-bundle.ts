/**
 * Asks this origin for the newest bundle: nothing is sent but the address, and never while a check is open.
 *
 * @module
 */

import { type FetchedBundle, MAX_UPDATE_BYTES } from './messages.ts'
import { whileNoCheck } from './while-no-check.ts'

/** How long a server may take. */
export const TIMEOUT_MS = 60_000

/** Says nothing of who asks, and follows nobody elsewhere. */
export const FETCH_OPTIONS = {
  cache: 'no-cache',
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit

/** @param address relative to the page; whoever built it made sure that it leads nowhere else */
export async function fetchBundle(address: string): Promise<FetchedBundle> {
  try {
    const fetched = await whileNoCheck((signal) =>
      fetchNow(address, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])),
    )
    return fetched === 'busy' ? { kind: 'busy' } : fetched
  } catch {
    return { kind: 'unreachable' }
  }
}

async function fetchNow(address: string, signal: AbortSignal): Promise<FetchedBundle> {
  const response = await fetch(address, { ...FETCH_OPTIONS, signal })
  if (!response.ok || !response.body) return { kind: 'unreachable' }
  return readAll(response.body)
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<FetchedBundle> {
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    length += value.length
    if (length > MAX_UPDATE_BYTES) {
      await reader.cancel()
      return { kind: 'too-large' }
    }
    pieces.push(value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { kind: 'fetched', bytes }
}
