/**
 * Vectors of the command line: orders that are refused, and issuers that do not fit.
 *
 * @module
 */

import type { Code } from '../../packages/pratique/src/codes.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import type { CommandFile, CommandRow } from './command-rows.ts'
import { key } from './examplia.ts'
import { makeCertificate, toPem } from './x509.ts'

const DRY_RUN = ['--format', 'eu-dcc', '--certificate', 'dsc.crt', '--dry-run']

const HOLDER = { family: 'Vectorova', given: 'Cora', birthDate: '1985-09-14' }
const TEST = {
  kind: 'test',
  disease: 'covid-19',
  class: 'naat',
  result: 'not-detected',
  sampledAt: '2026-01-20T09:30:00+01:00',
  centre: 'Laboratory 7',
}

/** Builds the rows. */
export function issueRows(): readonly CommandRow[] {
  const good = { 'order.json': order(HOLDER, TEST), 'dsc.crt': { text: makePem('2026-01-01') } }
  const inWords = { ...good, 'order.json': order(HOLDER, { ...TEST, result: 'negative' }) }
  const ended = { ...good, 'dsc.crt': { text: makePem('2021-01-01') } }
  return [
    {
      id: 'command/issue-tried',
      args: ['issue', 'order.json', ...DRY_RUN],
      files: good,
      expect: { exitCode: 0 },
    },
    wrong('issue-result-in-words', 'usage.order', ['issue', 'order.json', ...DRY_RUN], inWords),
    wrong('issue-signer-has-ended', 'usage.issuer', ['issue', 'order.json', ...DRY_RUN], ended),
    wrong('issue-of-nothing', 'usage.input-missing', ['issue', ...DRY_RUN]),
    wrong(
      'issue-in-no-format',
      'usage.option',
      ['issue', 'order.json', '--format', 'nz-pass'],
      good,
    ),
    wrong(
      'issue-without-signer',
      'usage.option',
      ['issue', 'order.json', ...DRY_RUN.slice(0, -1)],
      good,
    ),
  ]
}

function order(holder: JsonObject, fact: JsonObject): CommandFile {
  return { text: JSON.stringify({ holder, fact }) }
}

/** A signer's certificate of two years, of a year that is over or not. */
function makePem(notBefore: string): string {
  const notAfter = `${Number(notBefore.slice(0, 4)) + 30}${notBefore.slice(4)}`
  const content = {
    country: 'XE',
    organization: 'Ministry of Health of Examplia',
    commonName: 'DSC 1',
    notBefore,
    notAfter: notBefore.startsWith('2021') ? '2023-01-01' : notAfter,
  }
  return toPem(makeCertificate(key('all'), content))
}

function wrong(
  id: string,
  code: Code,
  args: readonly string[],
  files?: CommandRow['files'],
): CommandRow {
  return { id: `command/${id}`, args, ...(files && { files }), expect: { exitCode: 2, code } }
}
