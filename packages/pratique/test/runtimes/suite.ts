/**
 * The vectors as tests, for any runtime: a function of a test runner, of the library as that runtime
 * loads it, and of the vectors as data. Nothing here is of Node or of a browser.
 *
 * @module
 */

import type * as Codecs from '../../src/codecs.ts'
import type { CryptoPort } from '../../src/keys/crypto-port.ts'
import type { Format } from '../../src/model/format.ts'
import type * as Revoking from '../../src/revocation.ts'
import type * as Links from '../../src/smart-health-link.ts'
import type { TrustImport } from '../../src/trust/record.ts'
import type * as Trusting from '../../src/trust.ts'
import type * as Verifying from '../../src/verify.ts'
import type * as Icvp from '../../src/who-icvp.ts'
import {
  type AlgebraRow,
  type AnyRow,
  isAlgebraRow,
  isCommandRow,
  isKeyRow,
  isLinkRow,
  isVerificationRow,
  type KeyRow,
  type LinkRow,
  type Trust,
  type VerificationRow,
} from './rows.ts'

/** What the suite needs of the library: every format, and what it takes of the façades. */
export interface Library {
  readonly formats: readonly Format[]
  readonly codecs: Pick<typeof Codecs, 'parseJson'>
  readonly trust: Pick<
    typeof Trusting,
    | 'createTrustStore'
    | 'requireEvidence'
    | 'importCertificate'
    | 'importIssuerMap'
    | 'importRecords'
    | 'readCrlLists'
    | 'readRevocations'
    | 'readSpki'
  >
  readonly revocation: Pick<typeof Revoking, 'readHashBatches' | 'readTokenLists'>
  readonly verify: Pick<typeof Verifying, 'conclude' | 'createVerifier'>
  readonly links: Pick<typeof Links, 'decodeHealthLink' | 'fetchHealthLink'>
  readonly icvp: Pick<typeof Icvp, 'createWhoIcvp' | 'parseProductCatalogue'>
}

/** What the suite needs of a test runner. */
export interface Runner {
  test(name: string, body: () => Promise<void> | void): void
  /** Throws unless the two are deeply equal. */
  equal(actual: unknown, expected: unknown): void
}

/** All vectors, as data. */
export interface Vectors {
  /** Rows by the path of their file. */
  readonly rows: { readonly [path: string]: readonly AnyRow[] }
  /** Texts and trust files that rows name, by path. */
  readonly files: { readonly [path: string]: string }
}

/** What came of the rows: results by id as they ran, and how many were left to others. */
/** Requests and configurations of a server. */
const SERVER = 'server/'

export interface SuiteReport {
  readonly results: Map<string, unknown>
  readonly skipped: readonly {
    readonly path: string
    readonly count: number
    readonly why: string
  }[]
  readonly count: number
}

/** Registers one test for each row. */
export function registerVectors(
  { test, equal }: Runner,
  library: Library,
  vectors: Vectors,
  crypto: CryptoPort,
): SuiteReport {
  const results = new Map<string, unknown>()
  const skipped: { path: string; count: number; why: string }[] = []
  const verifierFor = createVerifiers(library, vectors, crypto)
  const verify = async (row: VerificationRow) => {
    const result = await runVerification(row, vectors, await verifierFor(row))
    results.set(row.id, result)
    checkVerification(row, result, equal)
  }
  let count = 0
  for (const [path, rows] of Object.entries(vectors.rows)) {
    const commands = rows.filter(isCommandRow)
    if (commands.length > 0) {
      const why = 'the tests of the command line run them'
      skipped.push({ path, count: commands.length, why })
    }
    if (path.startsWith(SERVER)) {
      skipped.push({ path, count: rows.length, why: 'the tests of the server run them' })
      continue
    }
    for (const row of rows) {
      if (isCommandRow(row)) continue
      count++
      test(row.id, () => {
        if (isVerificationRow(row)) return verify(row)
        if (isAlgebraRow(row)) return checkAlgebra(row, library, equal)
        if (isKeyRow(row)) return checkKey(row, library, crypto, equal)
        if (isLinkRow(row)) return checkLink(row, library, equal)
        throw new Error('a row of no known form')
      })
    }
  }
  return { results, skipped, count }
}

type Verifier = Verifying.Verifier
type Equal = Runner['equal']

/** One verifier for each trust, so that keys are made ready once. */
function createVerifiers(
  library: Library,
  { files }: Vectors,
  crypto: CryptoPort,
): (row: VerificationRow) => Promise<Verifier> {
  const verifiers = new Map<string, Promise<Verifier>>()
  return (row) => {
    const { trust = [], certificates = [], crls = [], batches = [], tokenLists = [] } = row
    const { minimumEvidence, catalogue } = row
    const lists = [crls, batches, tokenLists]
    const circumstances = [trust, certificates, lists, minimumEvidence, catalogue]
    const name = JSON.stringify(circumstances)
    const known = verifiers.get(name)
    if (known) return known
    const made = create()
    verifiers.set(name, made)
    return made

    async function create(): Promise<Verifier> {
      const imports = await Promise.all([
        ...(isList(trust) ? trust : [trust]).map((each) =>
          importTrust(each, library, files, crypto),
        ),
        ...certificates.map((der) => library.trust.importCertificate(toBytes(der), { crypto })),
      ])
      const records = imports.flatMap((each) => each.records)
      const revoked = await library.trust.readCrlLists(crls.map(toBytes), records, crypto)
      const store = library.trust.createTrustStore({
        records,
        lists: imports.flatMap((each) => each.lists),
      })
      const now = Date.parse(row.now) / 1000
      const held = { trust: store, crypto, now }
      const tokens = await library.revocation.readTokenLists(tokenLists.map(toBytes), held)
      return library.verify.createVerifier({
        formats: formatsFor(row, library, files),
        trust: store,
        revocation: [
          ...imports.flatMap((each) => library.trust.readRevocations(each).lists),
          ...revoked.lists,
          ...tokens.lists,
          ...(batches.length > 0 ? library.revocation.readHashBatches(batches).lists : []),
        ],
        crypto,
        ...(minimumEvidence && {
          trustPolicy: library.trust.requireEvidence(minimumEvidence),
        }),
      })
    }
  }
}

/** The ICVP with the row's catalogue, if it has one. */
function formatsFor(
  { catalogue }: VerificationRow,
  { formats, codecs, icvp: { createWhoIcvp, parseProductCatalogue } }: Library,
  files: Vectors['files'],
): readonly Format[] {
  if (catalogue === undefined) return formats
  const products = parseProductCatalogue(codecs.parseJson(fileOf(files, catalogue)))
  const icvp = createWhoIcvp({ catalogue: products })
  return formats.map((format) => (format.id === icvp.id ? icvp : format))
}

/** Records in our own form count as what they say; issuers' key sets as local. */
async function importTrust(
  trust: Trust,
  { codecs, trust: importers }: Library,
  files: Vectors['files'],
  crypto: CryptoPort,
): Promise<TrustImport> {
  const json = typeof trust === 'string' ? codecs.parseJson(fileOf(files, trust)) : trust
  const isIssuerMap = typeof json === 'object' && json !== null && 'issuers' in json
  return isIssuerMap ? importers.importIssuerMap(json, { crypto }) : importers.importRecords(json)
}

function runVerification(
  { text, texts, files, now, policy, together }: VerificationRow,
  vectors: Vectors,
  verifier: Verifier,
): Promise<Verifying.Verification> {
  const all = texts ?? files?.map((path) => fileOf(vectors.files, path)) ?? [text ?? '']
  const context = {
    now: toSeconds(now),
    ...(policy && { policy: { destination: policy.destination, at: toSeconds(policy.at) } }),
  }
  if (!together) return verifier.verify(all, context)
  return verifier.verifyTogether(all, context).then(({ verification }) => verification)
}

function checkVerification(
  { expect, format }: VerificationRow,
  result: Verifying.Verification,
  equal: Equal,
): void {
  checkConclusion(result, expect, equal)
  if (format !== undefined) equal(result.format, format)
  const codes = result.checks.map(({ code }) => code)
  const remarks = result.remarks.map(({ code }) => code)
  equal(missing(expect.codes, codes), [])
  equal(missing(expect.remarks, remarks), [])
  equal(result.checks.length, 9)
  const inside = result.verdict === 'specimen' ? result.as : result.verdict
  const isReal = ['accepted', 'genuine', 'more-needed', 'refused'].includes(inside)
  equal('certificate' in result, isReal)
}

function checkAlgebra({ checks, specimen, expect }: AlgebraRow, library: Library, equal: Equal) {
  const of = (check: Verifying.CheckName): Verifying.Check => ({
    check,
    status: check === 'policy' ? 'not-applicable' : 'passed',
    ...checks[check],
  })
  const all: Verifying.Checks = {
    format: of('format'),
    signer: of('signer'),
    signature: of('signature'),
    'key-usage': of('key-usage'),
    validity: of('validity'),
    revocation: of('revocation'),
    content: of('content'),
    holder: of('holder'),
    policy: of('policy'),
  }
  checkConclusion(library.verify.conclude(all, specimen ?? false), expect, equal)
}

function checkConclusion(
  {
    verdict,
    exitCode,
    code,
    as,
  }: { verdict: string; exitCode: number; code?: string; as?: string },
  expect: VerificationRow['expect'],
  equal: Equal,
): void {
  equal(
    { verdict, exitCode, code, as },
    { verdict: expect.verdict, exitCode: expect.exitCode, code: expect.code, as: expect.as },
  )
}

async function checkKey(
  { spki, expect }: KeyRow,
  { trust }: Library,
  crypto: CryptoPort,
  equal: Equal,
): Promise<void> {
  let kind: string | undefined
  let code: string | undefined
  try {
    const key = trust.readSpki(toBytes(spki))
    kind = key.kind
    await crypto.prepareKey(key)
  } catch (error) {
    code = codeOf(error)
  }
  equal({ kind, code }, { kind: expect.kind, code: expect.code })
}

/** Follows a link, by the answers of the row alone. */
async function checkLink(
  { link, answers, passcode, expect }: LinkRow,
  { links }: Library,
  equal: Equal,
) {
  const fetch: Links.FetchPort['fetch'] = async ({ method, url }) => {
    const answer = answers[`${method} ${url}`] ?? { status: 404 }
    const { status, body = '' } =
      typeof answer === 'string' ? { status: 200, body: answer } : answer
    return { status, body: new TextEncoder().encode(body) }
  }
  const options = { port: { fetch }, recipient: 'Pratique', ...(passcode && { passcode }) }
  let found: readonly Links.FetchedFile[] = []
  let code: string | undefined
  try {
    found = await links.fetchHealthLink(links.decodeHealthLink(link), options)
  } catch (error) {
    code = codeOf(error)
  }
  const files = found.flatMap(({ opened }) => ('kind' in opened ? opened : []))
  const codes = found.flatMap(({ opened }) => ('code' in opened ? opened.code : []))
  const remarks = files.flatMap((file) => file.remarks.map((remark) => remark.code))
  equal(
    { code, files: files.map(({ kind }) => kind), codes, remarks },
    { files: [], codes: [], remarks: [], ...expect, code: expect.code },
  )
}

/** Errors of the library carry a code; others are bugs. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}

function missing(expected: readonly string[] = [], found: readonly (string | undefined)[]) {
  return expected.filter((code) => !found.includes(code))
}

function fileOf(files: Vectors['files'], path: string): string {
  const text = files[path]
  if (text === undefined) throw new Error('the row names a file that is not there')
  return text
}

function isList(trust: Trust | readonly Trust[]): trust is readonly Trust[] {
  return Array.isArray(trust)
}

function toSeconds(time: string): number {
  return Date.parse(time) / 1000
}

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
