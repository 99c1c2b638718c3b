/**
 * An answer in words: what the counter says of it, and what the entry rules say.
 *
 * @module
 */

import { type CounterMessages, toCounterAnswer } from 'pratique/messages/counter/en'
import type { Answer, AnswerIssuer, PolicyAnswer } from '../checking/answer.ts'
import { type Compiled, type CompiledText, fillText, isolate } from '../messages/compiled.ts'
import {
  type ConditionTelling,
  type ConditionWords,
  lookUp,
  tellCondition,
} from '../messages/conditions.ts'
import { loadCounter, loadPolicyMessages } from '../messages/counter.ts'
import { writeInstant } from '../messages/dates.ts'
import type { Language, MessageArguments } from '../messages/languages.ts'
import { regionName } from '../messages/regions.ts'

export interface AnswerWords {
  readonly headline: string
  /** A result that must not be overlooked: part of the headline. */
  readonly result: string | undefined
  readonly reason: string | undefined
  /** Of the code that decided, where it says more than the rest. */
  readonly title: string | undefined
  readonly action: string
  /** Of a specimen. */
  readonly ifReal: string | undefined
  readonly conditions: readonly ConditionWords[]
  /** When the certificates are taken. */
  readonly window: string | undefined
  /** When they would be. */
  readonly nextPass: string | undefined
  readonly issuer: string | undefined
  readonly format: string | undefined
  readonly remarks: readonly string[]
}

/** What there is to say it with. */
interface Wording {
  readonly language: Language
  readonly counter: Compiled<CounterMessages>
  readonly policy?: ConditionTelling
}

/** Loads what the language says, and puts an answer in words. */
export async function loadAnswerWords(answer: Answer, language: Language): Promise<AnswerWords> {
  const counter = await loadCounter(language)
  const { policy } = answer
  if (!policy) return toAnswerWords(answer, { language, counter })
  const isAboutProducts = policy.conditions.some(({ kind }) => kind === 'product')
  const [messages, terminology] = await Promise.all([
    loadPolicyMessages(language),
    isAboutProducts ? import('pratique/terminology') : undefined,
  ])
  const products = terminology?.createTerminology().products
  const productName = (id: string) => products?.get(id)?.name ?? id
  const telling = { language, messages, productName, timeZone: policy.timeZone }
  return toAnswerWords(answer, { language, counter, policy: telling })
}

/** Puts an answer in words. */
function toAnswerWords(answer: Answer, { language, counter, policy }: Wording): AnswerWords {
  const { format, issuer, result } = answer
  const { headline, reason, title, action } = toCounterAnswer(plainTexts(counter), answer)
  const fill = (text: CompiledText, values: MessageArguments) => fillText(text, language, values)
  const { testResults } = counter.words
  const conditions = policy ? conditionsOf(answer, policy) : []
  return {
    headline,
    result: result && fill(counter.lines.testResult, { result: lookUp(testResults, result) }),
    reason,
    // What is not met is said in full.
    title: conditions.length > 0 ? undefined : title,
    action,
    ifReal: tellIfReal(answer, counter, language),
    conditions,
    window: policy && answer.policy && tellWindow(answer.policy, policy),
    nextPass: policy && answer.policy && tellNextPass(answer.policy, policy),
    issuer: issuer && issuerName(issuer, language),
    format: format === undefined ? undefined : lookUp(counter.formats, format),
    remarks: answer.remarks.map((code) => lookUp(counter.remarks, code)),
  }
}

/** Verdicts and codes have no arguments, so that the build leaves each as the text that it is. */
export function plainTexts({
  verdicts,
  codes,
}: Compiled<CounterMessages>): Pick<CounterMessages, 'verdicts' | 'codes'> {
  return { verdicts, codes } as Pick<CounterMessages, 'verdicts' | 'codes'>
}

function tellIfReal(
  { code, asExitCode }: Answer,
  counter: Compiled<CounterMessages>,
  language: Language,
): string | undefined {
  if (asExitCode === undefined) return undefined
  const { headline } = toCounterAnswer(plainTexts(counter), { exitCode: asExitCode, code })
  return fillText(counter.lines.ifReal, language, { headline })
}

/** Each sentence once: several rules may ask for the same. */
function conditionsOf({ policy }: Answer, telling: ConditionTelling): readonly ConditionWords[] {
  const told = (policy?.conditions ?? []).map((condition) => tellCondition(condition, telling))
  const sentences = told.map(({ sentence }) => sentence)
  return told.filter(({ sentence }, index) => sentences.indexOf(sentence) === index)
}

function tellWindow(
  { window }: PolicyAnswer,
  { language, messages, timeZone: zone }: ConditionTelling,
): string | undefined {
  if (window?.result !== 'passed') return undefined
  const { windows } = messages.report
  const from = window.from && isolate(writeInstant(window.from, language, { zone }), language)
  const until = window.until && isolate(lastMoment(window.until, language, zone), language)
  if (!from && !until) return fillText(windows.acceptedAlways, language)
  if (!from) return fillText(windows.acceptedUntil, language, { until: until ?? '' })
  return until
    ? fillText(windows.acceptedBetween, language, { from, until })
    : fillText(windows.acceptedFrom, language, { from })
}

function tellNextPass(
  { window, nextPass }: PolicyAnswer,
  { language, messages, timeZone: zone }: ConditionTelling,
): string | undefined {
  if (nextPass === undefined || window?.result === 'passed') return undefined
  const date = isolate(writeInstant(nextPass, language, { zone }), language)
  return fillText(messages.report.windows.nextPass, language, { date })
}

/** Windows end before their `until`: the last second that counts is told. */
function lastMoment(until: string, language: Language, zone: string): string {
  const last = new Date(Date.parse(until) - 1000)
  return writeInstant(last.toISOString(), language, { zone, isEnd: true })
}

function issuerName({ country, name, url }: AnswerIssuer, language: Language): string | undefined {
  const place = country === undefined ? url : regionName(country, language)
  const parts = [name, place].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? undefined : parts.join(' · ')
}
