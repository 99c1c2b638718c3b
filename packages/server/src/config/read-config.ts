/**
 * The configuration, of a file, the environment and flags: flags win, then the environment.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from 'pratique/errors'
import { CONFIG, type Config, findRoleFault } from './config.ts'

interface Setting {
  readonly member: string
  read(text: string): unknown
  /** Members of the file that it stands in place of. */
  readonly replaces?: readonly string[]
}

/** What may be set outside of the file: the member, and how its text is read. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  PRATIQUE_ROLES: { member: 'roles', read: (text) => text.split(',').map((each) => each.trim()) },
  PRATIQUE_HOST: { member: 'listen.host', read: String },
  PRATIQUE_PORT: { member: 'listen.port', read: Number },
  PRATIQUE_DATABASE_URL: { member: 'database.url', read: String, replaces: ['database.folder'] },
  PRATIQUE_DATABASE_PASSWORD_FILE: { member: 'database.passwordFile', read: String },
  PRATIQUE_DATABASE_FOLDER: {
    member: 'database.folder',
    read: String,
    replaces: ['database.url', 'database.passwordFile'],
  },
  PRATIQUE_WORKERS: { member: 'batches.workers', read: Number },
  PRATIQUE_SECRETS: { member: 'secrets', read: String },
  PRATIQUE_LISTS_FOLDER: { member: 'lists.folder', read: String },
}

/** The names of the environment that count. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS)

export interface ConfigSources {
  /** A JSON file; its folder is what paths in it begin at. */
  readonly file?: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** By the names of the environment. */
  readonly flags: Readonly<Record<string, string | undefined>>
  /** The demonstration may do what nobody else may. */
  readonly isDemonstration?: boolean
}

/**
 * Reads the configuration.
 *
 * @throws {UsageError} `usage.config` with every fault, each by its member
 */
export function readConfig({ file, environment, flags, isDemonstration }: ConfigSources): Config {
  const members = file === undefined ? {} : readObject(file)
  const given = Object.entries(SETTINGS).flatMap(([name, setting]) => {
    const text = flags[name] ?? environment[name]
    return text === undefined ? [] : [{ ...setting, value: setting.read(text) }]
  })
  for (const name of given.flatMap(({ replaces = [] }) => replaces))
    remove(members, name.split('.'))
  for (const { member, value } of given) put(members, member.split('.'), value)
  const parsed = CONFIG.safeParse(members)
  const faults = (parsed.error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )
  const { roles } = members
  const roleFault = Array.isArray(roles) && !isDemonstration && findRoleFault(roles)
  if (roleFault) faults.push(`roles: ${roleFault}`)
  if (!parsed.success || faults.length > 0) {
    throw new UsageError('usage.config', `the configuration cannot be used: ${faults.join('; ')}`)
  }
  return resolvePaths(parsed.data, file === undefined ? process.cwd() : dirname(resolve(file)))
}

/** As it may be shown: without what is secret. */
export function showConfig(config: Config): Config {
  if (!('url' in config.database)) return config
  const url = new URL(config.database.url)
  if (url.password !== '') url.password = '…'
  return { ...config, database: { ...config.database, url: url.href } }
}

type Members = Record<string, unknown>

function readObject(file: string): Members {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const words = `the configuration ${file} cannot be read, or is no JSON`
    throw new UsageError('usage.config', words, { cause })
  }
  if (isMembers(value)) return value
  throw new UsageError('usage.config', 'the file of the configuration holds no JSON object')
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function put(members: Members, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    members[name] = value
    return
  }
  const inner = isMembers(members[name]) ? members[name] : {}
  members[name] = inner
  put(inner, rest, value)
}

function remove(members: Members, [name = '', ...rest]: readonly string[]): void {
  const inner = members[name]
  if (rest.length === 0) delete members[name]
  else if (isMembers(inner)) remove(inner, rest)
}

/** Paths begin at the configuration's own folder, wherever the server is started from. */
function resolvePaths(config: Config, base: string): Config {
  const at = (path: string): string => (path.startsWith('pkcs11:') ? path : resolve(base, path))
  const atIf = (path: string | undefined) => (path === undefined ? undefined : at(path))
  const { database, lists, bundle, page, oidc } = config
  return {
    ...config,
    secrets: at(config.secrets),
    database:
      'folder' in database
        ? { folder: at(database.folder) }
        : { ...database, passwordFile: atIf(database.passwordFile) },
    signatories: config.signatories.map((each) => ({
      ...each,
      key: at(each.key),
      passphraseFile: atIf(each.passphraseFile),
      certificate: atIf(each.certificate),
      authority: atIf(each.authority),
      catalogue: atIf(each.catalogue),
    })),
    lists: {
      ...lists,
      folder: at(lists.folder),
      key: atIf(lists.key),
      passphraseFile: atIf(lists.passphraseFile),
      certificate: atIf(lists.certificate),
      earlier: lists.earlier.map(at),
    },
    bundle: bundle && {
      ...bundle,
      signers: bundle.signers.map((each) => ({
        ...each,
        key: at(each.key),
        passphraseFile: atIf(each.passphraseFile),
      })),
      trust: bundle.trust.map((each) =>
        typeof each === 'string' ? at(each) : { ...each, file: at(each.file) },
      ),
      policies: bundle.policies.map(at),
    },
    page: page && { folder: at(page.folder) },
    ...(oidc && { oidc: { ...oidc, clientSecretFile: at(oidc.clientSecretFile) } }),
    trust: config.trust.map(at),
    rules: config.rules.map(at),
  }
}
