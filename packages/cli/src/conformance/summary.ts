/**
 * What answers and expectations come to: agreements by question, and the disagreements by name.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { visible } from '../output/visible.ts'
import type { Expectation } from './row.ts'

const NAME_WIDTH = 26

/** One row's answers, whatever its kind. */
export type Got = Readonly<Record<string, boolean | string | null>>

interface Count {
  agreed: number
  asked: number
  /** Disagreements on expectations that their own publishers or others dispute. */
  disputed: number
}

/** Counts as rows are judged. */
export interface Summary {
  add(id: string, got: Got, expectation: Expectation): void
  /** Lines for people. */
  lines(): readonly string[]
}

/** Makes a summary. This is the only place that compares with what rows expect. */
export function createSummary(): Summary {
  const counts = new Map<string, Count>()
  const disagreements: string[] = []
  const unanswered = new Map<string, number>()
  let rows = 0
  let named = 0

  function count(id: string, question: string, isAgreed: boolean, isDisputed: boolean): void {
    const known = counts.get(question) ?? { agreed: 0, asked: 0, disputed: 0 }
    known.asked++
    if (isAgreed) known.agreed++
    else if (isDisputed) known.disputed++
    if (!isAgreed)
      disagreements.push(`${visible(id)}  ${visible(question)}${isDisputed ? '  (disputed)' : ''}`)
    counts.set(question, known)
  }

  return {
    add(id, got, { expected, disputed }) {
      rows++
      if (isNamedAlone(got)) named++
      for (const question of comparable(expected, got)) {
        if (!Object.hasOwn(got, question)) {
          unanswered.set(question, (unanswered.get(question) ?? 0) + 1)
        } else {
          count(id, question, isAgreed(question, got, expected), disputed.has(question))
        }
      }
    },
    lines: () => [
      `${rows} rows`,
      '',
      ...[...counts].toSorted().map(([question, { agreed, asked, disputed }]) => {
        const note = disputed > 0 ? `   ${disputed} of the others disputed` : ''
        return `${toColumn(question)} ${String(agreed).padStart(5)} of ${asked} agree${note}`
      }),
      ...(named > 0
        ? [`${toColumn('known by name alone')} ${String(named).padStart(5)} rows`]
        : []),
      ...[...unanswered].map(([question, times]) => `${toColumn(question)} not answered, ${times}`),
      ...(disagreements.length > 0 ? ['', 'Where they differ:', ...disagreements] : []),
    ],
  }
}

/** Names come from the file of cases. */
function toColumn(question: string): string {
  return visible(question).padEnd(NAME_WIDTH)
}

/**
 * The questions of a row. With `valid`, a stage is an expectation only where the row is refused. Of what
 * is known by name alone nobody is asked whether it is good, but only what it is.
 */
function comparable(expected: JsonObject, got: Got): readonly string[] {
  if (!Object.hasOwn(expected, 'valid')) return Object.keys(expected)
  const recognise = Object.hasOwn(expected, 'recognise') ? ['recognise'] : []
  if (isNamedAlone(got) && expected['stage'] !== got['stage']) return recognise
  const isRefused = expected['valid'] === false && expected['stage'] !== null
  return [...recognise, 'valid', ...(isRefused ? ['stage'] : [])]
}

function isNamedAlone({ recognise = 'unknown', stage }: Got): boolean {
  return recognise !== 'unknown' && stage === 'unsupported'
}

function isAgreed(question: string, got: Got, expected: JsonObject): boolean {
  if (got[question] === expected[question]) return true
  // A name may go on with an edition: `openattestation-v2`.
  if (question === 'recognise') return String(expected[question]).startsWith(`${got[question]}-`)
  const others = question === 'stage' ? expected['stageAlso'] : undefined
  return Array.isArray(others) && others.includes(got[question] ?? null)
}
