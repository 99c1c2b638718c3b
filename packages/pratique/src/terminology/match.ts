/**
 * Matches: what several statements about one thing come to together.
 *
 * @module
 */

/**
 * What codings and texts say that something is.
 *
 * | `state` | `possible` | `isClosed` |
 * |---|---|---|
 * | `known` | the one thing that it is | `true` |
 * | `one-of` | it is surely one of these | `true` |
 * | `unknown` | none, or those of our list that fit; it may be another | `false` |
 * | `contradictory` | what each of the statements would allow | `false` |
 */
export interface Match<T extends string> {
  /** What it may be, in the order of our tables. */
  readonly possible: readonly T[]
  readonly state: 'known' | 'one-of' | 'unknown' | 'contradictory'
  /** `stated`: codes say so by themselves. `derived`: a name, a text or the maker had to be read. */
  readonly source: 'stated' | 'derived'
  /**
   * Whether nothing else than `possible` can be meant. Only then may a decision rest on the set: "all of
   * these are accepted" proves nothing of a code for mRNA vaccines, since the product that was given may
   * be one that no list has yet.
   */
  readonly isClosed: boolean
}

/** What one statement allows. `isClosed`: and nothing else. */
export interface Meaning<T extends string> {
  readonly possible: ReadonlySet<T>
  readonly isClosed: boolean
}

/** What statements come to: what all of them allow; or if there is no such thing, what any does. */
export interface Combined<T extends string> extends Meaning<T> {
  readonly isContradictory: boolean
}

const NOTHING: ReadonlySet<never> = /* @__PURE__ */ new Set<never>()

/** One thing, and no other. */
export function only<T extends string>(...possible: readonly T[]): Meaning<T> {
  return { possible: new Set(possible), isClosed: true }
}

/**
 * Combines statements about one thing. All count: what one of them excludes is not possible. A statement
 * that allows nothing that the others allow contradicts them, and nobody can say which is right.
 */
export function combine<T extends string>(meanings: readonly Meaning<T>[]): Combined<T> {
  const [first, ...rest] = meanings
  if (!first) return { possible: NOTHING, isClosed: false, isContradictory: false }
  const possible = rest.reduce((left, each) => intersect(left, each.possible), first.possible)
  const isClosed = meanings.some((meaning) => meaning.isClosed)
  // Nothing of our list fits several open statements: then it is something that is not on it.
  if (possible.size > 0 || !isClosed) return { possible, isClosed, isContradictory: false }
  return { possible: uniteDisagreeing(meanings), isClosed: false, isContradictory: true }
}

/** Of a class and two products that disagree, the products tell more. */
function uniteDisagreeing<T extends string>(meanings: readonly Meaning<T>[]): ReadonlySet<T> {
  const closed = meanings.filter((meaning) => meaning.isClosed)
  const [first, ...rest] = closed
  const shared =
    first && rest.reduce((left, each) => intersect(left, each.possible), first.possible)
  const telling = shared?.size === 0 ? closed : meanings
  return new Set(telling.flatMap(({ possible }) => [...possible]))
}

/** Turns combined statements into a match. `order` lists what there is; the set keeps its own order else. */
export function toMatch<T extends string>(
  { possible, isClosed, isContradictory }: Combined<T>,
  source: Match<T>['source'],
  order?: ReadonlyMap<T, unknown>,
): Match<T> {
  const isSorted = !order || possible.size < 2
  const list = isSorted ? [...possible] : [...order.keys()].filter((each) => possible.has(each))
  if (isContradictory) return { possible: list, state: 'contradictory', source, isClosed: false }
  if (!isClosed || list.length === 0) {
    return { possible: list, state: 'unknown', source, isClosed: false }
  }
  return { possible: list, state: list.length === 1 ? 'known' : 'one-of', source, isClosed: true }
}

/** Tells whether two combinations come to the same. */
export function isSame<T extends string>(a: Combined<T>, b: Combined<T>): boolean {
  const isEqual = a.isClosed === b.isClosed && a.isContradictory === b.isContradictory
  return isEqual && a.possible.size === b.possible.size && isWithin(a.possible, b.possible)
}

/** What both sets hold. */
export function intersect<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  return new Set([...a].filter((each) => b.has(each)))
}

function isWithin<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return [...a].every((each) => b.has(each))
}
