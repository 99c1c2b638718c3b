/**
 * A worker thread with a verifier and certificates of its own, that works whenever it is told to.
 *
 * @module
 */

import { parentPort, workerData } from 'node:worker_threads'
import { nodeCrypto } from '@pratique/node/crypto'
import { euDcc } from 'pratique/eu-dcc'
import { runFor, type Tally } from '../harness.ts'
import { makeDccSamples } from '../made/dcc.ts'
import { makeSigner } from '../made/issuing.ts'
import { createPratique, toCandidate } from './candidates.ts'
import { createFloor } from './floor.ts'
import { createPaper } from './paper.ts'
import { createPictured } from './pictured.ts'

/** What a worker is told to do. */
export interface Order {
  readonly what: 'pratique' | 'paper' | 'pictured' | 'floor'
  readonly forMs: number
}

/** What it has done. */
export interface Work extends Tally {
  readonly elapsedMs: number
}

const { count }: { readonly count: number } = workerData
const samples = await makeDccSamples(count)
const contender = createPratique(samples, euDcc, nodeCrypto, { name: 'pratique', does: '' })
const candidates = {
  pratique: await toCandidate(contender, samples),
  paper: await createPaper(await makeSigner(), count),
  pictured: await createPictured(await makeSigner(), count),
  floor: await createFloor(samples),
}
let first = 0

parentPort?.on('message', async ({ what, forMs }: Order) => {
  const startedAt = performance.now()
  const tally = await runFor(candidates[what], first, forMs)
  first = (first + tally.done) % count
  const work: Work = { ...tally, elapsedMs: performance.now() - startedAt }
  parentPort?.postMessage(work)
})
parentPort?.postMessage('ready')
