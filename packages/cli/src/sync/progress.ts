/**
 * Progress, said on standard error when it takes longer than a moment.
 *
 * @module
 */

import type { Io } from '../io.ts'

export interface Progress {
  readonly onFile: (source: string, bytes: number) => void
  readonly stop: () => void
}

const FIRST_MS = 1000
const EVERY_MS = 2000

/** Says how much has come of each source, again and again, until it is stopped. */
export function startProgress(io: Pick<Io, 'err'>): Progress {
  const counts = new Map<string, { readonly files: number; readonly bytes: number }>()
  let timer = setTimeout(tell, FIRST_MS)

  function tell(): void {
    const parts = [...counts].map(
      ([source, { files, bytes }]) => `${source} ${files} files, ${(bytes / 1e6).toFixed(1)} MB`,
    )
    io.err(`pratique: fetching … ${parts.join('; ')}\n`)
    timer = setTimeout(tell, EVERY_MS)
  }

  return {
    onFile: (source, bytes) => {
      const { files, bytes: before } = counts.get(source) ?? { files: 0, bytes: 0 }
      counts.set(source, { files: files + 1, bytes: before + bytes })
    },
    stop: () => clearTimeout(timer),
  }
}
