/**
 * Where a text may have been left: in what a page can store or show of itself, and in a folder on disk.
 *
 * @module
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** All that a page's origin holds, and what it shows of itself, as one text. */
export function readOrigin(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      document.title,
      location.href,
      history.state,
      history.length,
      document.documentElement.outerHTML,
    ]
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAll()
        await new Promise((resolve) => {
          request.onsuccess = resolve
        })
        found.push(name, store, request.result)
      }
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        found.push(request.url, await (await cache.match(request))?.text())
      }
    }
    return JSON.stringify(found)
  })
}

/** Names the files below a folder that hold a text, in UTF-8, UTF-16 or Base64 of UTF-8 at any offset. */
export function findInFolder(folder: string, text: string): readonly string[] {
  const wanted = [Buffer.from(text), Buffer.from(text, 'utf16le'), ...toBase64Parts(text)]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return wanted.some((part) => bytes.includes(part))
    })
}

/** What Base64 has of a text, whatever stands before it, without the characters that neighbours change. */
function toBase64Parts(text: string): readonly Buffer[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + text).toString('base64')
    return Buffer.from(encoded.slice(before === 0 ? 0 : 4, -4))
  })
}
