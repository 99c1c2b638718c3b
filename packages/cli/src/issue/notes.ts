/**
 * What whoever gives orders should know of those that are carried out, said on standard error.
 *
 * @module
 */

import type { OrderNote } from 'pratique/issue'
import type { Io } from '../io.ts'
import { visible } from '../output/visible.ts'

/** Of more orders than these it is only counted. */
const MAX_SHOWN = 20

/** Notes on orders, of which the first are told. */
export interface Notes {
  /** @param place where the order stood, such as `line 3` */
  tell(place: string, notes: readonly OrderNote[]): void
  /** Once all orders are done. */
  finish(): void
}

/** Makes a teller of notes. */
export function createNotes({ err }: Pick<Io, 'err'>): Notes {
  let count = 0
  return {
    tell(place, notes) {
      if (notes.length === 0) return
      count++
      if (count > MAX_SHOWN) return
      for (const { path, words } of notes) {
        err(`pratique: ${visible(place, 80)}: ${path}: ${words}\n`)
      }
    },
    finish() {
      const rest = count - MAX_SHOWN
      if (rest > 0) err(`pratique: and ${rest} more orders like these\n`)
    },
  }
}
