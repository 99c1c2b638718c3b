/**
 * Whether the holders of two certificates are one person.
 *
 * @module
 */

import type { Field, Holder } from '../model/health-certificate.ts'
import type { HolderComparison } from '../model/mrz/compare-holder.ts'

/**
 * Compares two holders. Only equal names in the same letters with complete, equal birth dates, or equal
 * numbers of a document with them, are one person; anything absent or partial leaves it unclear
 * (DESIGN §6). People have several documents, so that other numbers leave it unclear, too.
 */
export function compareHolders(a: Holder, b: Holder): HolderComparison {
  const [born, alsoBorn] = [a.birthDate?.value ?? '', b.birthDate?.value ?? '']
  const shared = Math.min(born.length, alsoBorn.length)
  if (born.slice(0, shared) !== alsoBorn.slice(0, shared)) return 'different'
  const isBirthEqual = born.length === 10 && born === alsoBorn
  const names = compareNames(nameOf(a), nameOf(b))
  const [number, otherNumber] = [a.documentNumber?.value, b.documentNumber?.value]
  if (number === undefined || otherNumber === undefined) {
    return names === 'same' && !isBirthEqual ? 'unclear' : names
  }
  if (names === 'different') return names
  return number === otherNumber && isBirthEqual ? 'same' : 'unclear'
}

function compareNames(
  name: ComparedName | undefined,
  other: ComparedName | undefined,
): HolderComparison {
  if (name === undefined || other === undefined || name.kind !== other.kind) return 'unclear'
  if (name.family === other.family && name.given === other.given) return 'same'
  // Two spellings of one name occur in a script of one's own, not in a passport's letters.
  return name.kind === 'own' ? 'unclear' : 'different'
}

interface ComparedName {
  readonly kind: 'transliterated' | 'own'
  readonly family: string
  readonly given: string
}

function nameOf({ name }: Holder): ComparedName | undefined {
  const { familyTransliterated, givenTransliterated, family, given } = name
  if (hasLetter(familyTransliterated) && hasLetter(givenTransliterated)) {
    return {
      kind: 'transliterated',
      family: familyTransliterated.value,
      given: givenTransliterated.value,
    }
  }
  if (!hasLetter(family) || !hasLetter(given)) return undefined
  return { kind: 'own', family: fold(family.value), given: fold(given.value) }
}

/** What is only filler names nobody. */
function hasLetter(name: Field<string> | undefined): name is Field<string> {
  return name !== undefined && /\p{L}/u.test(name.value)
}

function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().replace(/\s+/g, ' ').trim()
}
