/**
 * `pratique demo --serve`: the whole box at work, and what to do with it.
 *
 * @module
 */

import { once } from 'node:events'
import { relative, resolve } from 'node:path'
import type { Demonstration } from '@pratique/server'
import type { Io } from '../io.ts'
import { writeReport } from '../output/report.ts'
import { createStyle } from '../output/style.ts'
import { visible } from '../output/visible.ts'
import { findPage } from './find-page.ts'
import { parsePort } from './serve-page.ts'

const FOLDER = 'pratique-demo'

export interface DemonstrationArguments {
  /** Value of `--port`. */
  readonly port: string | undefined
  /** Value of `--folder`. */
  readonly folder: string | undefined
}

/**
 * Runs the box until the process is interrupted.
 *
 * @throws {UsageError} `usage.option` for a port that is none, and what `startDemonstration` throws
 */
export async function serveDemonstration(
  { port, folder = FOLDER }: DemonstrationArguments,
  io: Io,
): Promise<void> {
  const own = port === undefined ? {} : { port: parsePort(port) }
  const page = findPage()
  const { startDemonstration } = await import('@pratique/server')
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const demonstration = await startDemonstration({
    ...{ ...own, page, folder: resolve(folder), now: io.now },
    tellFault: (line) => io.err(line),
  })
  io.out(await describe(demonstration, folder, io))
  await interrupted
  await demonstration.close()
}

async function describe(
  { verification, keyLists, text, address, apiKey }: Demonstration,
  folder: string,
  io: Io,
): Promise<string> {
  const report = writeReport(verification, {
    ...{ style: createStyle(io.hasColor), showPerson: true, isBrief: true, isArgument: false },
    ...{ keyLists, now: io.now() },
  })
  const place = visible(relative('', resolve(folder)) || '.')
  return [
    'A specimen – not a real certificate: an authority of the fictional state Utopia, on this machine alone, has',
    `issued the negative PCR test of a made-up person over its API. Its keys and lists are in ${place}.`,
    ...['', ...report, ''],
    await drawCode(text, address),
    `Scan me: open ${address} and hold this code to its camera, or a phone's picture of it.`,
    'The page works without a network, and what it scans stays in the browser.',
    ...['', ...describeAddresses(address), '', ...describeNext(address, apiKey), ''],
    'Ctrl+C ends it, and the next start goes on with it.',
    '',
  ].join('\n')
}

async function drawCode(text: string, address: string): Promise<string> {
  const { encodeQr, toTerminal } = await import('pratique/qr')
  const symbol = toTerminal(encodeQr(text, { level: 'L' }))
  const width = symbol.indexOf('\n')
  if (!process.stdout.isTTY || process.stdout.columns >= width) return symbol
  return `(This window is too narrow for the code, which takes ${width} columns: make it wider, or ask ${address} for\nanother one as a picture, as below.)\n`
}

function describeAddresses(address: string): readonly string[] {
  return [
    `Page      ${address}`,
    `API       ${address}openapi.json`,
    `Lists     ${address}v1/lists/index.json`,
  ]
}

/** One to issue and one to take back, to be pasted as they are. */
function describeNext(address: string, apiKey: string): readonly string[] {
  return [
    'Issue another one, as its text; with "Accept: image/png" as a picture, with "application/pdf" as a page:',
    `  export KEY=${apiKey}`,
    `  curl -s ${address}v1/certificates -H "Authorization: Bearer $KEY" \\`,
    '    -H "Idempotency-Key: $(node -p "crypto.randomUUID()")" -H "Content-Type: application/json" \\',
    '    -H "Accept: text/plain" -o certificate.txt -d \'{ "format": "eu-dcc", "order": {',
    '      "holder": { "family": "Utopos", "given": "Ada", "birthDate": "1990-12-24" }, "fact": { "kind": "vaccination",',
    '      "disease": "covid-19", "date": "2026-10-01", "product": "EU/1/20/1528", "doseNumber": 2, "seriesDoses": 2 } } }\'',
    'Take it back. The page says so a minute later, once it has newer lists (Lists, Ask over the network):',
    `  curl -s ${address}v1/revocations -H "Authorization: Bearer $KEY" \\`,
    '    -H "Idempotency-Key: $(node -p "crypto.randomUUID()")" -H "Content-Type: application/json" \\',
    '    -d "{ \\"reason\\": \\"wrong\\", \\"certificates\\": [\\"$(cat certificate.txt)\\"] }"',
  ]
}
