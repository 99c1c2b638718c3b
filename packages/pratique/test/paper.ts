/**
 * Reads printed pages back, with other people's programs.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Has Chinese letters; installed by the set-up for these tests. */
export const CHINESE_FONT = '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf'

const NEEDED = ['/usr/bin/pdftoppm', '/usr/bin/zbarimg', '/usr/bin/qpdf', CHINESE_FONT]

const missing = NEEDED.filter((path) => !existsSync(path))

/** Why tests of paper are skipped; `false` if they are not. */
export const missingReaders = missing.length > 0 && `not installed: ${missing.join(', ')}`

/** What is seen of one page. */
export interface SeenPage {
  /** Black and white at 203 dpi, as label printers print: a PNG. */
  readonly picture: Uint8Array
  /** What zbar reads. */
  readonly symbols: readonly string[]
}

/** Looks at the pages of a document. */
export function seePages(document: Uint8Array): readonly SeenPage[] {
  return withFile(document, (file, folder) => {
    run('pdftoppm', ['-mono', '-r', '203', '-png', file, join(folder, 'page')])
    const names = readdirSync(folder).filter((name) => name.endsWith('.png'))
    return names.sort().map((name) => {
      const path = join(folder, name)
      const symbols = run('zbarimg', ['--quiet', '--raw', path]).trim().split('\n')
      return { picture: readFileSync(path), symbols }
    })
  })
}

/** Takes the text out of a document. */
export function takeText(document: Uint8Array): string {
  return withFile(document, (file) => run('pdftotext', ['-enc', 'UTF-8', file, '-']))
}

/** Writes a document without compression and object streams, as Latin-1. */
export function toPlain(document: Uint8Array): string {
  return withFile(document, (file, folder) => {
    run('qpdf', ['--qdf', '--object-streams=disable', file, join(folder, 'plain')])
    return readFileSync(join(folder, 'plain'), 'latin1')
  })
}

/** Has qpdf check a document. Throws what it says of one that is not in order. */
function withFile<T>(document: Uint8Array, use: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-paper-'))
  try {
    const file = join(folder, 'document.pdf')
    writeFileSync(file, document)
    run('qpdf', ['--check', file])
    return use(file, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: exit code ${status}: ${stderr}${stdout}`)
  return stdout
}
