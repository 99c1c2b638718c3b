/**
 * What words beside a code say. They never make a result: they only speak against one.
 *
 * @module
 */

import type { TestResult } from '../../model/health-certificate.ts'
import { toWords } from '../../terminology/spelling.ts'

/** Whole phrases come before the words in them. */
const PHRASES: readonly { readonly pattern: RegExp; readonly result: TestResult }[] = [
  {
    pattern:
      /(?<=^| )(?:not detected|undetected|not reactive|non reactive|nonreactive|negative|neg|(?:no|none) (?:\S+ ){0,6}?detected|none detected)(?= |$)/g,
    result: 'not-detected',
  },
  {
    pattern:
      /(?<=^| )(?:presumptive positive|presumed positive|inconclusive|indeterminate|equivocal|invalid|unsatisfactory)(?= |$)/g,
    result: 'inconclusive',
  },
  { pattern: /(?<=^| )(?:detected|positive|pos|reactive)(?= |$)/g, result: 'detected' },
]

/** Tells whether a text plainly says another result than this one. */
export function speaksAgainst(text: string, result: TestResult): boolean {
  let rest = toWords(text)
  for (const phrase of PHRASES) {
    const without = rest.replace(phrase.pattern, ' ')
    if (without !== rest && phrase.result !== result) return true
    rest = without
  }
  return false
}
