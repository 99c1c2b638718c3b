/**
 * `pratique verify`: a verdict on each certificate, or on several of one person's.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { AskedPolicy, VerifyContext } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { worstExitCode } from '../exit-code.ts'
import { parseFormat } from '../formats.ts'
import type { Io } from '../io.ts'
import { openInputs } from '../link/open-inputs.ts'
import { toUnsignedAnswer } from '../link/unsigned.ts'
import type { Options } from '../options.ts'
import { parseTime } from '../times.ts'
import { parsePolicy } from '../trust/policy.ts'
import { type VerifyTask, verifyInputs } from '../verify-inputs.ts'

export const USAGE = `Usage: pratique verify INPUT… [OPTION…]

Says whether health certificates are genuine and in force: offline, and without keeping anything.

INPUT is a file with the text of the code, a picture of it (PNG, JPEG, or the SVG that "issue"
makes), a PDF of at most 30 pages with codes on them, the record of "issue" or lines of it, - for
standard input, or the text itself (better not: it stays in the shell's history). Several inputs,
and several lines, are several certificates; the codes of one SMART Health Card in parts are always
put together. Encrypted files (.jwe) are opened with the SMART Health Link that is given beside
them; nothing is ever fetched.

Options
  --trust FILE          take the keys in FILE too: certificates of signers and of authorities (PEM,
                        DER) and lists of revoked ones (CRL), a key set (JWK), a list of the EU
                        network or its batches of revoked certificates, a DID document, a table of
                        DIVOC keys; may be repeated
  --trust ISSUER=FILE   the same for a bare key set, of the issuer with this https address; or for
                        the certificate of a key that signs lists of that issuer's revoked cards
  --revocations FILE    take the revocations in FILE: a signed list of revoked certificates, or what
                        came since, of Pratique; or a list that --trust takes; may be repeated
  --official            only take keys of countries that the WHO's trust anchor stands above
  --also NETWORK        with --official: take this one too: smart-health-card, vds-nc, divoc or
                        nz-pass; may be repeated
  --data-dir DIR        take the lists that were fetched from DIR
  --catalogue FILE      look the products of yellow cards (WHO ICVP) up in this catalogue
  --authenticity        only ask whether it is genuine: then that exits with 0 instead of 3
  --to DESTINATION      ask for the entry rules of a country, such as CH; "pratique policy check"
                        tells more
  --on TIME             the arrival, for --to: a day there, such as 2026-12-01, or an instant
  --rules FILE          take these rules (EU rules or a Pratique policy), or the policy of this name
                        that comes with the program; may be repeated
  --value-sets FILE     take these value sets, for rules of the EU; may be repeated
  --at TIME             answer as if it were TIME, such as 2026-11-21 or 2026-11-21T10:00Z
  --together            all inputs are one person's: also compare names and birth dates
  --mrz FILE            compare the holder with the passport or identity card whose machine-readable
                        zone is in FILE: its two or three lines
  --format ID           only take it for one format: eu-dcc, who-ddcc, who-icvp, health-link,
                        smart-health-card, smart-health-link, vds-nc, divoc or nz-pass
  --show-person         show what the certificate states: name, birth date, facts
  --json                one JSON object for each certificate, a line each, and nothing else
  --help                this text

Exit codes
  0 meets the rule   3 genuine, no rule asked for   10 one more document needed   11 rule not met
  12 forged or damaged   13 issuer not recognised   14 revoked   15 outside its signature period
  20 a list is missing   21 no rule known   22 something is missing   23 the clock is wrong
  30 something else   31 specimen – not a real certificate   2 wrong usage   70 a bug of ours
  Of several, the worst. "pratique help 20" says more about one.

Examples
  pratique verify certificate.png
  pratique verify --trust eu-keys.json --show-person certificate.txt
  pratique verify --official --also smart-health-card card.png
  pratique verify --json - < certificate.txt
  pratique verify --together test.png vaccination.png
  pratique verify link.png file.jwe
`

const OPTIONS = {
  trust: { type: 'string', multiple: true },
  revocations: { type: 'string', multiple: true },
  official: { type: 'boolean' },
  also: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  catalogue: { type: 'string' },
  authenticity: { type: 'boolean' },
  to: { type: 'string' },
  on: { type: 'string' },
  rules: { type: 'string', multiple: true },
  'value-sets': { type: 'string', multiple: true },
  at: { type: 'string' },
  together: { type: 'boolean' },
  mrz: { type: 'string' },
  format: { type: 'string' },
  'show-person': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const DESTINATION = /^[A-Za-z]{2,3}$/

/** What the options ask for. */
interface Task extends VerifyTask {
  readonly authenticityOnly: boolean
  readonly showPerson: boolean
  readonly asJson: boolean
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const task = await parseTask(values, io)
    const { texts, others, faults } = await openInputs(positionals, io)
    if (task.isTogether && others.length > 0) {
      throw new UsageError('usage.argument', 'not verified: --together takes certificates alone')
    }
    if (task.isTogether && faults > 0) {
      throw new UsageError('usage.argument', 'not verified: --together needs every input')
    }
    const unsigned = others.map(({ file, source }) => toUnsignedAnswer(file, source, task.context))
    const answers =
      texts.length > 0 ? [...(await verifyInputs(texts, task, io)), ...unsigned] : unsigned
    if (answers.length === 0) return worstExitCode([], { hasFaults: true, authenticityOnly: false })
    const options = { showPerson: task.showPerson, io }
    if (task.asJson) {
      const { writeJson } = await import('../output/json.ts')
      for (const answer of answers) io.out(writeJson(answer, options))
    } else {
      const { writeAnswers } = await import('../output/answers.ts')
      io.out(await writeAnswers(answers, { ...options, hasFaults: faults > 0 }))
    }
    return worstExitCode(
      answers.map(({ verification }) => verification.exitCode),
      { hasFaults: faults > 0, authenticityOnly: task.authenticityOnly },
    )
  },
)

async function parseTask(values: Options<typeof OPTIONS>['values'], io: Io): Promise<Task> {
  const { at, trust = [], rules: files = [], 'value-sets': valueSetFiles = [] } = values
  const now = at === undefined ? io.now() : parseTime('--at', at)
  const policy = await parseAskedPolicy(values, now, io)
  const dataDir = values['data-dir']
  const document = values.mrz === undefined ? undefined : await loadDocument(values.mrz, now)
  return {
    context: {
      now,
      ...(at !== undefined && { simulated: true }),
      ...(policy && { policy }),
      ...(document && { document }),
    },
    policySources: { files, valueSetFiles, dataDir },
    trustFiles: trust,
    revocationFiles: values.revocations,
    trustPolicy: parsePolicy(values.official ?? false, values.also ?? []),
    dataDir,
    catalogueFile: values.catalogue,
    format: parseFormat(values.format),
    authenticityOnly: values.authenticity ?? false,
    isTogether: values.together ?? false,
    showPerson: values['show-person'] ?? false,
    asJson: values.json ?? false,
  }
}

async function loadDocument(path: string, now: number): Promise<VerifyContext['document']> {
  const { readDocument } = await import('../inputs/document.ts')
  return readDocument(path, now)
}

/** What is asked of entry rules, if anything. */
async function parseAskedPolicy(
  { to, on, rules }: Options<typeof OPTIONS>['values'],
  now: number,
  io: Io,
): Promise<AskedPolicy | undefined> {
  if (to === undefined) {
    const [unused] = [on && '--on', rules && '--rules'].filter((each) => each !== undefined)
    if (on !== undefined) parseTime('--on', on)
    if (unused) io.err(`pratique: ${unused} has no effect without --to: no entry rule is applied\n`)
    return undefined
  }
  if (!DESTINATION.test(to)) {
    throw new UsageError('usage.option', '--to needs the letters of a country, such as CH')
  }
  const destination = to.toUpperCase()
  if (on === undefined) return { destination, at: now }
  const { parseArrival } = await import('../policy/arrival.ts')
  return { destination, ...parseArrival('--on', on, destination) }
}
