/**
 * `pratique demo`: the specimen that comes with the program, from its picture to its verdict.
 *
 * @module
 */

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readInputs } from '../inputs/inputs.ts'
import { writeReport } from '../output/report.ts'
import { createStyle } from '../output/style.ts'
import { visible } from '../output/visible.ts'
import { verifyInputs } from '../verify-inputs.ts'

export const USAGE = `Usage: pratique demo

Reads the picture of a specimen certificate that comes with the program, and verifies it.

Options
  --help   this text
`

const PICTURE = new URL('../../data/pcr-not-detected.png', import.meta.url)

/** What a specimen exits with elsewhere; here it is what should come out. */
const SPECIMEN = 31

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, {}, async ({ positionals }, io) => {
  if (positionals.length > 0) {
    throw new UsageError('usage.argument', 'demo takes no input: use "pratique verify INPUT"')
  }
  const path = relative('', fileURLToPath(PICTURE))
  const { texts } = await readInputs([path], io)
  const task = { context: { now: io.now() }, trustFiles: [], isTogether: false }
  const [answer] = await verifyInputs(texts, task, io)
  if (!answer) throw new Error('unreachable: the specimen holds a code')
  const style = createStyle(io.hasColor)
  const report = writeReport(answer.verification, {
    style,
    showPerson: true,
    isBrief: true,
    keyLists: answer.keyLists,
    now: answer.now,
    isArgument: false,
  })
  io.out(`${[...introduction(path), '', ...report, '', ...INVITATION].join('\n')}\n`)
  const { exitCode } = answer.verification
  return exitCode === SPECIMEN ? 0 : exitCode
})

function introduction(path: string): readonly string[] {
  return [
    'A specimen – not a real certificate: the negative PCR test of a made-up person, issued by the',
    'fictional state Utopia.',
    `This picture was read and verified on this machine alone: ${visible(path)}`,
  ]
}

const INVITATION: readonly string[] = [
  'Your own: npx pratique verify FILE   (a picture of the code, or a file with its text)',
  'More:     npx pratique help',
]
