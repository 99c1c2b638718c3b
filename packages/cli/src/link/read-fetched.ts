/**
 * `pratique read --fetch`: what a health link leads to. The one act of the program that asks a server,
 * and it says whose before it does.
 *
 * @module
 */

import { FormatError, UnavailableError, UsageError } from 'pratique/errors'
import {
  type FetchedFile,
  type FetchPort,
  fetchHealthLink,
  findLinkLabel,
  type LinkFile,
  type LinkRules,
  toHealthLink,
} from 'pratique/smart-health-link'
import { worstExitCode } from '../exit-code.ts'
import { carrierOf } from '../formats.ts'
import type { InputText } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import type { Answer } from '../output/answer.ts'
import { writeAnswers } from '../output/answers.ts'
import { writeJson } from '../output/json.ts'
import { quote, visible } from '../output/visible.ts'
import { type InputContents, readContents } from '../read/read-inputs.ts'
import { writeContents, writeContentsJson } from '../read/report.ts'
import { type VerifyTask, verifyInputs } from '../verify-inputs.ts'
import { findLink } from './find-link.ts'
import { readOther } from './other-file.ts'
import { toUnsignedAnswer } from './unsigned.ts'

/** What is asked for. */
export interface FetchTask {
  readonly verify: VerifyTask
  /** Who the sender of the link is told that asks. */
  readonly recipient: string
  readonly showPerson: boolean
  readonly asJson: boolean
}

/** What of the world following a link needs. */
export interface FetchWorld extends LinkRules {
  readonly createPort: () => FetchPort
  readonly askPasscode: () => Promise<string>
}

/**
 * Follows the one link among some inputs, and shows each file: cards with their verdict.
 *
 * @returns the exit code; `undefined` if the link cannot be read, so that nobody was asked
 * @throws {UsageError} `usage.argument` unless there is one link; `usage.passcode`
 * @throws {UnavailableError} if it does not open
 */
export async function readFetched(
  inputs: readonly InputText[],
  task: FetchTask,
  io: Io,
  world: FetchWorld,
): Promise<number | undefined> {
  const [input, ...others] = inputs
  const link = input && findLink(input.text, world)
  if (!input || !link || others.length > 0) {
    throw new UsageError('usage.argument', '--fetch takes one health link and nothing else')
  }
  if (link instanceof FormatError) {
    tellUnreadable(input, task, io)
    return undefined
  }
  const refused = await checkOwnSignature(input, task, io)
  if (refused !== undefined) return refused
  const { recipient } = task
  const host = visible(toHealthLink(link).host.value)
  io.err(`pratique: asking the server ${host}, which is told that ${quote(recipient)} asks\n`)
  const passcode = link.isPasscodeNeeded ? { passcode: await world.askPasscode() } : {}
  const { allowLoopback = false } = world
  const port = tellHosts(world.createPort(), toHealthLink(link).host.value, io)
  const options = { port, recipient, allowLoopback, ...passcode }
  const files = await fetchHealthLink(link, options)
  return showFiles(files, input, task, io)
}

/**
 * A link inside a certificate is signed: whoever altered it would send us to a server of his own.
 *
 * @returns the exit code of a link whose signature does not hold; nobody is asked then
 */
async function checkOwnSignature(
  input: InputText,
  { verify }: FetchTask,
  io: Io,
): Promise<number | undefined> {
  if (carrierOf(input.text) !== 'hc1') return undefined
  const [answer] = await verifyInputs([input], verify, io)
  if (!answer) throw new Error('unreachable: an input has an answer')
  const { verdict, exitCode, code } = answer.verification
  const isRefused = verdict === 'not-genuine'
  const signer = code === 'content.link' ? 'holds' : `does not hold or is not known [${code}]`
  io.err(`pratique: the signature of the certificate with the link ${signer}\n`)
  if (!isRefused) return undefined
  io.err('pratique: nobody was asked\n')
  return exitCode
}

/** Files may lie elsewhere than their list: nobody is asked without a word. */
function tellHosts(port: FetchPort, first: string, io: Io): FetchPort {
  const told = new Set([first])
  return {
    fetch(request) {
      const { host } = new URL(request.url)
      if (!told.has(host)) {
        told.add(host)
        io.err(`pratique: a file lies on another server: asking ${visible(host)}\n`)
      }
      return port.fetch(request)
    },
  }
}

/** The label of a link means the same in every version ("Protocol Versioning"). */
function tellUnreadable({ text }: InputText, { showPerson }: FetchTask, io: Io): void {
  io.err('pratique: nobody was asked: the link is not one that this version can follow\n')
  const label = showPerson ? findLinkLabel(text) : undefined
  if (label !== undefined) io.err(`pratique: its sender calls it ${quote(label)}\n`)
}

async function showFiles(
  files: readonly FetchedFile[],
  input: InputText,
  task: FetchTask,
  io: Io,
): Promise<number> {
  const answers: Answer[] = []
  let faults = 0
  for (const [index, { opened }] of files.entries()) {
    const name = `file ${index + 1} of ${files.length}`
    if (opened instanceof FormatError || opened instanceof UnavailableError) {
      io.err(`pratique: ${name}: ${opened.message} [${opened.code}]\n`)
      faults++
      continue
    }
    const source = { ...input, name, isArgument: false }
    answers.push(...(await showFile(opened, source, task, io)))
  }
  const exitCodes = answers.map(({ verification }) => verification.exitCode)
  return worstExitCode(exitCodes, { hasFaults: faults > 0, authenticityOnly: false })
}

async function showFile(
  file: LinkFile,
  source: InputText,
  task: FetchTask,
  io: Io,
): Promise<readonly Answer[]> {
  const { answers, contents } = await lookInto(file, source, task, io)
  const { showPerson } = task
  if (task.asJson) {
    for (const answer of answers) io.out(writeJson(answer, { showPerson }))
    for (const each of contents) io.out(writeContentsJson(each))
    return answers
  }
  const type = visible(file.contentType) || 'of no stated kind'
  io.out(`${source.name}: ${type}\n\n`)
  io.out(await writeAnswers(answers, { showPerson, hasFaults: false, io }))
  if (contents.length > 0) io.out(`\n${writeContents(contents)}`)
  io.out('\n')
  return answers
}

/** Nothing in a file is followed: neither an address nor a key to a server. */
async function lookInto(
  file: LinkFile,
  source: InputText,
  { verify, showPerson }: FetchTask,
  io: Io,
): Promise<{ readonly answers: readonly Answer[]; readonly contents: readonly InputContents[] }> {
  if (file.kind === 'smart-health-card') {
    const cards = [{ ...source, text: file.text }]
    const answers = await verifyInputs(cards, verify, io)
    return { answers, contents: await readContents(cards, showPerson) }
  }
  const answers = [toUnsignedAnswer(file, source, verify.context)]
  if (file.kind !== 'fhir') return { answers, contents: [] }
  return { answers, contents: [{ contents: readOther(file, showPerson), sources: [source] }] }
}
