/**
 * Several certificates as one holder's: the worst decides, and they must be of one person.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { Field, HealthCertificate, Holder } from '../model/health-certificate.ts'
import { type Check, type ExitCode, failed, indeterminate, passed } from '../outcome.ts'
import type { VerifyContext } from './context.ts'
import { describe, type Findings } from './findings.ts'

/** Exit codes from the worst to the best (DESIGN §4). */
export const WORST_FIRST: readonly ExitCode[] = [
  12, 13, 14, 15, 20, 21, 22, 23, 30, 11, 10, 31, 3, 0,
]

/**
 * Picks the findings that decide for several, with the `holder` check made over all of them. Where all
 * are one person's, the certificate states the facts of all.
 */
export function combine(all: readonly Findings[], context: VerifyContext): Findings {
  const [first] = all
  if (!first) throw new UsageError('usage.argument', 'expected at least one text')
  if (all.length === 1) return first
  const { findings: worst } = all
    .map((findings) => ({ findings, rank: rank(findings, context) }))
    .reduce((a, b) => (b.rank < a.rank ? b : a))
  const certificates = all.flatMap((each) => readable(each, context) ?? [])
  if (certificates.length < all.length) return worst
  const holder = checkOneHolder(certificates)
  const checks = { ...worst.checks, holder }
  const { certificate } = worst
  if (!certificate || holder.status !== 'passed') return { ...worst, checks }
  const combined: HealthCertificate = {
    ...certificate,
    facts: certificates.flatMap(({ facts }) => facts),
    identifiers: certificates.flatMap(({ identifiers }) => identifiers),
  }
  return { ...worst, checks, certificate: combined }
}

/** Specimens rank among themselves by what they would have been. */
function rank(findings: Findings, context: VerifyContext): number {
  const { exitCode, ...verification } = describe(findings, context)
  const inside = verification.verdict === 'specimen' ? verification.asExitCode : 0
  return WORST_FIRST.indexOf(exitCode) * WORST_FIRST.length + WORST_FIRST.indexOf(inside)
}

/** The certificate, if the verification says that it is one. */
function readable(findings: Findings, context: VerifyContext): HealthCertificate | undefined {
  const verification = describe(findings, context)
  return 'certificate' in verification ? verification.certificate : undefined
}

/** Facts of different holders are never combined; in doubt nothing is decided. All pairs count. */
function checkOneHolder(certificates: readonly HealthCertificate[]): Check {
  let isSame = true
  for (const [index, { holder }] of certificates.entries()) {
    for (const other of certificates.slice(index + 1)) {
      const answer = compareHolders(holder, other.holder)
      if (answer === 'different') return failed('holder', 'holder.mismatch')
      isSame &&= answer === 'same'
    }
  }
  return isSame ? passed('holder') : indeterminate('holder', 'holder.unclear')
}

/**
 * Compares two holders. Only equal names in the same letters with complete, equal birth dates, or equal
 * numbers of a document with them, are one person; anything absent or partial leaves it unclear
 * (DESIGN §6). People have several documents, so that other numbers leave it unclear, too.
 */
export function compareHolders(a: Holder, b: Holder): 'same' | 'different' | 'unclear' {
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
): 'same' | 'different' | 'unclear' {
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
