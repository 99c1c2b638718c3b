/**
 * Which keys are meant, as options say it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { TrustRecord } from 'pratique/trust'
import { FRAMEWORKS, type Framework } from 'pratique/verify'

/** Values of `--issuer` and `--framework`. */
export interface Choice {
  readonly issuer: string | undefined
  readonly framework: Framework | undefined
}

/** @throws {UsageError} `usage.option` if it is no network */
export function parseFramework(name: string | undefined): Framework | undefined {
  if (name === undefined) return undefined
  const framework = FRAMEWORKS.find((each) => each === name)
  if (framework) return framework
  throw new UsageError('usage.option', `--framework takes one of ${FRAMEWORKS.join(', ')}`)
}

/** Two letters are a country; longer ones a part of an address or a name. Case does not count. */
export function isAsked({ framework, issuer, name = '' }: TrustRecord, choice: Choice): boolean {
  if (choice.framework !== undefined && framework !== choice.framework) return false
  if (choice.issuer === undefined) return true
  const words = choice.issuer.toLowerCase()
  if (words.length === 2) return issuer.toLowerCase() === words
  return issuer.toLowerCase().includes(words) || name.toLowerCase().includes(words)
}
