/**
 * Files of cards: `.smart-health-card` (VCI "via File Download") and FHIR `$health-cards-issue`
 * responses (VCI "via FHIR `$health-cards-issue` Operation").
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'

/** Enough for a family's; each may cost as much as a card may. */
const MAX_CARDS = 20

/** Tells a file of cards from a card. */
export function isCardFile(text: string): boolean {
  return text.startsWith('{')
}

/** The cards of a file, each a JWS; one error if it is no file of cards, or an empty one. */
export function openCardFile(text: string): readonly (string | FormatError)[] {
  try {
    const cards = readCards(parseJson(text))
    if (cards.length > 0 && cards.length <= MAX_CARDS) return cards
    throw new FormatError('format.file', `expected 1 to ${MAX_CARDS} cards`)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return [new FormatError('format.file', 'not a file of cards', { cause: error })]
  }
}

function readCards(file: JsonValue): readonly string[] {
  if (!isJsonObject(file)) throw new FormatError('format.file', 'expected an object')
  const credentials = member(file, 'verifiableCredential')
  if (Array.isArray(credentials)) return credentials.map(readCard)
  const parameters = member(file, 'parameter')
  if (!Array.isArray(parameters)) {
    throw new FormatError('format.file', 'expected verifiableCredential, or FHIR Parameters')
  }
  return parameters
    .filter((parameter) => isCardParameter(parameter))
    .map((parameter) => readCard(isJsonObject(parameter) ? member(parameter, 'valueString') : null))
}

function isCardParameter(parameter: JsonValue): boolean {
  return isJsonObject(parameter) && stringMember(parameter, 'name') === 'verifiableCredential'
}

function readCard(card: JsonValue | undefined): string {
  if (typeof card === 'string') return card.trim()
  throw new FormatError('format.file', 'expected each card to be text')
}
