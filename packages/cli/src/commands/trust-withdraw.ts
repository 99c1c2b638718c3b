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
import type { Io } from '../io.ts'
import { parseOptions } from '../options.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { loadSources } from '../sync/load-sources.ts'
import { addDenial } from '../trust/denials.ts'
import { readHeldRecords } from '../trust/held-records.ts'
import { makeOperatorKey, OPERATOR_KEY } from '../trust/operator-key.ts'
import { readKeyWithPassphrase } from '../trust/read-key.ts'
import { rebuild } from '../trust/rebuild.ts'

export const USAGE = `Usage: pratique trust withdraw KEYID --reason TEXT [OPTION…]

Denies a key: a signed entry that outranks every list, stays when lists are fetched anew, and is carried
by every bundle that is made here from now on. What a denied authority has issued is denied with it.
There is no way back but a new data folder, so that nobody can undo it unseen.

Options
  --reason TEXT      why, in words; it is shown to whoever asks
  --issuer NAME      whose key it is, if several have this identifier
  --framework NAME   of which network it is, if several have it
  --key FILE         sign with this private key (PEM); without it with one that is made and kept in the
                     data folder
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
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Runs the command. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = await parseOptions(args, OPTIONS)
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const [keyId, ...others] = positionals
  const { reason, issuer, framework } = values
  if (keyId === undefined || others.length > 0 || reason === undefined) {
    throw new UsageError('usage.argument', 'expected "trust withdraw KEYID --reason TEXT"')
  }
  const folder = openDataFolder(findDataFolder(values['data-dir']))
  const record = await findRecord(keyId, { issuer, framework, dataDir: values['data-dir'] })
  const signer = values.key === undefined ? undefined : await readKeyWithPassphrase(values.key, io)
  const at = io.now()
  const denial = { key: record.key, issuer: record.issuer, keyId: record.keyId, reason, at }
  const number = await folder.withLock(async () => {
    addDenial(folder, await signDenial(denial, signer ?? readOperatorKey(folder)))
    return (await rebuild(folder, loadSources(folder))).number
  })
  if (values.json) {
    const { key: _, ...told } = denial
    io.out(toJsonLine({ ...told, at: new Date(at * 1000).toISOString(), bundle: number }))
    return 0
  }
  io.out(
    `Denied: ${record.framework} ${visible(record.issuer)} ${visible(record.keyId)}.\n` +
      `Certificates by this key are refused from now on; the bundle of this machine is number ${number}.\n`,
  )
  return 0
}

interface Asked {
  readonly issuer: string | undefined
  readonly framework: string | undefined
  readonly dataDir: string | undefined
}

/** One key, or an error that says how to tell them apart. */
async function findRecord(keyId: string, asked: Asked): Promise<TrustRecord> {
  const { records } = await readHeldRecords(asked.dataDir)
  const names = [keyId, toHex(keyId)]
  const found = records
    .filter((record) => names.includes(record.keyId))
    .filter(({ issuer }) => asked.issuer === undefined || issuer === asked.issuer)
    .filter(({ framework }) => asked.framework === undefined || framework === asked.framework)
  const [first] = found
  if (!first) {
    throw new UsageError(
      'usage.argument',
      `no key ${quote(keyId)} is held: "pratique trust show" lists those that are`,
    )
  }
  if (new Set(found.map(({ key }) => Buffer.from(key.spki).toString('hex'))).size === 1)
    return first
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

/** Made when it is first needed. */
function readOperatorKey(folder: DataFolder): SignPort {
  const held = folder.readFile(OPERATOR_KEY)
  if (held) return readKeyFile(held)
  const made = makeOperatorKey()
  folder.writeFile(OPERATOR_KEY, made)
  return readKeyFile(made)
}
