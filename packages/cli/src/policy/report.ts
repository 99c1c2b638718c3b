/**
 * What entry rules say, for people: a block of its own, apart from whether a certificate is genuine.
 *
 * @module
 */

import type { PolicyLanguage } from 'pratique/messages/policy/en'
import type { PolicyWindow, Reason } from 'pratique/policy'
import type { PolicyAnswer, Verification } from 'pratique/verify'
import { wrap } from '../output/columns.ts'
import type { Style } from '../output/style.ts'
import { lookUp, tellReason } from './condition-words.ts'
import { createWriter, type Writer } from './writer.ts'

/** How an answer is told. */
export interface DescribeOptions {
  readonly style: Style
  /** Whether what the certificates state may be told, and what is worked out from it. */
  readonly showPerson: boolean
  readonly language: PolicyLanguage
  /** What the certificates are called, by index. */
  readonly names?: readonly string[]
  /** When the rules were last confirmed, RFC 3339. */
  readonly asOf?: string | undefined
}

const LINE_WIDTH = 100
/** More windows than these are not read. */
const MAX_WINDOWS = 8

/** Writes what the entry rules say of a verification; nothing, if they were not reached. */
export async function describePolicy(
  { policy, checks, lists }: Verification,
  options: Omit<DescribeOptions, 'asOf'>,
): Promise<readonly string[]> {
  const check = checks.find((each) => each.check === 'policy')
  if (!policy || !check || check.status === 'not-applicable') return []
  const isUnknown = policy.rules === undefined && policy.reasons.length === 0
  const told = isUnknown ? { ...policy, ...unknownRules(policy.destination) } : policy
  return describeDecision(told, { ...options, asOf: lists.policiesAsOf })
}

/** No rules were loaded at all, so that nobody has given this answer yet. */
function unknownRules(destination: string): Pick<PolicyAnswer, 'cause' | 'reasons'> {
  const condition = { kind: 'no-rules' as const, values: { destination }, stated: {} }
  return { cause: 'no-rules', reasons: [{ outcome: 'open', condition }] }
}

/** Writes an answer of entry rules. */
export async function describeDecision(
  answer: PolicyAnswer,
  options: DescribeOptions,
): Promise<readonly string[]> {
  const writer = await createWriter(options.language)
  const scene: Scene = { ...options, answer, writer, timeZone: answer.timeZone ?? 'Etc/UTC' }
  const sections = [
    writeHeading(scene),
    writeReasons(scene),
    writeActions(scene),
    writeTimes(scene),
    writeFields(scene),
    writeRules(scene),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

/** The result alone, in the words of the language. */
export function resultInWords(
  { result, cause }: Pick<PolicyAnswer, 'result' | 'cause'>,
  { messages: { report } }: Writer,
): string {
  return result === 'open' && cause ? report.causes[cause] : report.results[result]
}

interface Scene extends DescribeOptions {
  readonly answer: PolicyAnswer
  readonly writer: Writer
  readonly timeZone: string
}

function writeHeading({ answer, writer, timeZone, style }: Scene): readonly string[] {
  const { headings } = writer.messages.report
  const { destination, at, until, result } = answer
  const first = writer.instant(toMinute(at), timeZone)
  const last = until === undefined ? first : writer.instant(until, timeZone, true)
  const days = first === last ? first : `${first} – ${last}`
  // Which midnight a day begins with, and what a clock shows, is a matter of the zone.
  const date = `${days} (${timeZone})`
  const place = writer.fill(headings.destination, { destination: writer.region(destination) })
  const arrival = writer.fill(headings.arrival, { date: writer.isolate(date) })
  return [place ?? destination, arrival ?? at, style.policy(result, resultInWords(answer, writer))]
}

/** Seconds say nothing of an arrival. */
function toMinute(time: string): string {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? time : new Date(Math.floor(ms / 60_000) * 60_000).toISOString()
}

function writeReasons(scene: Scene): readonly string[] {
  const { answer, writer, timeZone, showPerson, language } = scene
  const { headings } = writer.messages.report
  const told = new Set<string>()
  const lines = answer.reasons.flatMap((reason) => {
    const { sentence } = tellReason(reason, { writer, timeZone, showPerson })
    const official = officialTextOf(reason, language)
    const own = [
      ...bullet(`${sentence}${notesOf(reason, scene)}`),
      ...(official === undefined
        ? []
        : indent(`${headings.officialText}${writer.colon}${writer.isolate(official)}`, '    ')),
    ]
    const text = own.join('\n')
    if (told.has(text)) return []
    told.add(text)
    return own
  })
  return lines.length === 0 ? [] : [headings.reasons, ...lines]
}

/** Which rule it was, and which certificate. */
function notesOf({ rule, version, certificate }: Reason, scene: Scene): string {
  const { writer } = scene
  const { notes } = writer.messages.report
  const id = rule === undefined ? '' : [rule, version ?? ''].join(' ').trim()
  const said = [
    ...(id === '' ? [] : [writer.fill(notes.rule, { rule: writer.isolate(id) })]),
    ...(certificate === undefined || isOnly(scene) ? [] : [nameOf(certificate, scene)]),
  ]
  const words = said.filter((each) => each !== undefined)
  return words.length === 0 ? '' : ` (${words.join(', ')})`
}

function isOnly({ names = [] }: Scene): boolean {
  return names.length === 1
}

function nameOf(index: number, { writer, names = [] }: Scene): string {
  const number = writer.fill(writer.messages.report.notes.certificate, { number: index + 1 })
  const name = names[index]
  const told = number ?? String(index + 1)
  return name === undefined ? told : `${told}${writer.colon}${writer.isolate(name)}`
}

/** In the language that is asked for, else in English, else as it comes. */
function officialTextOf({ officialText = {} }: Reason, language: string): string | undefined {
  const [any] = Object.values(officialText)
  return officialText[language] ?? officialText['en'] ?? any
}

function writeActions({ answer, writer, timeZone, showPerson }: Scene): readonly string[] {
  const actions = answer.reasons.flatMap(
    (reason) => tellReason(reason, { writer, timeZone, showPerson }).action ?? [],
  )
  const lines = [...new Set(actions)].flatMap(bullet)
  return lines.length === 0 ? [] : [writer.messages.report.headings.actions, ...lines]
}

/** All of it is worked out from what certificates state. */
function writeTimes(scene: Scene): readonly string[] {
  const { answer, writer, timeZone, showPerson } = scene
  const { windows, headings, notes } = writer.messages.report
  const { nextPass } = answer
  if (!showPerson) {
    const isMore = (answer.windows ?? []).length > 0 || nextPass !== undefined
    return isMore ? ['Dates, and values of the certificates, are shown with --show-person.'] : []
  }
  const told = tellWindows(scene)
  const next =
    nextPass === undefined
      ? undefined
      : writer.fill(windows.nextPass, { date: writer.isolate(writer.instant(nextPass, timeZone)) })
  const zone = writer.fill(notes.timeZone, { zone: writer.isolate(timeZone) })
  if (told.length === 0 && next === undefined) return []
  return [
    headings.windows,
    ...[...told, ...(next === undefined ? [] : [next])].flatMap(bullet),
    ...indent(notes.windowLimits, '    '),
    ...(zone === undefined ? [] : indent(zone, '    ')),
  ]
}

function tellWindows(scene: Scene): readonly string[] {
  const { answer, writer } = scene
  const { windows } = writer.messages.report
  const all = answer.windows ?? []
  if (all.length === 0) return []
  const telling = all.filter(({ result }) => result !== 'failed')
  const told = telling.slice(0, MAX_WINDOWS).map((window) => tellWindow(window, scene))
  const rest = telling.length > MAX_WINDOWS ? [`+ ${telling.length - MAX_WINDOWS}`] : []
  return [...told, ...rest, ...(told.length > 0 ? [] : [windows.acceptedNever])]
}

function tellWindow({ from, until, result }: PolicyWindow, scene: Scene): string {
  const { writer, timeZone } = scene
  const { windows, results } = writer.messages.report
  const values = {
    ...(from !== undefined && { from: writer.isolate(writer.instant(from, timeZone)) }),
    ...(until !== undefined && { until: writer.isolate(lastMoment(until, writer, timeZone)) }),
  }
  const isPassed = result === 'passed'
  const texts = isPassed
    ? [windows.acceptedBetween, windows.acceptedFrom, windows.acceptedUntil]
    : [windows.between, windows.from, windows.until]
  const [between = '', begin = '', end = ''] = texts
  const [open, closed] = [until === undefined, from === undefined]
  const text = closed ? end : open ? begin : between
  if (open && closed) return isPassed ? windows.acceptedAlways : results[result]
  const said = writer.fill(text, values) ?? ''
  return isPassed ? said : `${said}${writer.colon}${results[result]}`
}

/** Windows end before their last instant: what is told is the last moment that counts. */
function lastMoment(until: string, writer: Writer, timeZone: string): string {
  const last = new Date(Date.parse(until) - 1000)
  return Number.isNaN(last.getTime()) ? until : writer.instant(last.toISOString(), timeZone, true)
}

function writeFields({ answer, writer }: Scene): readonly string[] {
  const { headings } = writer.messages.report
  const { fields, factKinds } = writer.messages.words
  // Rules also ask whether a kind of certificate is there at all.
  const all = { ...factKinds, ...fields }
  const write = (heading: string, names: readonly string[] = []) => {
    const words = names.map((name) => writer.isolate(lookUp(all, name)))
    return words.length === 0 ? [] : indent(`${heading}${writer.colon}${writer.and(words)}`, '')
  }
  return [
    ...write(headings.missingFields, answer.missingFields),
    ...write(headings.usedFields, answer.usedFields),
    ...write(headings.derivedFields, answer.derivedFields),
  ]
}

function writeRules(scene: Scene): readonly string[] {
  const { answer, writer, asOf, timeZone } = scene
  const { headings, notes } = writer.messages.report
  const { rules = [], show = [] } = answer
  const applied = rules.map(({ id, version }) => writer.isolate(`${id} ${version}`))
  const certificates = show.map((index) => nameOf(index, scene))
  const shown = { certificates: certificates.join(', '), count: certificates.length }
  const dated = asOf && writer.fill(notes.asOf, { date: writer.instant(asOf, timeZone) })
  return [
    ...(certificates.length === 0 || isOnly(scene) ? [] : [writer.fill(notes.show, shown) ?? '']),
    ...(applied.length === 0
      ? []
      : indent(`${headings.rules}${writer.colon}${applied.join(', ')}`, '')),
    ...(dated ? [dated] : []),
  ]
}

function bullet(text: string): readonly string[] {
  return indent(text, '    ').map((line, index) => (index === 0 ? `  – ${line.trimStart()}` : line))
}

function indent(text: string, blanks: string): readonly string[] {
  return wrap(text, LINE_WIDTH - blanks.length).map((line) => `${blanks}${line}`)
}
