/**
 * Stretches of time with one answer, found by looking only where an answer can change.
 *
 * @module
 */

/** A stretch of time, in milliseconds since the epoch: whole seconds, the last not in it. */
export interface Segment<T> {
  readonly verdict: T
  /** The first whole second with this verdict. */
  readonly from: number
  readonly until: number
}

const SECOND = 1000

/**
 * Finds the segments of a stretch of time, to the second. Neighbours differ, and nothing lies between.
 *
 * @param anchors instants at which the verdict may change, or just after which; in any order
 * @param verdictAt what holds at an instant; equal verdicts are the same by `===`
 * @param from a whole second; so is `until`
 */
export function findSegments<T>(
  anchors: Iterable<number>,
  { from, until }: { readonly from: number; readonly until: number },
  verdictAt: (ms: number) => T,
): readonly Segment<T>[] {
  const instants = new Set([from])
  for (const anchor of anchors) {
    // Whole seconds alone are told apart: the first at the anchor or after it, and the first after it.
    const second = Math.ceil(anchor / SECOND) * SECOND
    for (const instant of second === anchor ? [second, second + SECOND] : [second]) {
      if (instant > from && instant < until) instants.add(instant)
    }
  }
  const segments: Segment<T>[] = []
  for (const instant of [...instants].toSorted((a, b) => a - b)) {
    const verdict = verdictAt(instant)
    const last = segments.at(-1)
    if (last && last.verdict === verdict) continue
    if (last) segments[segments.length - 1] = { ...last, until: instant }
    segments.push({ verdict, from: instant, until })
  }
  return segments
}
