/**
 * What all destinations say of the same certificates: a table.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { PolicyLanguage } from 'pratique/messages/policy/en'
import type { EntryPolicies, PolicyDecision, PolicyRequest, PolicyWindow } from 'pratique/policy'
import { destinationsOf, isInWindow, toEntryPolicies } from 'pratique/policy'
import { policyWithoutPerson } from 'pratique/verify'
import { worstExitCode } from '../exit-code.ts'
import type { InputText } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { writeAnswers } from '../output/answers.ts'
import { toTime } from '../output/dates.ts'
import { toJson } from '../output/json.ts'
import { createStyle } from '../output/style.ts'
import { toJsonLine } from '../output/visible.ts'
import { type VerifyTask, verifyInputs } from '../verify-inputs.ts'
import type { Arrival } from './arrival.ts'
import { captureCertificates } from './battery.ts'
import { loadPolicyContent, type PolicySources } from './load-policies.ts'
import { resultInWords } from './report.ts'
import { createWriter, type Writer } from './writer.ts'

/** How an overview is made and told. */
export interface OverviewOptions {
  readonly sources: PolicySources
  /** What is asked of every destination alike. */
  readonly journey: Pick<PolicyRequest, 'from' | 'purpose' | 'region'>
  /** The arrival in a destination: days differ from zone to zone. */
  readonly when: (destination: string) => Arrival
  readonly showPerson: boolean
  readonly asJson: boolean
  readonly language: PolicyLanguage
  readonly io: Io
}

interface Row {
  readonly arrival: Arrival
  readonly decision: PolicyDecision
}

const PROGRESS_AFTER_MS = 1000

/** What is to be noted was said when they were verified. */
const SILENT: Io = {
  out: () => {},
  err: () => {},
  now: () => 0,
  isTerminal: false,
  hasColor: false,
}

/**
 * Asks all destinations that something is known of.
 *
 * @returns the exit code of the verification alone: an overview is no answer for one destination
 */
export async function checkAll(
  texts: readonly InputText[],
  task: VerifyTask,
  options: OverviewOptions,
): Promise<number> {
  const { io, asJson, sources } = options
  const content = await loadPolicyContent(sources, io)
  const known = destinationsOf(content)
  if (known.length === 0) {
    throw new UsageError(
      'usage.option',
      '--to all needs rules of some countries: give some with --rules, or name one country',
    )
  }
  const answers = await verifyInputs(texts, task, io)
  const certificates = await captureCertificates(texts, task, SILENT)
  const rows =
    certificates.length > 0
      ? askAll(toEntryPolicies(content), known, { certificates, now: task.context.now }, options)
      : undefined
  if (asJson) {
    for (const answer of answers) {
      const destinations = rows && { destinations: rows.map((row) => rowToJson(row, options)) }
      io.out(toJsonLine({ ...toJson(answer, options), ...destinations }))
    }
  } else {
    io.out(await writeAnswers(answers, { ...options, hasFaults: false }))
    if (rows) io.out(`\n${(await writeTable(rows, options)).join('\n')}\n`)
  }
  return worstExitCode(
    answers.map(({ verification }) => verification.exitCode),
    { hasFaults: false, authenticityOnly: false },
  )
}

function askAll(
  policies: EntryPolicies,
  destinations: readonly string[],
  { certificates, now }: Pick<PolicyRequest, 'certificates' | 'now'>,
  { journey, when, io }: OverviewOptions,
): readonly Row[] {
  const start = Date.now()
  let isTold = false
  return destinations.map((destination, index) => {
    if (!isTold && Date.now() - start > PROGRESS_AFTER_MS) {
      io.err(`${index} of ${destinations.length} destinations …\n`)
      isTold = true
    }
    const arrival = when(destination)
    const decision = policies.decide({ destination, certificates, now, ...arrival, ...journey })
    return { arrival, decision }
  })
}

function rowToJson({ arrival, decision }: Row, { showPerson }: OverviewOptions): object {
  const { asOf, ...rest } = decision
  const told = showPerson ? rest : policyWithoutPerson(rest)
  return {
    ...told,
    at: toTime(arrival.at),
    ...(arrival.until !== undefined && { until: toTime(arrival.until) }),
    ...(asOf !== undefined && { policiesAsOf: toTime(asOf) }),
  }
}

async function writeTable(
  rows: readonly Row[],
  { language, showPerson, io }: OverviewOptions,
): Promise<readonly string[]> {
  const writer = await createWriter(language)
  const style = createStyle(io.hasColor)
  const cells = rows.map((row) => {
    const { destination, result } = row.decision
    return {
      result,
      place: writer.region(destination),
      answer: resultInWords(row.decision, writer),
      when: showPerson ? writeWhen(row, writer) : '',
    }
  })
  const placeWidth = Math.max(...cells.map(({ place }) => place.length))
  const answerWidth = Math.max(...cells.map(({ answer }) => answer.length))
  const lines = cells.map(({ result, place, answer, when }) => {
    const padded = when === '' ? answer : answer.padEnd(answerWidth)
    return `${place.padEnd(placeWidth)}  ${style.policy(result, padded)}  ${when}`.trimEnd()
  })
  const hint = 'Dates are shown with --show-person; "--to COUNTRY" tells the reasons of one.'
  return [...lines, '', showPerson ? writer.messages.report.notes.windowLimits : hint]
}

/** The window that the arrival is in, or the next one that would pass. */
function writeWhen({ arrival, decision }: Row, writer: Writer): string {
  const { windows, timeZone, nextPass } = decision
  const passing = windows.filter(({ result }) => result === 'passed')
  const ms = arrival.at * 1000
  const window = passing.find((each) => isInWindow(ms, each))
  if (window) return writeWindow(window, writer, timeZone)
  if (nextPass === undefined) return ''
  const text = writer.messages.report.windows.nextPass
  return writer.fill(text, { date: writer.isolate(writer.instant(nextPass, timeZone)) }) ?? ''
}

function writeWindow({ from, until }: PolicyWindow, writer: Writer, zone: string): string {
  const { windows } = writer.messages.report
  const last = until === undefined ? undefined : new Date(Date.parse(until) - 1000).toISOString()
  const values = {
    ...(from !== undefined && { from: writer.isolate(writer.instant(from, zone)) }),
    ...(last !== undefined && { until: writer.isolate(writer.instant(last, zone, true)) }),
  }
  if (from === undefined && last === undefined) return windows.acceptedAlways
  if (from === undefined) return writer.fill(windows.acceptedUntil, values) ?? ''
  return (
    writer.fill(last === undefined ? windows.acceptedFrom : windows.acceptedBetween, values) ?? ''
  )
}
