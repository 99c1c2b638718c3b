/**
 * In place of the parser of messages, which the page has no use for: they are compiled when it is built.
 *
 * @module
 */

export {
  isArgumentElement,
  isDateElement,
  isDateTimeSkeleton,
  isLiteralElement,
  isNumberElement,
  isNumberSkeleton,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
  TYPE,
} from '@formatjs/icu-messageformat-parser/no-parser.js'

export const parse = undefined
