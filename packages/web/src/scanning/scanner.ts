/**
 * Reads symbols in a worker of its own. Ending it wipes all that it held: pictures, and what they said.
 *
 * @module
 */

import loadReader from 'zxing-wasm/reader/zxing_reader.wasm?embedded'
import type { Effort, FromScanWorker, Pixels, ToScanWorker } from './messages.ts'
import type { SymbolInFrame } from './read-frame.ts'
import { ReaderError } from './reader-error.ts'
import ScanWorker from './scan-worker.ts?worker&inline'

export interface Scanner {
  /**
   * Reads a picture, whose pixels are gone afterwards; `undefined` if it is still at work on the last:
   * frames are dropped, never queued. Rejects with a
   * `ReaderError` if the reader broke.
   */
  read(image: Pixels, effort: Effort): Promise<readonly SymbolInFrame[]> | undefined
  /** Resolves when the picture it is at work on is read. */
  idle(): Promise<void>
  end(): void
}

/** Rejects with a `ReaderError` if its code cannot be loaded. */
export async function startScanner(): Promise<Scanner> {
  const { buffer: wasm } = await loadReader().catch((cause: unknown) => {
    throw new ReaderError('the reader could not be loaded', { cause })
  })
  const worker = new ScanWorker()
  const send = (message: ToScanWorker, moved: Transferable[]) => worker.postMessage(message, moved)
  send({ kind: 'start', wasm }, [wasm])
  let atWork: Promise<readonly SymbolInFrame[]> | undefined
  return {
    read(image, effort) {
      if (atWork) return undefined
      const answer = nextAnswer(worker).finally(() => {
        atWork = undefined
      })
      atWork = answer
      send({ kind: 'read', image, effort }, [
        'data' in image ? image.data.buffer : image.pixels.buffer,
      ])
      return answer
    },
    async idle() {
      await atWork?.catch(() => undefined)
    },
    end: () => worker.terminate(),
  }
}

function nextAnswer(worker: Worker): Promise<readonly SymbolInFrame[]> {
  return new Promise((resolve, reject) => {
    const options = { once: true }
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromScanWorker>) => {
        if (data.kind === 'read') resolve(data.symbols)
        else reject(new ReaderError('the reader broke'))
      },
      options,
    )
    worker.addEventListener(
      'error',
      () => reject(new ReaderError('the reader did not start')),
      options,
    )
  })
}
