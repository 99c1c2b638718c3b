/**
 * `pratique trust import`: keys from files, verified, reported key by key, and kept in the data folder.
 *
 * @module
 */

import { basename } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import { type DataFolder, findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { decodeJson } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import { importSource, reportSource, type SourceImport } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import type { Options } from '../options.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { loadSources } from '../sync/load-sources.ts'
import type { Pins } from '../sync/pins.ts'
import type { AgeLimits } from '../sync/sources.ts'
import {
  type StoredSource,
  storeSource,
  toSourceFiles,
  toStoredSource,
} from '../sync/stored-source.ts'
import { readHeld } from '../sync/sync-all.ts'
import { refuseDate } from '../sync/sync-source.ts'
import { SOURCES_FOLDER } from '../trust/collect.ts'
import { readPins } from '../trust/pinned.ts'
import { type Rebuilt, rebuild } from '../trust/rebuild.ts'
import { type RecognisedSource, recogniseSource } from '../trust/recognise.ts'
import { toReportJson, writeReport } from '../trust/write-report.ts'

export const USAGE = `Usage: pratique trust import FILE… [OPTION…]

Verifies files of keys, says of every key whether it is kept or dropped and why, and keeps them in the
data folder, where "pratique verify" finds them. The files of one call are one source: a list of the
WHO's network with the files of its trust anchor (TNG_TA.signed.*.json), the VCI's snapshot with its
signature, certificate and directory, New Zealand's DID document, a national copy of the EU's list; or
any others that --trust takes, whose keys are then worth as much as your word.

Options
  --signer FILE    who must have signed it: a key (JWK, PEM), a certificate, or keys by network as in
                   {"prod": {"jwk": …, "published": true}}; without it what comes with the program;
                   of a master list a certificate of its signer, or of the authority above it
  --anchor FILE    the trust anchor's certificate (PEM), in place of the WHO's that is pinned
  --issuer URL     whose keys a bare key set holds; or whose revoked cards the key of a certificate
                   signs lists of
  --as NAME        what the source is called; one of this name is replaced
  --all            list every key, and not only those that were dropped
  --dry-run        verify and report, and keep nothing
  --data-dir DIR   keep it in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object and nothing else
  --help           this text

Examples
  pratique trust import did.json TNG_TA.signed.*.json
  pratique trust import gdhcn-list.json --signer who-key.jwk --dry-run
  pratique trust import vci_snapshot.json vci_snapshot.sig vci_snapshot.crt vci-issuers.json
  pratique trust import csca-master-list.ml --signer icao-signer.pem --as icao
`

const OPTIONS = {
  signer: { type: 'string', multiple: true },
  anchor: { type: 'string', multiple: true },
  issuer: { type: 'string' },
  as: { type: 'string' },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Also the name of a folder, where capitals may not count. */
const NAME = /^[a-z][a-z0-9-]{0,31}$/

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) {
      throw new UsageError('usage.input-missing', 'name the files of a source')
    }
    const given = positionals.map((path) => ({ name: basename(path), bytes: readFileBytes(path) }))
    const { signer: signers = [], anchor: anchors = [], issuer } = values
    const source = recogniseSource(given, signers.length > 0)
    const pins = readPins(source.kind, { signers, anchors, issuer, now: io.now() })
    const imported = await importGiven(source, pins, positionals)
    const name = parseName(values.as ?? nameOf(imported, given[0]?.name ?? ''))
    const reported = { name, imported, report: reportSource(imported) }
    const note = values['dry-run']
      ? 'Nothing was kept: a dry run.'
      : await keep({ name, source, pins, imported }, values, io)
    if (values.json) io.out(toJsonLine(toReportJson(reported)))
    else {
      const maxAgeDays = limitsOf(values['data-dir'])
      const options = { now: io.now(), all: values.all ?? false, maxAgeDays }
      io.out(`${[...writeReport(reported, options), '', note].join('\n')}\n`)
    }
    return 0
  },
)

/** Says of which files it is that something is wrong. */
async function importGiven(
  { kind, files }: RecognisedSource,
  pins: Pins,
  paths: readonly string[],
): Promise<SourceImport> {
  try {
    return await importSource(kind, files, { ...pins, crypto: nodeCrypto })
  } catch (cause) {
    if (!(cause instanceof FormatError) && !(cause instanceof UsageError)) throw cause
    const more = paths.length > 1 ? ` and ${paths.length - 1} more` : ''
    const message = `${quote(paths[0] ?? '')}${more}: ${cause.message}`
    throw new UsageError('usage.trust-file', message, { cause })
  }
}

/** How old lists may be, if anybody has said so. */
function limitsOf(dataDir: string | undefined): AgeLimits {
  return loadSources(openDataFolder(findDataFolder(dataDir))).limits
}

interface ToKeep {
  readonly name: string
  readonly source: RecognisedSource
  readonly pins: Pins
  readonly imported: SourceImport
}

/** Keeps a source, and makes the bundle of this machine anew. */
async function keep(
  { name, source, pins, imported }: ToKeep,
  values: Options<typeof OPTIONS>['values'],
  io: Io,
): Promise<string> {
  const folder = openDataFolder(findDataFolder(values['data-dir']))
  const now = io.now()
  return folder.withLock(async () => {
    const files = [...source.files].map(([file, bytes]) => ({ name: file, url: '', bytes }))
    const held = readHeldOfKind(folder, name, source)
    const { signedAt } = imported
    const refusal = signedAt === undefined ? undefined : refuseDate(signedAt, { files, held, now })
    if (refusal) {
      const advice = 'to keep both, give this one a name of its own with --as'
      throw new UsageError('usage.trust-file', `not kept: ${refusal.failure.words}; ${advice}`)
    }
    storeSource(folder, { ...toStoredSource(imported, { name, files, fetchedAt: now }), pins })
    const { number, leftOut } = await rebuildOrUndo(folder, name, held)
    for (const words of leftOut) io.err(`pratique: ${words}\n`)
    return `Kept as "${name}"; the bundle of this machine is number ${number} now.`
  })
}

/** What spoils the bundle does not stay: it would spoil every one that is made after it. */
async function rebuildOrUndo(
  folder: DataFolder,
  name: string,
  held: StoredSource | undefined,
): Promise<Rebuilt> {
  try {
    return await rebuild(folder)
  } catch (error) {
    if (held) storeSource(folder, held)
    else folder.replaceFiles(`${SOURCES_FOLDER}/${name}`, new Map())
    throw error
  }
}

/**
 * What is held under the name, if it is of the same kind.
 *
 * @throws {UsageError} `usage.option` if it is another network's: a list of tests would take the place of
 *   the countries'
 */
function readHeldOfKind(
  folder: DataFolder,
  name: string,
  { kind, files }: RecognisedSource,
): StoredSource | undefined {
  // What is damaged is as good as nothing, and is replaced.
  const { held } = readHeld(folder, name)
  if (held?.kind !== kind) return undefined
  const [old, fresh] = [toSourceFiles(held), files].map((each) => each.get(LIST))
  if (kind === 'gdhcn' && old && fresh && networkIn(old) !== networkIn(fresh)) {
    throw new UsageError('usage.option', `"${name}" is another network: give a name with --as`)
  }
  return held
}

const LIST = 'did.json'

/** The identifier of a list, which was read before. */
function networkIn(list: Bytes): string {
  const { id } = decodeJson(list, LIMITS).value as { readonly id?: string }
  return id ?? ''
}

const LIMITS = { maxCharacters: 16 * 1024 * 1024 }

/** Lists of test networks have names of their own. */
function nameOf(imported: SourceImport, file: string): string {
  const { kind } = imported
  if (kind === 'gdhcn' && imported.network !== 'prod') return `gdhcn-${imported.network}`
  if (kind !== 'file') return kind
  const plain = file.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return (
    plain
      .replace(/^[^a-z]+/, '')
      .replace(/-+$/, '')
      .slice(0, 32)
      .replace(/-+$/, '') || 'file'
  )
}

function parseName(name: string): string {
  if (NAME.test(name)) return name
  throw new UsageError('usage.option', '--as takes small letters, digits and dashes, such as icao')
}
