/**
 * `pratique lists export`: what is revoked, for verifiers that read other forms.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { readLists, requireSameSecret, toTokens } from 'pratique/revocation'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readOneCertificate } from '../keys/certificate-files.ts'
import { withSignerIfNamed } from '../keys/open-signer.ts'
import { exportLists, FORMS, type Form } from '../lists/exports.ts'
import { openLists } from '../lists/open-lists.ts'
import { readPublishedFiles } from '../lists/published.ts'
import { isExport, MAX_EXPORT_BYTES } from '../lists/recognise-export.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { writeOutputs } from '../output/write-output.ts'
import { refuseIdle, requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique lists export --lists DIR --as FORM --out DIR [OPTION…]

Writes what the newest editions of an issuer's lists have revoked in a form that other verifiers
read. Run it after "lists build". The same editions give the same sets in every form.

Options
  --lists DIR         the folder with the issuer's state, and the lists that it has published
  --as FORM           eu-uci           batches of hashes for the EU's gateway, of identifiers
                      eu-country-uci   the same, of country and identifier
                      card-crl         a SMART Health Card's list; needs --kid
                      status-list-jwt  IETF Token Status List; needs --uri and --key
                      status-list-cwt  the same as CWT
                      bitstring        W3C Bitstring Status List; needs --uri and --issuer
                      bitstring-jwt    the same, signed; needs --key too
  --out DIR           a folder for the files; made if it is missing. Those of an export before are
                      replaced, and no others
  --country CC        of batches: whose certificates they are
  --kid KID           of cards: the thumbprint of the key that signed them ("keys show")
  --uri URI           where status lists will be: /NUMBER of the list is put behind it
  --issuer URI        who publishes a bit string
  --key FILE          sign with this key, a file or its address in a token; batches too, with
                      --certificate of the same key
  --passphrase-file FILE
                      the first line of FILE is the passphrase or PIN
  --certificate FILE  the upload certificate that the EU's gateway knows
  --json              one JSON object, and nothing else
  --help              this text

Exit codes
  0 the files are there   2 they are not; wrong usage   70 a bug of ours

Examples
  pratique lists export --lists DIR --as eu-uci --country UT --out batches
  pratique lists export --lists DIR --as card-crl --kid THUMBPRINT --out crl
`

const OPTIONS = {
  lists: { type: 'string' },
  as: { type: 'string' },
  out: { type: 'string' },
  country: { type: 'string' },
  kid: { type: 'string' },
  uri: { type: 'string' },
  issuer: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  certificate: { type: 'string' },
  json: { type: 'boolean' },
} as const

const OF_BATCHES = ['country', 'certificate'] as const
const OF_STATUS = ['uri', 'issuer'] as const

/** Options that a form has no use for. */
const IDLE: Readonly<Record<Form, readonly string[]>> = {
  'eu-uci': ['kid', ...OF_STATUS],
  'eu-country-uci': ['kid', ...OF_STATUS],
  'card-crl': [...OF_BATCHES, ...OF_STATUS, 'key'],
  'status-list-jwt': [...OF_BATCHES, 'kid', 'issuer'],
  'status-list-cwt': [...OF_BATCHES, 'kid', 'issuer'],
  bitstring: [...OF_BATCHES, 'kid', 'key'],
  'bitstring-jwt': [...OF_BATCHES, 'kid'],
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) throw new UsageError('usage.argument', 'lists export takes no file')
    const folder = requireOption('lists', values.lists, 'name the folder of the lists')
    const form = parseForm(values.as)
    refuseIdle(values, Object.fromEntries(IDLE[form].map((name) => [name, 'another form'])))
    const out = requireOption('out', values.out, 'name a folder for the files')
    const lists = openLists(folder)
    const secret = lists.readSecret()
    requireSameSecret(await readLists(lists.store), secret)
    const editions = readPublishedFiles(folder).map((content) => ({
      content,
      tokens: toTokens(secret, content.list, content.revoked),
    }))
    if (editions.length === 0) {
      throw new UsageError('usage.lists', 'nothing is published yet: run "lists build" first')
    }
    const { country, kid, uri, issuer, key, certificate } = values
    const passphraseFile = values['passphrase-file']
    if (key === undefined) refuseIdle(values, { 'passphrase-file': '--key' })
    if (form === 'eu-uci' || form === 'eu-country-uci') requireBothOrNone(key, certificate)
    const options = {
      now: io.now(),
      ...(country !== undefined && { country: country.toUpperCase() }),
      ...(kid !== undefined && { keyId: kid }),
      ...(uri !== undefined && { uri: uri.replace(/\/$/, '') }),
      ...(issuer !== undefined && { issuer }),
      ...(certificate !== undefined && { certificate: readOneCertificate(certificate).der }),
    }
    const files = await withSignerIfNamed(key, io, { passphraseFile }, (signer) =>
      exportLists(form, editions, { ...options, ...(signer && { signer }) }),
    )
    writeOutputs(out, files, (bytes) => isExport(form, bytes), MAX_EXPORT_BYTES)
    const revoked = editions.reduce((sum, { tokens }) => sum + tokens.length, 0)
    const names = files.map(({ name }) => name)
    io.out(
      values.json
        ? toJsonLine({ out, form, revoked, files: names })
        : `${revoked} revoked certificates, in ${files.length} ${files.length === 1 ? 'file' : 'files'} in ${quote(out)}\n`,
    )
    return 0
  },
)

/** Batches are signed for a gateway, which knows the key by its certificate. */
function requireBothOrNone(key: string | undefined, certificate: string | undefined): void {
  if (key === undefined) refuseIdle({ certificate }, { certificate: '--key' })
  else requireOption('certificate', certificate, 'name the upload certificate of the key')
}

function parseForm(as: string | undefined): Form {
  const form = FORMS.find((each) => each === as)
  if (form) return form
  throw new UsageError('usage.option', `--as takes one of ${FORMS.join(', ')}`)
}
