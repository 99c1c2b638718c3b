import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs, { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { PratiqueError } from 'pratique/errors'
import { createApp } from '../src/http/app.ts'
import { createRate } from '../src/http/rate.ts'
import { createLog } from '../src/operations/log.ts'
import { createMetrics } from '../src/operations/metrics.ts'
import { openVerifying } from '../src/verifying/open-verifying.ts'
import { holdToDescription } from './description.ts'

const SPECIMENS = fileURLToPath(new URL('../../../vectors/specimen/', import.meta.url))
const RULES = fileURLToPath(new URL('../../cli/data/policies/pcr-72h.json', import.meta.url))

const text = (name: string): string => readFileSync(join(SPECIMENS, `${name}.txt`), 'utf8').trim()

/** When the specimen’s sample was taken, and soon after. */
const SAMPLED = '2026-01-04T09:30:00Z'
const HOUR = 3600

/** What an answer would say of a certificate that is no specimen. */
function asIfReal(answer: string): string {
  const { verdict, as = verdict, code } = JSON.parse(answer)
  return code === undefined ? as : `${as} ${code}`
}

/** A verifier over files of its own, whose clock the test sets. */
class Verifier {
  readonly folder = mkdtempSync(join(tmpdir(), 'pratique-verifying-'))
  readonly log: string[] = []
  readonly metrics = createMetrics()
  readonly trust = join(this.folder, 'trust.json')
  readonly lists = join(this.folder, 'lists')
  now = Date.parse(SAMPLED) / 1000 + 30 * HOUR
  ask!: (path: string, body: unknown) => Promise<Response>

  async open(rules: readonly string[] = []): Promise<void> {
    cpSync(join(SPECIMENS, 'trust.json'), this.trust)
    cpSync(SPECIMENS, this.lists, { recursive: true })
    this.publish([])
    const log = createLog({ write: (line) => void this.log.push(line) })
    const now = () => this.now
    const sources = { trust: [this.trust, this.lists], rules: [...rules] }
    const bare = createApp({
      verifying: await openVerifying(sources, { log, now }),
      rate: createRate({ perMinute: 100_000 }),
      limits: { bodyBytes: 65_536, perMinute: 1000, seconds: 30 },
      ...{ log, now, metrics: this.metrics, isOpen: () => true },
    })
    const app = holdToDescription(bare)
    this.ask = async (path, body) =>
      app.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
  }

  /** What the folder of published lists says is newest. */
  publish(files: readonly string[]): void {
    const lists = files.map((file, list) => {
      const digest = createHash('sha256')
        .update(readFileSync(join(this.lists, file)))
        .digest('hex')
      return { list, number: 1, file, digest, deltas: [] }
    })
    writeFileSync(join(this.lists, 'index.json'), JSON.stringify({ lists }))
  }

  async verdict(name: string): Promise<string> {
    const response = await this.ask('/v1/verifications', { texts: [text(name)] })
    assert.equal(response.headers.get('Cache-Control'), 'no-store')
    return asIfReal(await response.text())
  }
}

describe('verifying for others', () => {
  const verifier = new Verifier()
  after(() => rmSync(verifier.folder, { recursive: true, force: true }))

  test('is by the files that are there now, without a restart', async () => {
    await verifier.open()
    assert.equal(await verifier.verdict('pcr-not-detected'), 'genuine')
    assert.equal(await verifier.verdict('revoked'), 'undecided revocation.list-missing')
    verifier.publish(['revocations.cbor'])
    verifier.now += 60
    assert.equal(await verifier.verdict('revoked'), 'not-genuine revocation.revoked')
    assert.equal(await verifier.verdict('pcr-not-detected'), 'genuine')
  })

  test('many at once get each the verdict of their own certificate', async () => {
    const verdicts: Readonly<Record<string, string>> = {
      ...{ 'pcr-not-detected': 'genuine', recovery: 'genuine', 'unknown-issuer': 'undecided' },
      ...{ revoked: 'not-genuine', 'broken-signature': 'not-genuine' },
    }
    const names = Array.from({ length: 10 }, () => Object.keys(verdicts)).flat()
    const answers = await Promise.all(names.map((name) => verifier.verdict(name)))
    const told = names.map((name, at) => [name, answers[at]?.split(' ')[0]])
    const expected = names.map((name) => [name, verdicts[name]])
    assert.deepEqual(told, expected)
  })

  test('goes on with what it had when a file is broken, and says so', async () => {
    const whole = readFileSync(verifier.trust)
    writeFileSync(verifier.trust, whole.subarray(0, 100))
    verifier.now += 60
    assert.equal(await verifier.verdict('revoked'), 'not-genuine revocation.revoked')
    assert.match(verifier.log.join(''), /cannot be read anew/)
    writeFileSync(verifier.trust, whole)
    verifier.now += 60
    assert.equal(await verifier.verdict('pcr-not-detected'), 'genuine')
  })

  test('reads anew what could not be read, also when it has not changed since', async (t) => {
    verifier.publish([])
    const real = fs.readFileSync
    t.mock.method(fs, 'readFileSync', ((path: string, ...rest: readonly never[]) => {
      if (path === verifier.trust) throw Object.assign(new Error('too many'), { code: 'EMFILE' })
      return real(path, ...rest)
    }) as typeof real)
    syncBuiltinESMExports()
    verifier.now += 60
    assert.equal(await verifier.verdict('revoked'), 'not-genuine revocation.revoked')
    t.mock.restoreAll()
    syncBuiltinESMExports()
    verifier.now += 60
    assert.equal(await verifier.verdict('revoked'), 'undecided revocation.list-missing')
  })

  test('asks the rules of a destination', async () => {
    await verifier.open([RULES])
    const decide = async (hours: number): Promise<string> => {
      const arrival = new Date(Date.parse(SAMPLED) + hours * HOUR * 1000).toISOString()
      const body = { texts: [text('pcr-not-detected')], destination: 'UT', arrival }
      const response = await verifier.ask('/v1/policy-checks', body)
      return asIfReal(await response.text())
    }
    assert.equal(await decide(71), 'accepted')
    assert.equal(await decide(80), 'refused policy.not-met')
  })

  test('tells of the person only when asked to', async () => {
    const texts = [text('pcr-not-detected')]
    const silent = await (await verifier.ask('/v1/verifications', { texts })).text()
    const told = await (await verifier.ask('/v1/verifications', { texts, showPerson: true })).text()
    assert.doesNotMatch(silent, /Hythlod/i)
    assert.match(told, /Hythlod/i)
    assert.doesNotMatch(verifier.log.join(''), /Hythlod/i)
  })

  test('is counted by verdict, in steps of fifty, and in no other way', async () => {
    const told = async () => {
      const lines = (await verifier.metrics.read())
        .split('\n')
        .filter((line) => !line.startsWith('#'))
      return lines.filter((line) => /verif|policy/.test(line))
    }
    const ask = async (texts: readonly string[]) =>
      (await verifier.ask('/v1/verifications', { texts })).status
    const before = await told()
    const few = 20
    for (let count = 0; count < few; count++) assert.equal(await ask(['x']), 200)
    assert.equal(await ask([]), 400)
    assert.deepEqual(await told(), before)
    for (let count = 0; count < 50 - few; count++) await ask(['x'])
    assert.ok((await told()).includes('pratique_verifications{verdict="not-a-certificate"} 50'))
  })

  test('does not begin by files that are no rules', async () => {
    const fault = (error: PratiqueError): boolean => error.code === 'usage.policy-file'
    await assert.rejects(verifier.open([join(SPECIMENS, 'revocations.cbor')]), fault)
    await assert.rejects(verifier.open([join(SPECIMENS, 'trust.json')]), fault)
  })
})
