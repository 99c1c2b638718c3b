/**
 * JSON scalars → RDF literals (JSON-LD 1.1 API §8.2.2).
 *
 * @module
 */

import { canonicalizeJson } from '../json/canonical.ts'
import type { JsonValue } from '../json/value.ts'
import { refuseDocument } from './refuse.ts'
import {
  type Literal,
  RDF_JSON,
  XSD_BOOLEAN,
  XSD_DOUBLE,
  XSD_INTEGER,
  XSD_STRING,
} from './terms.ts'

/** From here on a whole number is written as a double (§8.2.2 step 10). */
const FIRST_LARGE = 1e21

/** Digits behind the point of a canonical double (§8.6): `%1.15E` of C. */
const FRACTION_DIGITS = 15

/** Makes a literal of a value. A datatype that its property gives replaces the value's own. */
export function toLiteral(value: string | number | boolean, datatype: string | undefined): Literal {
  if (typeof value === 'number') return numberLiteral(value, datatype)
  const own = typeof value === 'string' ? XSD_STRING : XSD_BOOLEAN
  return { type: 'literal', value: String(value), datatype: datatype ?? own }
}

/** Makes a literal of any JSON value (§8.2.2 step 6): its canonical text. */
export function toJsonLiteral(value: JsonValue): Literal {
  return { type: 'literal', value: canonicalizeJson(value), datatype: RDF_JSON }
}

function numberLiteral(value: number, datatype: string | undefined): Literal {
  if (Number.isInteger(value) && Math.abs(value) < FIRST_LARGE) {
    return { type: 'literal', value: value.toFixed(0), datatype: datatype ?? XSD_INTEGER }
  }
  // Some processors look for a point in the decimal and take 1e-7 for a whole number.
  const isDisputed = !Number.isInteger(value) && !String(value).includes('.')
  if (isDisputed) return refuseDocument('a number that processors write in different ways')
  const [mantissa = '', exponent = ''] = value.toExponential(FRACTION_DIGITS).split('e')
  const digits = mantissa.replace(/(\.\d)(.*)$/u, (_, first, rest) => first + trimZeros(rest))
  const written = `${digits}E${exponent.replace('+', '')}`
  return { type: 'literal', value: written, datatype: datatype ?? XSD_DOUBLE }
}

function trimZeros(digits: string): string {
  return digits.replace(/0+$/u, '')
}
