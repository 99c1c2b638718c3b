/**
 * `pratique issue`: certificates from orders.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { tryOrders } from '../issue/dry-run.ts'
import { parseIssueFormat, refuseOthersOptions } from '../issue/formats.ts'
import { issueIntoFolder } from '../issue/into-folder.ts'
import { loadIssuer } from '../issue/load-issuer.ts'
import { createNotes } from '../issue/notes.ts'
import { parseOutputs } from '../issue/outputs.ts'
import { parsePurpose } from '../issue/purpose.ts'
import { readOrders } from '../issue/read-orders.ts'
import { parseReplacement, replaceOne } from '../issue/replace.ts'
import { showOne } from '../issue/show-one.ts'
import { refuseIdle } from '../require-option.ts'

export const USAGE = `Usage: pratique issue INPUT --format F --signer KEY [OPTION…]

Issues certificates. INPUT is a file or - for standard input: orders as JSON or NDJSON, a CSV file,
FHIR R4 resources, or HL7 v2 messages. Each certificate is verified before it is given out. What is
not plain in an order is never guessed: that order is refused, with every reason, and the others go
on. Nothing about a holder is written anywhere but into --out.

Without --out, one order is issued and shown in the terminal.

Who issues
  --format F         eu-dcc, who-icvp, smart-health-card or vds-nc
  --signer KEY       a private key on P-256: a file (see "keys create"), or a key in a security
                     module: pkcs11:object=NAME?module-path=FILE. A passphrase or PIN is asked for
  --passphrase-file FILE
                     the first line of FILE is the passphrase or PIN
  --certificate FILE the signer's certificate; all formats but smart-health-card need it
  --authority FILE   the certificate of the authority that issued it, for vds-nc
  --country CC       default: of the certificate
  --name NAME        what certificates call their issuer. Default: of the certificate
  --url URL          where a smart-health-card's keys are published
  --lists DIR        your revocation lists (see "lists"): each certificate takes its place on one.
                     Without, nothing can be revoked, and all ends within 14 days
  --showing          copies to be shown once: no place on a list, and over within 14 days

What comes in
  --from FORM        json, ndjson, csv, fhir or hl7. Default: told by what is in the file
  --mapping FILE     what the columns of a CSV file mean
  --offset ±HH:MM    of times in HL7 messages that have none
  --catalogue FILE   products that a who-icvp may state

What is replaced
  --replaces INPUT   the one order comes in place of a certificate that is wrong: INPUT is that, as
                     for "revoke", or a file with its token. It is revoked, with --lists, before
                     the new one is put into --out, and nothing written down names both. Both
                     happen or neither: stopped anywhere, the same command ends it

What goes out
  --out DIR          a folder for the certificates: certificates.ndjson is the record, one line
                     each. The same command, run again, goes on where it was stopped
  --qr KIND          svg, png or both: the codes as pictures. Default: svg
  --pdf              a page for each
  --page SIZE        a4, letter or id-1. Default: a4
  --language L       of the page: en, fr, es, ar, zh or ru. Default: en
  --dry-run          check every order, and issue nothing. It may stand behind the whole command,
                     --out and all, and no file is made; needs no --signer where there is a
                     --certificate
  --json             a line of JSON for each order, and nothing else

Entry rules
  --to CC            say whether this country would take it; with --on DATE of arrival
  --border           issue the smallest certificate that --to takes, for one showing
  --rules FILE, --value-sets FILE
                     its entry rules, as for "verify"; may be repeated

Exit codes
  0 all are issued   2 wrong usage, or an order was refused   70 a bug of ours

Examples
  pratique issue order.json --format eu-dcc --signer dsc-key.pem --certificate dsc.pem
  pratique issue results.csv --mapping mapping.json --format eu-dcc --signer dsc-key.pem \\
    --certificate dsc.pem --lists lists --out monday --pdf
  pratique issue corrected.json --replaces wrong.png --format eu-dcc --signer dsc-key.pem \\
    --certificate dsc.pem --lists lists --out corrected
  pratique issue results.hl7 --format smart-health-card --signer key.pem \\
    --country AT --name Ministry --url https://health.example/cards --dry-run
`

const OPTIONS = {
  format: { type: 'string' },
  signer: { type: 'string' },
  'passphrase-file': { type: 'string' },
  certificate: { type: 'string' },
  authority: { type: 'string' },
  country: { type: 'string' },
  name: { type: 'string' },
  url: { type: 'string' },
  lists: { type: 'string' },
  replaces: { type: 'string' },
  showing: { type: 'boolean' },
  from: { type: 'string' },
  mapping: { type: 'string' },
  offset: { type: 'string' },
  catalogue: { type: 'string' },
  out: { type: 'string' },
  qr: { type: 'string' },
  pdf: { type: 'boolean' },
  page: { type: 'string' },
  language: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  to: { type: 'string' },
  on: { type: 'string' },
  border: { type: 'boolean' },
  rules: { type: 'string', multiple: true },
  'value-sets': { type: 'string', multiple: true },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const format = parseIssueFormat(values.format)
    refuseOthersOptions(format, values)
    if (values.signer === undefined) refuseIdle(values, { 'passphrase-file': '--signer' })
    const outputs = await parseOutputs(values)
    if (values.out === undefined && (values.qr !== undefined || values.pdf)) {
      throw new UsageError(
        'usage.option',
        '--qr and --pdf make files: name their folder with --out',
      )
    }
    const replacement = parseReplacement(values, positionals)
    const wish = await parsePurpose(values, io)
    const rows = await readOrders(positionals, values)
    const loaded = await loadIssuer(format, values, io, wish)
    const notes = createNotes(io)
    try {
      const { issuer } = loaded
      const work = { rows, format, wish, issuer, isJson: values.json === true, notes, io }
      if (replacement) return await replaceOne(work, replacement, outputs)
      if (values['dry-run']) return tryOrders(work)
      if (values.out === undefined) return await showOne(work)
      return await issueIntoFolder(work, values.out, outputs)
    } finally {
      notes.finish()
      await loaded.close()
    }
  },
)
