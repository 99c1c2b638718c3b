/**
 * Answers in words: one report after the other.
 *
 * @module
 */

import type { PolicyLanguage } from 'pratique/messages/policy/en'
import type { Io } from '../io.ts'
import { type Answer, namesOf } from './answer.ts'
import { headlineOf, writeReport } from './report.ts'
import { createStyle, type Style } from './style.ts'

export interface AnswersOptions {
  readonly showPerson: boolean
  /** Whether inputs are missing among the answers. */
  readonly hasFaults: boolean
  readonly io: Io
  /** Of what entry rules say. Default: English. */
  readonly language?: PolicyLanguage
}

/** Writes all answers. Which input each is about is said where there are several. */
export async function writeAnswers(
  answers: readonly Answer[],
  options: AnswersOptions,
): Promise<string> {
  const { hasFaults, io } = options
  const style = createStyle(io.hasColor)
  const isOne = answers.length === 1 && !hasFaults
  const reports: string[] = []
  for (const answer of answers) {
    const heading = isOne ? [] : [`${namesOf(answer)}:`]
    reports.push([...heading, ...(await writeAnswer(answer, options, style))].join('\n'))
  }
  return `${reports.join('\n\n')}\n`
}

async function writeAnswer(
  answer: Answer,
  { showPerson, language = 'en' }: AnswersOptions,
  style: Style,
): Promise<readonly string[]> {
  const { verification, keyLists, now, sources, parts } = answer
  const isArgument = sources.some((source) => source.isArgument)
  const report = writeReport(verification, { style, showPerson, keyLists, now, isArgument })
  const policy = await writePolicy(answer, { showPerson, language, style })
  const together = parts ? ['', writeTogether(verification), ...writeParts(parts)] : []
  return [...report, ...(policy.length > 0 ? ['', ...policy] : []), ...together]
}

/** Loaded when entry rules were asked for: what they say stands in a block of its own. */
async function writePolicy(
  { verification, parts }: Answer,
  options: { showPerson: boolean; language: PolicyLanguage; style: Style },
): Promise<readonly string[]> {
  if (!verification.policy) return []
  const { describePolicy } = await import('../policy/report.ts')
  return describePolicy(verification, { ...options, names: parts?.map(namesOf) ?? [''] })
}

/** The report above is that of the worst; of entry rules, it is that of all together. */
function writeTogether({ policy }: Answer['verification']): string {
  const worst = 'Verified together; the answer above is that of the worst:'
  return policy ? "Taken together, as one person's; each alone:" : worst
}

/** What each of the certificates is on its own. */
function writeParts(parts: readonly Answer[]): readonly string[] {
  return parts.map((part) => `  ${namesOf(part)}: ${headlineOf(part.verification)}`)
}
