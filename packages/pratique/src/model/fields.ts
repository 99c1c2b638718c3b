/**
 * Making of fields of the common model.
 *
 * @module
 */

import type { Field } from './health-certificate.ts'

/** A value as the certificate states it. */
export function stated<T>(value: T): Field<T> {
  return { value, source: 'stated' }
}

/** For codes that the model keeps raw: it has no words of ours for them. */
export const NO_CODES: ReadonlyMap<string, never> = /* @__PURE__ */ new Map<string, never>()
