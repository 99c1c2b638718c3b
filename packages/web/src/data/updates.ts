/**
 * Newer bundles: by network, from a file, or from codes. On whatever road one comes, it is judged here; what is
 * refused leaves what was held.
 *
 * @module
 */

import type { Bytes } from 'pratique/verify'
import {
  type FetchedBundle,
  type Looked,
  MAX_UPDATE_BYTES,
  type ToServiceWorker,
} from '../service/messages.ts'
import { tellDataChange } from './changes.ts'
import { findRecord, replaceRecord } from './device-store.ts'
import { SITE } from './site.ts'

export type UpdateAnswer =
  | { readonly kind: 'taken'; readonly number: number }
  | { readonly kind: 'same' }
  /** Code of `usage` or `format`. */
  | { readonly kind: 'refused'; readonly code: string }
  /** A check is open, or was about to be. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'unreachable' | 'too-large' | 'not-kept' }

/** More than the worker gives a server. */
const PATIENCE_MS = 90_000

/** Whether the page takes bundles at all. */
export const TAKES_BUNDLES: boolean = SITE.quorum !== undefined

/** Whether it can ask for them: this deployment says where, and a service worker is there to do it. */
export async function canFetch(): Promise<boolean> {
  return SITE.updates !== undefined && (await findWorker()) !== undefined
}

/** Judges a bundle, and puts it in the place of the one that is held, if it may. */
export async function takeBundle(bytes: Bytes): Promise<UpdateAnswer> {
  const { quorum, ...rest } = SITE
  if (quorum === undefined) return { kind: 'refused', code: 'usage.quorum' }
  if (bytes.length > MAX_UPDATE_BYTES) return { kind: 'too-large' }
  const { judge } = await import('./judge.ts')
  for (;;) {
    const held = await findRecord()
    const judged = await judge(bytes, held, { ...rest, quorum })
    if (judged.kind !== 'accepted') return judged
    try {
      // Another tab may have taken one since: it is judged against that then.
      if (!(await replaceRecord(judged.record, held))) continue
    } catch {
      return { kind: 'not-kept' }
    }
    tellDataChange()
    return { kind: 'taken', number: judged.number }
  }
}

/** Takes a bundle from a file. */
export async function takeFile(file: Blob): Promise<UpdateAnswer> {
  if (file.size > MAX_UPDATE_BYTES) return { kind: 'too-large' }
  return takeBundle(new Uint8Array(await file.arrayBuffer()))
}

/** Has the service worker ask for the newest one, and takes that. */
export async function fetchUpdate(): Promise<UpdateAnswer> {
  const fetched = await askWorker<FetchedBundle>('fetch-bundle')
  return fetched.kind === 'fetched' ? takeBundle(fetched.bytes) : { kind: fetched.kind }
}

/** Has the service worker look whether there is a newer version of the page. */
export async function lookForNewer(): Promise<Looked['kind']> {
  return (await askWorker<Looked>('look')).kind
}

async function findWorker(): Promise<ServiceWorker | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration()
  return registration?.active ?? undefined
}

/** A worker that browsers end, or that is another by now, answers never. */
async function askWorker<T extends { readonly kind: string }>(
  kind: ToServiceWorker['kind'],
): Promise<T | { readonly kind: 'unreachable' }> {
  const worker = await findWorker()
  if (!worker) return { kind: 'unreachable' }
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const end = (answer: T | { readonly kind: 'unreachable' }) => {
      clearTimeout(late)
      port1.close()
      resolve(answer)
    }
    const late = setTimeout(() => end({ kind: 'unreachable' }), PATIENCE_MS)
    port1.addEventListener('message', ({ data }: MessageEvent<T>) => end(data))
    port1.start()
    const message: ToServiceWorker = { kind }
    worker.postMessage(message, [port2])
  })
}
