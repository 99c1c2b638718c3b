/**
 * How many parts of a SMART Health Card are read (SMART Health Cards 1.0, "Chunking").
 *
 * @module
 */

export interface ChunkProgress {
  readonly done: number
  readonly of: number
}

/** `shc:/` index `/` number of chunks `/` digits. */
const CHUNK = /^\s*shc:\/(\d{1,3})\/(\d{1,3})\//i

/** Counts the parts of the card that was begun last; `undefined` if none was. */
export function chunkProgress(texts: readonly string[]): ChunkProgress | undefined {
  const chunks = texts.flatMap((text) => {
    const [, index, count] = CHUNK.exec(text) ?? []
    return index === undefined || count === undefined ? [] : [{ index, of: Number(count) }]
  })
  const of = chunks.at(-1)?.of
  if (of === undefined) return undefined
  const read = new Set(chunks.flatMap((chunk) => (chunk.of === of ? [chunk.index] : [])))
  return { done: Math.min(read.size, of), of }
}
