/**
 * Answers as JSON, in the form of docs/schemas/verification.schema.json.
 *
 * @module
 */

import { tellVerification } from 'pratique/verify'
import { type Answer, positionsOf } from './answer.ts'
import { toJsonLine } from './visible.ts'

export interface JsonOptions {
  readonly showPerson: boolean
}

/** Writes an answer as one line of JSON. */
export function writeJson(answer: Answer, options: JsonOptions): string {
  return toJsonLine(toJson(answer, options))
}

/** The object that stands in the line. */
export function toJson(answer: Answer, options: JsonOptions): object {
  const { verification, parts } = answer
  return {
    ...tellVerification(verification, options.showPerson),
    input: positionsOf(answer),
    ...(parts && { parts: parts.map((part) => toJson(part, options)) }),
  }
}
