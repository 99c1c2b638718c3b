/**
 * Making of fields of the common model.
 *
 * @module
 */

import type { ReadDate } from './dates.ts'
import type { Field, PartialDate } from './health-certificate.ts'

/** A value as the certificate states it. */
export function stated<T>(value: T): Field<T> {
  return { value, source: 'stated' }
}

/** A date as the certificate states it, with its other reading if there is one. */
export function statedDate({ date, alternative }: ReadDate): Field<PartialDate> {
  return alternative === undefined ? stated(date) : { ...stated(date), alternative }
}

/** Words by the codes that are written for them. */
export function toWords<T extends string>(
  codes: Readonly<Partial<Record<T, string>>>,
): readonly (readonly [code: string, word: T])[] {
  return (Object.keys(codes) as T[]).flatMap((word) => {
    const code = codes[word]
    return code === undefined ? [] : [[code, word] as const]
  })
}

/** For codes that the model keeps raw: it has no words of ours for them. */
export const NO_CODES: ReadonlyMap<string, never> = /* @__PURE__ */ new Map<string, never>()
