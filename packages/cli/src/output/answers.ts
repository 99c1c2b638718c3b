/**
 * Answers in words: one report after the other.
 *
 * @module
 */

import type { Io } from '../io.ts'
import { type Answer, namesOf } from './answer.ts'
import { headlineOf, writeReport } from './report.ts'
import { createStyle, type Style } from './style.ts'

export interface AnswersOptions {
  readonly showPerson: boolean
  /** Whether inputs are missing among the answers. */
  readonly hasFaults: boolean
  readonly io: Io
}

/** Writes all answers. Which input each is about is said where there are several. */
export function writeAnswers(answers: readonly Answer[], options: AnswersOptions): string {
  const { showPerson, hasFaults, io } = options
  const style = createStyle(io.hasColor)
  const isOne = answers.length === 1 && !hasFaults
  const reports = answers.map((answer) => [
    ...(isOne ? [] : [`${namesOf(answer)}:`]),
    ...writeAnswer(answer, showPerson, style),
  ])
  return `${reports.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function writeAnswer(answer: Answer, showPerson: boolean, style: Style): readonly string[] {
  const { verification, keyLists, now, sources, parts } = answer
  const isArgument = sources.some((source) => source.isArgument)
  const report = writeReport(verification, { style, showPerson, keyLists, now, isArgument })
  return parts ? [...report, '', ...writeParts(parts)] : report
}

/** What each of the certificates is on its own; the report above is that of the worst. */
function writeParts(parts: readonly Answer[]): readonly string[] {
  return [
    'Verified together; the answer above is that of the worst:',
    ...parts.map((part) => `  ${namesOf(part)}: ${headlineOf(part.verification)}`),
  ]
}
