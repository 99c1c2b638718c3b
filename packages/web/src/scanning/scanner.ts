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
   * frames are dropped, never queued. Rejects with a `ReaderError` if the reader broke, or was ended.
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
  const ended = new AbortController()
  let atWork: Promise<readonly SymbolInFrame[]> | undefined
  return {
    read(image, effort) {
      if (atWork) return undefined
      const answer = nextAnswer(worker, ended.signal).finally(() => {
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
    end() {
      worker.terminate()
      ended.abort()
    },
  }
}

/** Who waits for a reader that was ended holds a file: that is let go, too. */
function nextAnswer(worker: Worker, ended: AbortSignal): Promise<readonly SymbolInFrame[]> {
  const over = new AbortController()
  const { signal } = over
  const answer = new Promise<readonly SymbolInFrame[]>((resolve, reject) => {
    const refuse = (why: string) => () => reject(new ReaderError(why))
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromScanWorker>) => {
        if (data.kind === 'read') resolve(data.symbols)
        else reject(new ReaderError('the reader broke'))
      },
      { signal },
    )
    worker.addEventListener('error', refuse('the reader did not start'), { signal })
    ended.addEventListener('abort', refuse('the reader was ended'), { signal })
    if (ended.aborted) reject(new ReaderError('the reader was ended'))
  })
  // What listens on would keep what was read.
  return answer.finally(() => over.abort())
}
