/**
 * Distinguished names (RFC 5280 §4.1.2.4): the three parts of them that we show or look up by.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import { type DerElement, readOid, readText } from '../der/read.ts'
import { SEQUENCE, SET } from '../der/tags.ts'
import { FormatError } from '../errors.ts'

/** Who issued a certificate, or whom it is about. Where a part is given twice, the last counts. */
export interface Name {
  /**
   * DER of the whole name. A CA's name is written alike in its own certificate and in those that it
   * issues (RFC 5280 §4.1.2.6), so names are the same if their bytes are.
   */
  readonly der: Bytes
  readonly country?: string
  readonly organization?: string
  readonly commonName?: string
}

/** The three parts of a name that we write, in this order. */
export interface NameParts {
  /** Two capital letters (ISO 3166-1). */
  readonly country?: string
  readonly organization?: string
  readonly commonName: string
}

/** Attribute types (RFC 5280 appendix A.1). */
export const COMMON_NAME = '2.5.4.3'
export const COUNTRY = '2.5.4.6'
export const ORGANIZATION = '2.5.4.10'

/** Tells whether two names are the same. */
export function isSameName(a: Pick<Name, 'der'>, b: Pick<Name, 'der'>): boolean {
  return isSameBytes(a.der, b.der)
}

/** @throws {FormatError} `format.der` */
export function readName(element: DerElement): Name {
  if (element.tag !== SEQUENCE) refuse()
  const parts = new Map<string, DerElement>()
  for (const relativeName of element.children()) {
    if (relativeName.tag !== SET) refuse()
    for (const attribute of relativeName.children()) {
      const [type, value] = attribute.tag === SEQUENCE ? attribute.children() : []
      if (!type || !value) refuse()
      parts.set(readOid(type), value)
    }
  }
  const country = parts.get(COUNTRY)
  const organization = parts.get(ORGANIZATION)
  const commonName = parts.get(COMMON_NAME)
  return {
    der: element.whole,
    ...(country && { country: readText(country) }),
    ...(organization && { organization: readText(organization) }),
    ...(commonName && { commonName: readText(commonName) }),
  }
}

function refuse(): never {
  throw new FormatError('format.der', 'expected a name: SEQUENCE OF SET OF { type, value }')
}
