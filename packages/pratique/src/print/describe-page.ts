/**
 * What is printed of a certificate, as our own verification read it back: never more than is signed.
 *
 * @module
 */

import { PRINT_MESSAGES, type PrintLanguage, type PrintMessages } from '../messages/print.ts'
import type { Field, FormatId, HealthCertificate, Holder } from '../model/health-certificate.ts'
import { fill, toDateWords, toDayWords } from './dates.ts'
import { type Statement, stateFact } from './facts.ts'
import type { PrintedPage, PrintedRow } from './page.ts'
import { findDirection, hasOtherScript, isPlain, toPrintable } from './printable.ts'

/** What a page is made of. */
export interface PageRequest {
  readonly certificate: HealthCertificate
  readonly format: FormatId
  /** Whose key signed, as the verification says; else what the certificate says of its issuer. */
  readonly issuerName?: string
  /**
   * The name in the holder's own script, where the certificate has it in Latin letters alone. The page
   * says that it is not in the code.
   */
  readonly ownName?: string
  readonly language: PrintLanguage
  /** Whether the certificate's own identifiers are printed, by which the holder can name it. */
  readonly references?: boolean
  /** Turns a country as stated (ISO 3166-1 alpha-2) into its name; without it, the code stands. */
  readonly countryName?: (code: string) => string | undefined
}

/** Describes the page of a certificate. */
export function describePage(request: PageRequest): PrintedPage {
  const messages = PRINT_MESSAGES[request.language]
  const { direction, paper } = messages
  const { expiresAt } = request.certificate.validity
  const until = expiresAt === undefined ? undefined : toDayWords(expiresAt, messages)
  return {
    language: request.language,
    direction,
    title: titleOf(request, messages),
    rows: toRows(stateAll(request, until, messages), messages),
    steps: stepsOf(until, messages),
    symbolText: paper.symbol,
    partText: paper.part,
    foldText: paper.fold,
    cardText: paper.card,
  }
}

function titleOf({ certificate, format }: PageRequest, { titles }: PrintMessages): string {
  const [fact, ...others] = certificate.facts
  if (fact === undefined) return certificate.link ? titles.link : titles.certificate
  if (others.some(({ kind }) => kind !== fact.kind)) return titles.certificate
  switch (fact.kind) {
    case 'vaccination':
      return format === 'who-icvp' ? titles.icvp : titles.vaccination
    case 'test':
      return titles.test
    case 'recovery':
      return titles.recovery
    case 'other':
    case 'attestation':
      return titles.certificate
  }
}

function stateAll(
  request: PageRequest,
  until: string | undefined,
  messages: PrintMessages,
): readonly Statement[] {
  const { certificate, issuerName, references, countryName } = request
  const { facts, validity, link, identifiers } = certificate
  const { notBefore } = validity
  const statements: Statement[] = [...stateHolder(certificate.holder, request, messages)]
  for (const fact of facts) statements.push(...stateFact(fact, messages))
  statements.push(
    { name: 'documentsAt', value: link?.host.value },
    { name: 'codeUntil', value: until },
    {
      name: 'codeFrom',
      value: notBefore === undefined ? undefined : toDayWords(notBefore, messages),
    },
    { name: 'issuer', value: issuerName ?? certificate.issuer.stated?.value },
  )
  for (const code of distinct(
    facts.map((fact) => ('country' in fact ? fact.country : undefined)),
  )) {
    statements.push({ name: 'country', value: countryName?.(code) ?? code })
  }
  for (const value of distinct(
    facts.map((fact) => ('statedBy' in fact ? fact.statedBy : undefined)),
  )) {
    statements.push({ name: 'statedBy', value })
  }
  for (const { value } of references ? identifiers : []) {
    statements.push({ name: 'identifier', value })
  }
  return statements
}

/** The Latin form first, as passports are compared by it; the own script below. */
function stateHolder(
  { name, birthDate, documentNumber }: Holder,
  { ownName }: PageRequest,
  messages: PrintMessages,
): readonly Statement[] {
  const family = latinOf(name.family?.value, name.familyTransliterated?.value)
  const given = latinOf(name.given?.value, name.givenTransliterated?.value)
  const full = name.full?.value
  const stated = [name.family?.value, name.given?.value, full]
    .filter((part) => part !== undefined && hasOtherScript(part))
    .join(' ')
  return [
    { name: 'family', value: family },
    { name: 'given', value: given },
    { name: 'name', value: full !== undefined && hasOtherScript(full) ? undefined : full },
    { name: 'ownName', value: stated },
    { name: 'ownNameBeside', value: stated === '' ? ownName : undefined },
    { name: 'birthDate', value: birthDate && toDateWords(birthDate.value, messages) },
    { name: 'documentNumber', value: documentNumber?.value },
  ]
}

/** A part of the name in Latin letters: as stated, or else as passports have it (ICAO Doc 9303-3 §4.6). */
function latinOf(stated: string | undefined, transliterated: string | undefined) {
  if (stated !== undefined && stated !== '' && !hasOtherScript(stated)) return stated
  return transliterated?.replace(/<+/g, ' ')
}

/** What fields say, each once. */
function distinct(fields: readonly (Field<string> | undefined)[]): readonly string[] {
  const values: string[] = []
  for (const field of fields) {
    if (field && !values.includes(field.value)) values.push(field.value)
  }
  return values
}

function toRows(
  statements: readonly Statement[],
  { labels }: PrintMessages,
): readonly PrintedRow[] {
  const rows: PrintedRow[] = []
  for (const { name, value = '' } of statements) {
    if (value === '') continue
    const label = labels[name]
    if (isPlain(value)) {
      rows.push({ name, label, value, direction: 'ltr' })
      continue
    }
    const text = toPrintable(value)
    if (text === '') continue
    rows.push({ name, label, value: text, direction: findDirection(text) ?? 'ltr' })
  }
  return rows
}

function stepsOf(until: string | undefined, messages: PrintMessages): readonly string[] {
  const { code, showWithDocument, nobodyElse, validUntil, noEnd } = messages.steps
  const end = until === undefined ? noEnd : fill(validUntil, { date: until })
  return [showWithDocument, code, nobodyElse, end]
}
