/**
 * `pratique trust withdraw`: a key is denied, whatever any list says of it, now and in every bundle to
 * come.
 *
 * @module
 */

import { type DataFolder, findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { readKeyFile } from '@pratique/node/key-file'
import { type SignPort, signDenial } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import type { TrustRecord } from 'pratique/trust'
import type { PublicKey } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { withSignerIfNamed } from '../keys/open-signer.ts'
import { ageInWords, toTime } from '../output/dates.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { refuseIdle } from '../require-option.ts'
import { type Choice, isAsked, parseFramework } from '../trust/choose.ts'
import { addDenial } from '../trust/denials.ts'
import { readHeldRecords } from '../trust/held-records.ts'
import { makeOperatorKey, OPERATOR_KEY } from '../trust/operator-key.ts'
import { rebuild } from '../trust/rebuild.ts'

export const USAGE = `Usage: pratique trust withdraw KEYID --reason TEXT [OPTION…]

Denies a key: a signed entry that outranks every list, stays when lists are fetched anew, and is carried
by every bundle that is made here from now on. What a denied authority has issued is denied with it.
There is no way back but a new data folder, so that nobody can undo it unseen.

Options
  --reason TEXT      why, in words; "trust show" tells it
  --issuer NAME      whose key it is, if several have this identifier
  --framework NAME   of which network it is, if several have it
  --key FILE         sign with this private key (PEM); without it with one that is made and kept in the
                     data folder
  --passphrase-file FILE
                     the first line of FILE is the passphrase or PIN of --key
  --data-dir DIR     the data folder, in place of the platform's or PRATIQUE_DATA_DIR
  --json             one JSON object and nothing else
  --help             this text

Examples
  pratique trust withdraw 5c170e0393183df3 --reason "stolen, said the ministry on 3 May"
  pratique trust withdraw XBcOA5MYPfM= --issuer UT --reason "test of the drill"
`

const OPTIONS = {
  reason: { type: 'string' },
  issuer: { type: 'string' },
  framework: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [keyId, ...others] = positionals
    const { reason, issuer, framework } = values
    if (keyId === undefined || others.length > 0 || reason === undefined) {
      throw new UsageError('usage.argument', 'expected "trust withdraw KEYID --reason TEXT"')
    }
    if (values.key === undefined) refuseIdle(values, { 'passphrase-file': '--key' })
    const choice = { issuer, framework: parseFramework(framework) }
    const held = await readHeldRecords(values['data-dir'])
    const { key, ...record } = findRecord(held.records, keyId, choice)
    const known = held.denied.find((each) => isSameKey(each.key, key))
    if (known) {
      io.err(
        `pratique: it is denied already, ${ageInWords(known.at, io.now())}: ${visible(known.reason)}\n`,
      )
      return 0
    }
    const folder = openDataFolder(findDataFolder(values['data-dir']))
    const denial = { key, issuer: record.issuer, keyId: record.keyId, reason, at: io.now() }
    const options = { passphraseFile: values['passphrase-file'] }
    const number = await withSignerIfNamed(values.key, io, options, (signer) =>
      folder.withLock(async () => {
        addDenial(folder, await signDenial(denial, signer ?? readOperatorKey(folder)))
        return (await rebuild(folder)).number
      }),
    )
    if (values.json) {
      const { issuer: owner, keyId: named, at } = denial
      io.out(toJsonLine({ issuer: owner, keyId: named, reason, at: toTime(at), bundle: number }))
      return 0
    }
    io.out(
      `Denied: ${record.framework} ${visible(record.issuer)} ${visible(record.keyId)}.\n` +
        `Certificates by this key are refused from now on; the bundle of this machine is number ${number}.\n`,
    )
    return 0
  },
)

/** One key, or an error that says how to tell them apart. */
function findRecord(records: readonly TrustRecord[], keyId: string, choice: Choice): TrustRecord {
  const names = [keyId, toHex(keyId)]
  const found = records
    .filter((record) => names.includes(record.keyId))
    .filter((record) => isAsked(record, choice))
  const [first] = found
  if (!first) {
    throw new UsageError(
      'usage.argument',
      `no key ${quote(keyId)} is held: "pratique trust show" lists those that are`,
    )
  }
  if (found.every(({ key }) => isSameKey(key, first.key))) return first
  const owners = [...new Set(found.map(({ framework, issuer }) => `${framework} ${issuer}`))]
  throw new UsageError(
    'usage.argument',
    `${found.length} keys are called so: say which with --issuer and --framework (${visible(owners.join(', '))})`,
  )
}

/** Lists write key identifiers in Base64, and we as hex. */
function toHex(keyId: string): string {
  return Buffer.from(keyId, 'base64').toString('hex')
}

function isSameKey(a: PublicKey, b: PublicKey): boolean {
  return Buffer.compare(a.spki, b.spki) === 0
}

/** Made when it is first needed. */
function readOperatorKey(folder: DataFolder): SignPort {
  const held = folder.readFile(OPERATOR_KEY)
  if (held) return readKeyFile(held)
  const made = makeOperatorKey()
  folder.writeFile(OPERATOR_KEY, made)
  return readKeyFile(made)
}
