/**
 * `pratique demo`: the specimen that comes with the program, from its picture to its verdict; or the whole box, from
 * an order to the page that scans what was issued.
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

export const USAGE = `Usage: pratique demo [OPTION…]

Reads the picture of a specimen certificate that comes with the program, and verifies it. With
--serve it runs all of Pratique on this machine instead: an authority of a fictional state, which
issues a specimen over its API, the lists that it publishes, and the page that scans and verifies.
"npm start" is "pratique demo --serve".

Options
  --serve         run all of it, and show the code of what was issued, until Ctrl+C
  --port NUMBER   with --serve: where it listens. Default: 8040, or the next one that is free
  --folder DIR    with --serve: where keys, database and lists of the authority are kept, and found
                  again by the next start. Default: pratique-demo in this folder
  --help          this text

Examples
  pratique demo
  pratique demo --serve
`

const OPTIONS = {
  serve: { type: 'boolean' },
  port: { type: 'string' },
  folder: { type: 'string' },
} as const

const PICTURE = new URL('../../data/pcr-not-detected.png', import.meta.url)

/** What a specimen exits with elsewhere; here it is what should come out. */
const SPECIMEN = 31

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const { values, positionals } = given
  if (positionals.length > 0) {
    throw new UsageError('usage.argument', 'demo takes no input: use "pratique verify INPUT"')
  }
  if (values.serve) {
    const { serveDemonstration } = await import('../serve/serve-demonstration.ts')
    await serveDemonstration({ port: values.port, folder: values.folder }, io)
    return 0
  }
  for (const option of ['port', 'folder'] as const) {
    if (values[option] === undefined) continue
    throw new UsageError('usage.option', `--${option} has no effect without --serve`)
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
