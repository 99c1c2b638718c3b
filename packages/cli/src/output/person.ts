/**
 * What a certificate states, in words: only ever shown when it was asked for.
 *
 * @module
 */

import type {
  CodedField,
  Disease,
  Fact,
  Field,
  HealthCertificate,
  HealthLink,
  Holder,
  MedicalFact,
  Recovery,
  Test,
  TestClass,
  TestResult,
  Vaccination,
} from 'pratique/verify'
import type { Statement } from './columns.ts'
import { timeInWords } from './dates.ts'
import { visible } from './visible.ts'

const CLASSES: Readonly<Record<TestClass, string>> = {
  naat: 'nucleic acid test, such as PCR',
  'antigen-rapid': 'rapid antigen test',
  'antigen-laboratory': 'laboratory antigen test',
  antibody: 'antibody test',
}

const RESULTS: Readonly<Record<TestResult, string>> = {
  'not-detected': 'not detected',
  detected: 'DETECTED',
  inconclusive: 'INCONCLUSIVE',
}

const DISEASES: Readonly<Record<Disease, string>> = {
  'covid-19': 'COVID-19',
  'yellow-fever': 'yellow fever',
  poliomyelitis: 'poliomyelitis',
}

const LINKS: Readonly<Record<HealthLink['kind'], string>> = {
  'smart-health-link': 'SMART Health Link',
  'verifiable-health-link': 'Verifiable Health Link',
}

/** Tells what is stated: the holder, each fact, identifiers, the period. */
export function stateCertificate(certificate: HealthCertificate): readonly Statement[] {
  const { holder, facts, identifiers, issuer, link, validity } = certificate
  const { issuedAt, expiresAt } = validity
  return [
    ...(link ? stateLink(link) : stateHolder(holder)),
    ...facts.flatMap(stateFact),
    ...identifiers.map(({ scheme, value }) => ({
      name: 'Identifier',
      words: `${visible(value)} (${scheme})`,
    })),
    ...optional('Issued by', issuer.stated),
    ...(issuedAt === undefined ? [] : [{ name: 'Issued', words: timeInWords(issuedAt) }]),
    ...(expiresAt === undefined ? [] : [{ name: 'Signed until', words: timeInWords(expiresAt) }]),
  ]
}

/** Tells who it is about and the facts, a line each. */
export function sumUpCertificate({ holder, facts, link }: HealthCertificate): readonly Statement[] {
  return [
    ...(link ? stateLink(link) : stateHolder(holder)),
    ...facts.flatMap((fact) => stateFact(fact).slice(0, 1)),
  ]
}

/** Names in Latin letters first, as in a passport, and then as the holder writes them. */
function stateHolder({ name, birthDate, documentNumber }: Holder): readonly Statement[] {
  const { familyTransliterated, givenTransliterated, family, given, full } = name
  const names = [
    nameOf(familyTransliterated, givenTransliterated).replaceAll('<', ' '),
    nameOf(family, given),
    full ? visible(full.value) : '',
  ].filter((each) => each !== '')
  return [
    ...(names.length > 0 ? names : ['not stated']).map((words, index) => ({
      name: index === 0 ? 'Holder' : '',
      words,
    })),
    { name: 'Born', words: birthDate ? visible(birthDate.value) : 'not stated' },
    ...optional('Document', documentNumber),
  ]
}

/** Who looks at it must not be able to open it: neither key nor address is shown. */
function stateLink({ kind, host, label, expiresAt, isPasscodeNeeded }: HealthLink): Statement[] {
  const passcode = isPasscodeNeeded ? ', asks for a passcode' : ''
  return [
    { name: 'Link', words: `${LINKS[kind]} to ${visible(host.value)}${passcode}` },
    ...optional('  called', label),
    ...(expiresAt === undefined ? [] : [{ name: '  until', words: timeInWords(expiresAt) }]),
  ]
}

function nameOf(family: Field<string> | undefined, given: Field<string> | undefined): string {
  return [family, given].flatMap((part) => (part ? [visible(part.value)] : [])).join(', ')
}

function stateFact(fact: Fact): readonly Statement[] {
  switch (fact.kind) {
    case 'vaccination':
      return [...stateVaccination(fact), ...stateSource(fact)]
    case 'test':
      return [...stateTest(fact), ...stateSource(fact)]
    case 'recovery':
      return [...stateRecovery(fact), ...stateSource(fact)]
    case 'other':
      return [{ name: 'Other', words: `${visible(fact.type)}, which is not read` }]
    case 'attestation':
      return [
        {
          name: 'Attested',
          words: `${visible(fact.type)}: neither a vaccination nor a test is stated`,
        },
      ]
  }
}

function stateVaccination(fact: Vaccination): readonly Statement[] {
  const { doseNumber, seriesDoses, date, product, vaccineType, manufacturer, lot } = fact
  const { validFrom, validUntil } = fact
  const dose = [
    doseNumber && `dose ${doseNumber.value}`,
    seriesDoses && `of ${seriesDoses.value}`,
  ].filter((part) => part !== undefined)
  const status = fact.status.value === 'not-done' ? ['NOT GIVEN'] : []
  const words = [
    ...status,
    `against ${diseaseOf(fact)}`,
    ...(dose.length > 0 ? [dose.join(' ')] : []),
  ]
  return [
    { name: 'Vaccination', words: words.join(', ') },
    ...optional('  on', date),
    ...codes('  product', product),
    ...codes('  vaccine', vaccineType),
    ...codes('  maker', manufacturer),
    ...optional('  lot', lot),
    ...optional('  from', validFrom),
    ...optional('  until', validUntil),
  ]
}

function stateTest(fact: Test): readonly Statement[] {
  const { result, sampledAt, name, device, centre, status } = fact
  const outcome = result.value === 'unknown' ? 'UNKNOWN' : RESULTS[result.value]
  const preliminary = status.value === 'not-final' ? ' (NOT FINAL)' : ''
  return [
    { name: 'Test', words: `for ${diseaseOf(fact)}: ${outcome}${preliminary}` },
    {
      name: '  kind',
      words: fact.class.value === 'unknown' ? rawCodes(fact.class) : CLASSES[fact.class.value],
    },
    ...(result.value === 'unknown' ? [{ name: '  result', words: rawCodes(result) }] : []),
    ...optional('  sample of', sampledAt),
    ...optional('  name', name),
    ...codes('  device', device),
    ...optional('  centre', centre),
  ]
}

function stateRecovery(fact: Recovery): readonly Statement[] {
  const { firstPositive, validFrom, validUntil } = fact
  return [
    { name: 'Recovery', words: `from ${diseaseOf(fact)}` },
    ...optional('  positive on', firstPositive),
    ...optional('  from', validFrom),
    ...optional('  until', validUntil),
  ]
}

function stateSource({ country, statedBy }: MedicalFact): readonly Statement[] {
  return [...optional('  country', country), ...optional('  stated by', statedBy)]
}

function diseaseOf({ disease }: MedicalFact): string {
  if (disease.value === 'unknown') return `an unknown disease (${rawCodes(disease)})`
  return DISEASES[disease.value]
}

function codes(name: string, field: CodedField<never> | undefined): readonly Statement[] {
  return field ? [{ name, words: rawCodes(field) }] : []
}

/** Codes as they stand: ours are not official translations. */
function rawCodes({ codes: all }: CodedField<string>): string {
  if (all.length === 0) return 'not stated'
  return all
    .map(({ code, display }) => `${visible(code)}${display ? ` (${visible(display)})` : ''}`)
    .join(', ')
}

function optional(name: string, field: Field<string> | undefined): readonly Statement[] {
  return field ? [{ name, words: visible(field.value) }] : []
}
