/**
 * Reads symbols in a worker of its own. Ending it wipes all that it held: frames, and what they said.
 *
 * @module
 */

import loadReader from 'zxing-wasm/reader/zxing_reader.wasm?embedded'
import type { FromScanWorker, ToScanWorker } from './messages.ts'
import ScanWorker from './scan-worker.ts?worker&inline'

export interface Scanner {
  /** Reads a frame; `undefined` if it is still at work on the last: frames are dropped, never queued. */
  read(image: ImageData): Promise<readonly string[]> | undefined
  end(): void
}

export async function startScanner(): Promise<Scanner> {
  const wasm = (await loadReader()).buffer
  const worker = new ScanWorker()
  const send = (message: ToScanWorker, moved: Transferable[]) => worker.postMessage(message, moved)
  send({ kind: 'start', wasm }, [wasm])
  let isBusy = false
  return {
    read(image) {
      if (isBusy) return undefined
      isBusy = true
      const answer = new Promise<readonly string[]>((resolve) => {
        worker.addEventListener(
          'message',
          ({ data }: MessageEvent<FromScanWorker>) => {
            isBusy = false
            resolve(data.texts)
          },
          { once: true },
        )
      })
      send({ kind: 'frame', image }, [image.data.buffer])
      return answer
    },
    end: () => worker.terminate(),
  }
}
