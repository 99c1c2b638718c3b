/**
 * `pratique lists fetch`: brings the newest lists of authorities, and their bundle, to this machine. It asks for public
 * files, and says nothing about anybody.
 *
 * @module
 */

import { type DataFolder, findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { type Quorum, readBundleFile } from 'pratique/bundle'
import { FormatError, UsageError } from 'pratique/errors'
import type { EditionIndex } from 'pratique/revocation'
import { FRAMEWORKS } from 'pratique/verify'
import { readHeldState } from '../bundle/held.ts'
import { installBundle } from '../bundle/install.ts'
import { readQuorum } from '../bundle/quorum-file.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { LISTS_TOO_OLD } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { type FetchedList, fetchIndex, fetchLists, fetchNamed } from '../lists/fetch-lists.ts'
import { type HeldLists, readHeldLists, storeLists } from '../lists/held-lists.ts'
import { loadTrust } from '../load-trust.ts'
import { timeInWords } from '../output/dates.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import type { FetchPorts } from '../sync/fetch-file.ts'
import { createFetchPorts } from '../sync/ports.ts'

export const USAGE = `Usage: pratique lists fetch [ADDRESS] [OPTION…]

Brings the newest lists of revoked certificates of an authority to this machine, where "verify" takes
them from: signed, never older than what is held, and by what came since where that is enough.
ADDRESS is that of its index, such as https://health.example/v1/lists/index.json; without it those
are asked that were asked before. Servers see this machine's address, "pratique" and its version.

A list counts if a key that this machine knows for it has signed it: of a bundle or source that is held,
or of a file of --trust, which "verify" then needs too.

Options
  --bundle         bring its bundle too, by the quorum that is pinned here
  --quorum FILE    bring its bundle too, and pin this quorum with the first one
  --trust FILE     take the keys in FILE too; may be repeated
  --data-dir DIR   keep it in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object for each address, a line each, and nothing else
  --help           this text

Exit codes
  0 all that the index names is held   20 something could not be brought: what was held stays
  2 the bundle is refused; wrong usage   70 a bug of ours

Examples
  pratique lists fetch https://health.example/v1/lists/index.json --quorum quorum.json
  pratique lists fetch
`

const OPTIONS = {
  bundle: { type: 'boolean' },
  quorum: { type: 'string' },
  trust: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Task {
  readonly trustFiles: readonly string[]
  readonly dataDir: string | undefined
  /** Given for the first bundle. */
  readonly quorum: Quorum | undefined
}

/** What became of one address. */
interface Report {
  readonly address: string
  /** Number of the bundle that was installed now. */
  readonly bundle?: number
  readonly lists: readonly FetchedList[]
  readonly failure?: string
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [address, ...more] = positionals
    if (more.length > 0) throw new UsageError('usage.argument', 'name one address at a time')
    const given = address === undefined ? undefined : requireAddress(address)
    const quorum = values.quorum === undefined ? undefined : readQuorum(values.quorum)
    const withBundle = values.bundle || quorum !== undefined
    const dataDir = values['data-dir']
    const folder = openDataFolder(findDataFolder(dataDir))
    const task = { trustFiles: values.trust ?? [], dataDir: folder.path, quorum }
    const reports = await folder.withLock(async () => {
      const sources = chooseSources(readHeldLists(folder), given, withBundle)
      const ports = createFetchPorts()
      const all: Report[] = []
      for (const source of sources) all.push(await bring(source, folder, task, ports, io))
      return all
    })
    for (const report of reports) io.out(values.json ? toJson(report) : toText(report))
    const isWhole = reports.every(
      ({ failure, lists }) =>
        failure === undefined && lists.every((each) => each.failure === undefined),
    )
    return isWhole ? 0 : LISTS_TOO_OLD
  },
)

/** Plain HTTP on this machine alone: nobody else is on the way. */
function requireAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal = url !== undefined && LOCAL.has(url.hostname)
  const isFit = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)
  if (url && isFit && `${url.username}${url.password}${url.hash}` === '') return url.href
  const words = 'the address of an index is one of https, without a name, a password or a fragment'
  throw new UsageError('usage.argument', words)
}

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

function chooseSources(
  held: readonly HeldLists[],
  given: string | undefined,
  withBundle: boolean,
): readonly HeldLists[] {
  if (given === undefined) {
    if (held.length === 0) {
      throw new UsageError('usage.argument', 'no lists are held: name the address of an index')
    }
    return held.map((each) => ({ ...each, withBundle: each.withBundle || withBundle }))
  }
  const known = held.find(({ address }) => address === given)
  const files = known?.files ?? new Map()
  return [{ address: given, withBundle: withBundle || known?.withBundle === true, files }]
}

async function bring(
  source: HeldLists,
  folder: DataFolder,
  { trustFiles, dataDir, quorum }: Task,
  ports: FetchPorts,
  io: Io,
): Promise<Report> {
  const { address, withBundle, files } = source
  const url = new URL(address)
  const fetched = await fetchIndex(url, ports)
  if (fetched.kind === 'failed') return { address, lists: [], failure: fetched.failure.words }
  const { index } = fetched
  const bundle = withBundle ? await bringBundle(url, index, folder, quorum, ports) : {}
  // The bundle may have brought the keys that signed the lists.
  const options = { files: trustFiles, frameworks: FRAMEWORKS, dataDir }
  const { store: trust } = await loadTrust(options, io)
  const brought = await fetchLists(url, index, files, { trust, now: io.now(), ports })
  storeLists(folder, { address, withBundle, files: brought.files })
  return { address, ...bundle, lists: brought.lists }
}

/** @throws {UsageError} why it is refused: what is installed stays */
async function bringBundle(
  address: URL,
  { bundle }: EditionIndex,
  folder: DataFolder,
  quorum: Quorum | undefined,
  ports: FetchPorts,
): Promise<Pick<Report, 'bundle' | 'failure'>> {
  if (!bundle) return { failure: 'the authority publishes no bundle' }
  const held = readHeldState(folder).installed?.manifest.number
  if (held === bundle.number) return {}
  const fetched = await fetchNamed(address, bundle.file, ports)
  if (fetched.kind === 'failed') return { failure: fetched.failure.words }
  const { bytes } = fetched
  await installBundle(folder, { path: bundle.file, bytes, file: readFile(bytes) }, quorum)
  return { bundle: bundle.number }
}

function readFile(bytes: Parameters<typeof readBundleFile>[0]): ReturnType<typeof readBundleFile> {
  try {
    return readBundleFile(bytes)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.bundle', 'what the server has for a bundle is none', { cause })
  }
}

function toJson({ lists, ...report }: Report): string {
  return toJsonLine({
    ...report,
    lists: lists.map(({ list, newest, held, isNew, failure }) => ({
      ...{ list, newest, isNew },
      ...(held && {
        number: held.content.number,
        asOf: new Date(held.content.asOf * 1000).toISOString(),
        revoked: held.content.revoked.length,
      }),
      ...(failure !== undefined && { failure }),
    })),
  })
}

function toText({ address, bundle, lists, failure }: Report): string {
  const lines = [
    `${quote(address)}`,
    ...(bundle === undefined ? [] : [`  bundle ${bundle} is installed`]),
    ...(failure === undefined ? [] : [`  ${visible(failure, 300)}; what was held stays`]),
    ...lists.flatMap(listInWords),
  ]
  return `${lines.join('\n')}\n`
}

function listInWords({ list, held, isNew, failure }: FetchedList): readonly string[] {
  const what = held
    ? `edition ${held.content.number} of ${timeInWords(held.content.asOf)}, ` +
      `${held.content.revoked.length} revoked${isNew ? ', new' : ''}`
    : 'nothing is held'
  const why = failure === undefined ? [] : [`    ${visible(failure, 300)}`]
  return [`  list ${list}: ${what}`, ...why]
}
