/**
 * Answers that come at once where the platform answers at once.
 *
 * A promise for what is already known costs more than most checks; four in a row cost as much as
 * reading the claims.
 *
 * @module
 */

/** A value, or the promise of one. */
export type Soon<T> = T | Promise<T>

/** Goes on with a value, now or when it is there. */
export function andThen<T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** All values: at once if each is there. */
export function allOf<T>(values: readonly Soon<T>[]): Soon<readonly T[]> {
  const settled: T[] = []
  for (const value of values) {
    if (value instanceof Promise) return Promise.all(values)
    settled.push(value)
  }
  return settled
}
