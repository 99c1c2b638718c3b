/**
 * The worker that reads symbols: one picture at a time. What it holds of a picture ends with it.
 *
 * @module
 */

import type { FromScanWorker, ToScanWorker } from './messages.ts'
import { createReadFrame } from './read-frame.ts'
import { startReader } from './symbol-reader.ts'

const readFrame = createReadFrame()

self.addEventListener('message', async ({ data }: MessageEvent<ToScanWorker>) => {
  if (data.kind === 'start') startReader(data.wasm)
  else self.postMessage(await answer(data.image, data.effort))
})

async function answer(...picture: Parameters<typeof readFrame>): Promise<FromScanWorker> {
  try {
    return { kind: 'read', symbols: await readFrame(...picture) }
  } catch {
    return { kind: 'broken' }
  }
}
