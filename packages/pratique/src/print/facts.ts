/**
 * What a fact states, in the words of a language: only what is there.
 *
 * @module
 */

import type { PrintLabel, PrintMessages } from '../messages/print.ts'
import type { CodedField, Fact, Recovery, Test, Vaccination } from '../model/health-certificate.ts'
import { toDateWords, toInstantWords } from './dates.ts'

/** A row without its label. */
export interface Statement {
  readonly name: PrintLabel
  readonly value: string | undefined
}

/** States a fact, the most important first. */
export function stateFact(fact: Fact, messages: PrintMessages): readonly Statement[] {
  switch (fact.kind) {
    case 'vaccination':
      return stateVaccination(fact, messages)
    case 'test':
      return stateTest(fact, messages)
    case 'recovery':
      return stateRecovery(fact, messages)
    case 'other':
      return [
        { name: 'statement', value: fact.type },
        { name: 'disease', value: diseaseOf(fact, messages) },
      ]
    case 'attestation':
      return [{ name: 'statement', value: fact.type }]
  }
}

function stateVaccination(fact: Vaccination, messages: PrintMessages): readonly Statement[] {
  const { doseNumber, seriesDoses } = fact
  const doses = [doseNumber, seriesDoses].flatMap((field) => field?.value ?? [])
  return [
    { name: 'disease', value: diseaseOf(fact, messages) },
    {
      name: 'vaccinationStatus',
      value: fact.status.value === 'not-done' ? messages.values.notDone : undefined,
    },
    { name: 'vaccinationDate', value: dateOf(fact.date, messages) },
    { name: 'dose', value: doseNumber === undefined ? undefined : doses.join(' / ') },
    { name: 'product', value: codesOf(fact.product) },
    ...statePeriod(fact, messages),
    { name: 'lot', value: fact.lot?.value },
    { name: 'vaccineType', value: codesOf(fact.vaccineType) },
    { name: 'manufacturer', value: codesOf(fact.manufacturer) },
  ]
}

function stateTest(fact: Test, messages: PrintMessages): readonly Statement[] {
  const { testClasses, testResults } = messages.words
  return [
    { name: 'disease', value: diseaseOf(fact, messages) },
    { name: 'testResult', value: inWords(fact.result, testResults) },
    {
      name: 'testStatus',
      value: fact.status.value === 'not-final' ? messages.values.notFinal : undefined,
    },
    {
      name: 'sampledAt',
      value: fact.sampledAt && toInstantWords(fact.sampledAt.value, messages),
    },
    { name: 'testClass', value: inWords(fact.class, testClasses) },
    { name: 'testName', value: fact.name?.value },
    { name: 'testDevice', value: codesOf(fact.device) },
    { name: 'testCentre', value: fact.centre?.value },
  ]
}

function stateRecovery(fact: Recovery, messages: PrintMessages): readonly Statement[] {
  return [
    { name: 'disease', value: diseaseOf(fact, messages) },
    { name: 'firstPositive', value: dateOf(fact.firstPositive, messages) },
    ...statePeriod(fact, messages),
  ]
}

function statePeriod(
  { validFrom, validUntil }: Vaccination | Recovery,
  messages: PrintMessages,
): readonly Statement[] {
  return [
    { name: 'validFrom', value: dateOf(validFrom, messages) },
    { name: 'validUntil', value: dateOf(validUntil, messages) },
  ]
}

function diseaseOf(
  { disease }: { readonly disease: CodedField<string> },
  { words }: PrintMessages,
): string | undefined {
  return inWords(disease, words.diseases)
}

function dateOf(
  field: { readonly value: string } | undefined,
  messages: PrintMessages,
): string | undefined {
  return field && toDateWords(field.value, messages)
}

/** Our word for it; what has none stands as its codes do, and is never said to be anything. */
function inWords(
  field: CodedField<string>,
  words: Readonly<Record<string, string>>,
): string | undefined {
  const word = field.value === 'unknown' ? undefined : words[field.value]
  return word ?? codesOf(field) ?? words['unknown']
}

/** The codes as written, each with what is written beside it. */
function codesOf(field: CodedField<string> | undefined): string | undefined {
  const [first, ...others] = field?.codes ?? []
  if (first === undefined) return undefined
  if (others.length === 0) return codeOf(first)
  return [...new Set([first, ...others].map(codeOf))].join(', ')
}

function codeOf({ code, display }: CodedField<string>['codes'][number]): string {
  return display === undefined || display === code ? code : `${display} (${code})`
}
