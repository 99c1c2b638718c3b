/**
 * The inputs of a command: each argument's texts, or why it has none.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Io } from '../io.ts'
import { quote } from '../output/visible.ts'
import { hasKnownBeginning, kindOf, mayTellOfPerson } from './argument.ts'
import { type ContentText, readContent } from './content.ts'
import { isStdinTerminal, missingFile, readFileBytes, readStdinBytes } from './file-bytes.ts'
import { readRecordLine } from './record.ts'

/** One text to look at. */
export interface InputText {
  readonly text: string
  /** Which argument it came from, from 0. */
  readonly position: number
  /** What to call it. */
  readonly name: string
  /** Whether the argument was the text itself, which a shell may have changed. */
  readonly isArgument: boolean
}

export interface Inputs {
  readonly texts: readonly InputText[]
  /** How many arguments could not be read; each has been said on standard error. */
  readonly faults: number
}

/** Progress is said when it takes longer than this. */
const PATIENCE_MS = 1000

/**
 * Reads all inputs, and says of each that cannot be read why.
 *
 * @throws {UsageError} `usage.input-missing` if there is no argument
 */
export async function readInputs(args: readonly string[], io: Io): Promise<Inputs> {
  if (args.length === 0) {
    const advice = 'name a file or a picture, or use - for standard input'
    throw new UsageError('usage.input-missing', `there is no input: ${advice}`)
  }
  const texts: InputText[] = []
  let faults = 0
  const started = Date.now()
  for (const [position, argument] of args.entries()) {
    if (Date.now() - started > PATIENCE_MS) {
      io.err(`reading input ${position + 1} of ${args.length} …\n`)
    }
    try {
      if (argument === '-' && args.indexOf('-') < position) throw twice()
      for (const text of await readInput(argument, position, io)) texts.push(text)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      io.err(`pratique: ${error.message} [${error.code}]\n`)
      faults++
    }
  }
  warnOfArguments(texts, io)
  return { texts, faults }
}

async function readInput(
  argument: string,
  position: number,
  io: Io,
): Promise<readonly InputText[]> {
  switch (kindOf(argument)) {
    case 'text': {
      if (argument.trim() === '') throw empty(position)
      const name = toOrdinal(position)
      const texts = readRecordLine(argument) ?? [argument]
      return texts.map((text) => ({ text, position, name, isArgument: true }))
    }
    case 'missing':
      throw mayTellOfPerson(argument) ? unrepeated(position) : missingFile(argument)
    case 'stdin': {
      const name = 'standard input'
      if (isStdinTerminal()) io.err('Paste the text, then press Enter and Ctrl-D.\n')
      return named(await readContent(await readStdinBytes(), name), position, name)
    }
    case 'file': {
      const name = quote(argument)
      return named(await readContent(readFileBytes(argument), name), position, name)
    }
  }
}

function toOrdinal(position: number): string {
  return `argument ${position + 1}`
}

function named(
  texts: readonly ContentText[],
  position: number,
  name: string,
): readonly InputText[] {
  return texts.map(({ text, line }) => ({
    ...{ text, position, isArgument: false },
    name: line === undefined ? name : `line ${line} of ${name}`,
  }))
}

/** Nothing is repeated: it may be a certificate. */
function warnOfArguments(texts: readonly InputText[], io: Io): void {
  const given = texts.filter(({ isArgument }) => isArgument)
  for (const { text, name } of given) {
    if (!hasKnownBeginning(text)) io.err(`pratique: ${name} is no file, so it is taken as a text\n`)
  }
  if (given.length === 0) return
  io.err(
    'pratique: texts among the arguments stay in the history of the shell, and others on this ' +
      'machine can see them: better give a file, or - for standard input\n',
  )
}

function empty(position: number): UsageError {
  const advice = 'name a file or a picture, or use - for standard input'
  return new UsageError('usage.input-missing', `input ${position + 1} is empty: ${advice}`)
}

/** The argument may be a certificate: after a quotation mark too many, say. */
function unrepeated(position: number): UsageError {
  const advice = 'check the name and the folder'
  const what = `of the name that ${toOrdinal(position)} gives`
  return new UsageError('usage.file-missing', `there is no file ${what}: ${advice}`)
}

function twice(): UsageError {
  return new UsageError('usage.argument', '- stands for standard input and can be given only once')
}
