/**
 * What page and service worker say to each other.
 *
 * @module
 */

/** More than any bundle may have (`MAX_FILE_BYTES` of the library). */
export const MAX_UPDATE_BYTES: number = 16 * 1024 * 1024

/**
 * `started`: a page has taken the lock of its version. `take-over`: the new version may come, if no check is
 * open. `fetch-bundle` and `look`, which asks whether there is a newer version, are answered on the port that comes
 * with them.
 */
export interface ToServiceWorker {
  readonly kind: 'started' | 'take-over' | 'fetch-bundle' | 'look'
}

/** What came of a `look`. */
export interface Looked {
  readonly kind: 'newer' | 'same' | 'busy' | 'unreachable'
}

/** What came of a `fetch-bundle`. Nobody has judged the bytes. */
export type FetchedBundle =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'busy' | 'unreachable' | 'too-large' }

/** Held in shared mode while a check is open. */
export const CHECK_LOCK = 'pratique-check'

const PAGE_LOCK = 'pratique-page:'

/** The lock that a page holds for as long as it lives: of its version, which its first script names. */
export function pageLock(script: string): string {
  return `${PAGE_LOCK}${script.split('/').at(-1) ?? ''}`
}
