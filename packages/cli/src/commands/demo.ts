/**
 * `pratique demo`: the specimen that comes with the program, from its picture to its verdict; and the page that
 * scans it, if that is asked for.
 *
 * @module
 */

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readInputs } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { writeReport } from '../output/report.ts'
import { createStyle } from '../output/style.ts'
import { visible } from '../output/visible.ts'
import { verifyInputs } from '../verify-inputs.ts'

export const USAGE = `Usage: pratique demo [OPTION…]

Reads the picture of a specimen certificate that comes with the program, and verifies it. Without
--serve it ends then. "npm start" is "pratique demo --serve".

Options
  --serve         then serve the page that scans certificates, and show the specimen's code for
                  its camera, until Ctrl+C
  --port NUMBER   with --serve: where the page is. Default: 8040, or the next one that is free
  --help          this text

Examples
  pratique demo
  pratique demo --serve
`

const OPTIONS = { serve: { type: 'boolean' }, port: { type: 'string' } } as const

const PICTURE = new URL('../../data/pcr-not-detected.png', import.meta.url)

/** What a specimen exits with elsewhere; here it is what should come out. */
const SPECIMEN = 31

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const { values, positionals } = given
  if (positionals.length > 0) {
    throw new UsageError('usage.argument', 'demo takes no input: use "pratique verify INPUT"')
  }
  if (values.port !== undefined && !values.serve) {
    throw new UsageError('usage.option', '--port has no effect without --serve')
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
  if (exitCode !== SPECIMEN) return exitCode
  const [text] = texts
  if (values.serve && text) await showPage(text.text, path, values.port, io)
  return 0
})

/** Serves the page until somebody ends it. */
async function showPage(
  text: string,
  picture: string,
  port: string | undefined,
  io: Io,
): Promise<void> {
  const { serveUntilEnded } = await import('../serve/serve-page.ts')
  const { encodeQr, toTerminal } = await import('pratique/qr')
  const symbol = toTerminal(encodeQr(text, { level: 'L' }))
  const width = symbol.indexOf('\n')
  const isNarrow = io.isTerminal && process.stdout.columns < width
  const code = isNarrow
    ? `(This window is too narrow for the code, which takes ${width} columns: show the camera ${visible(picture)}.)\n`
    : symbol
  await serveUntilEnded({ port, io }, (address) => [
    code,
    `Scan me: open ${address} and hold this code to its camera, or a phone's picture of it.`,
    'The page works without a network, and what it scans stays in the browser. Ctrl+C ends it.',
  ])
}

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
