/**
 * Mutants of every genuine certificate of the corpus: none is genuine, unless it says exactly what the
 * original says.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { decodeHc1, type JsonValue, readCoseHeader } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { smartHealthCard } from 'pratique/smart-health-card'
import { createTrustStore, importRecords } from 'pratique/trust'
import { createVerifier, type Format, type Verification, type Verifier } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'
import { ALL_FORMATS } from './all-formats.ts'
import { cardsOf, importKeys, importSigners, readCardRows, readHcertRows, skip } from './corpus.ts'
import { type Mutant, OTHER_S } from './mutate.ts'
import { mutateCard } from './mutate-card.ts'
import { mutateHcert } from './mutate-hcert.ts'

const VECTORS = join(import.meta.dirname, '../../../vectors')

/** Each genuine certificate has as many mutants at least. */
const MIN_MUTANTS = 20

/** The mutant that is another certificate of the same key, if there is one. */
const OTHER_CERTIFICATE = 'another’s payload and signature'

/** An original, and where its mutants are shown. */
interface Original {
  readonly id: string
  readonly verifier: Verifier
  readonly now: number
  readonly verification: Verification
}

/** What became of the mutants, by the family in their name. */
interface Tally {
  originals: number
  mutants: number
  /** Genuine, and saying what the original says. */
  same: number
  readonly families: Map<string, number>
  readonly codes: Map<string, number>
  readonly faults: string[]
}

describe('mutants', () => {
  it('of EU DCCs', { skip }, async (t) => {
    const rows = readHcertRows()
    const records = await importSigners(rows)
    const verifier = makeVerifier(records)
    const kids = records.slice(0, 40).map(({ keyId }) => new Uint8Array(Buffer.from(keyId, 'hex')))
    const tally = createTally()
    const genuine: (Original & { readonly text: string })[] = []
    for (const { id, qr } of uniqueBy(rows, ({ qr }) => qr)) {
      const text = qr ?? ''
      // Each is judged at its own beginning.
      const early = await verifier.verify(text, { now: 0 })
      const now = 'unverified' in early ? early.unverified?.validity.issuedAt : undefined
      const verification = await verifier.verify(text, { now: now ?? 0 })
      if (verification.verdict !== 'genuine') continue
      genuine.push({ id, text, verifier, now: now ?? 0, verification })
    }
    for (const [i, original] of genuine.entries()) {
      // Every sixth of some hundred and fifty, unless the run may be long.
      const every = process.env['PRATIQUE_LONG'] || i % 48 === 0 ? 1 : 6
      const other = genuine[(i + 1) % genuine.length] ?? original
      const own = readCoseHeader(decodeHc1(original.text)).keyId
      const swapped = kids.filter((kid) => Buffer.from(kid).toString('hex') !== own)
      const mutants = mutateHcert(original.text, other.text, rotate(swapped, i))
      await look(original, sieve(mutants, every, i), tally, other)
    }
    report(t, tally)
    assert.ok(tally.originals > 300)
  })

  it('of SMART Health Cards', { skip }, async (t) => {
    const rows = readCardRows()
    const all = rows.flatMap(cardsOf)
    const tally = createTally()
    const seen = new Set<string>()
    for (const row of rows) {
      const cards = cardsOf(row)
      if (cards.length === 0) continue
      const { records, lists } = await importKeys(row)
      const verifier = makeVerifier(records, lists)
      for (const jws of cards) {
        const verification = await verifier.verify(jws, { now: row.evalTime })
        if (verification.verdict !== 'genuine' || seen.has(jws)) continue
        seen.add(jws)
        const other = all.find((each) => each.split('.')[1] !== jws.split('.')[1]) ?? jws
        const original = { id: row.id, verifier, now: row.evalTime, verification }
        const every = process.env['PRATIQUE_LONG'] || tally.originals % 8 === 0 ? 1 : 4
        const mutants = sieve(mutateCard(jws, other), every, tally.originals)
        await look(original, mutants, tally)
      }
    }
    report(t, tally)
    assert.ok(tally.originals >= 10)
  })
})

describe('mutants of vectors', () => {
  it('of the WHO’s formats, and of certificates with links', async (t) => {
    const trust: JsonValue = JSON.parse(readFileSync(join(VECTORS, 'exercise/trust.json'), 'utf8'))
    const verifier = makeVerifier(importRecords(trust).records, [], ALL_FORMATS)
    const tally = createTally()
    for (const folder of ['who-ddcc', 'who-icvp', 'health-link']) {
      const rows = readVectorRows(`${folder}/made.jsonl`).filter(({ catalogue }) => !catalogue)
      const good = rows.filter(({ expect }) => POSITIVE.has(expect.code ?? expect.verdict))
      for (const [i, { id, text, now: time }] of good.entries()) {
        const now = Date.parse(time) / 1000
        const verification = await verifier.verify(text, { now })
        const other = good[(i + 1) % good.length]?.text ?? text
        const original = { id, verifier, now, verification }
        const every = process.env['PRATIQUE_LONG'] ? 1 : 4
        const mutants = sieve(mutateHcert(text, other, []), every, i)
        await lookAtSigned(original, mutants, tally, await verifier.verify(other, { now }))
      }
    }
    report(t, tally)
    assert.ok(tally.originals > 40)
    assert.ok(tally.same > tally.originals, 'some mutants are good')
  })
})

/** What vectors of these formats end in when their signature is good. */
const POSITIVE: ReadonlySet<string> = new Set(['genuine', 'content.link'])

interface VectorRow {
  readonly id: string
  readonly text: string
  readonly now: string
  readonly catalogue?: string
  readonly expect: { readonly verdict: string; readonly code?: string }
}

function readVectorRows(path: string): readonly VectorRow[] {
  const lines = readFileSync(join(VECTORS, path), 'utf8').trim().split('\n')
  return lines.map((line): VectorRow => JSON.parse(line)).filter(({ text }) => text !== undefined)
}

/** A mutant's signature holds only where it states what the original states. */
async function lookAtSigned(
  original: Original,
  mutants: Iterable<Mutant>,
  tally: Tally,
  other: Verification,
): Promise<void> {
  // A mutant of what has no signature that holds, or shows nothing, could not be wrong.
  assert.ok(isSigned(original.verification) && shownIn(original.verification), original.id)
  let count = 0
  for (const { name, texts } of mutants) {
    count++
    const verification = await original.verifier.verify(texts, { now: original.now })
    const { code, verdict } = verification
    if (!isSigned(verification)) continue
    const expected = name === OTHER_CERTIFICATE ? other : original.verification
    if (isDeepStrictEqual(shownIn(verification), shownIn(expected))) tally.same++
    else tally.faults.push(`${original.id}: ${name} is ${verdict} ${code}`)
  }
  tally.originals++
  tally.mutants += count
  assert.ok(count >= MIN_MUTANTS, `${count} mutants of ${original.id}`)
}

function isSigned({ checks }: Verification): boolean {
  return checks.some(({ check, status }) => check === 'signature' && status === 'passed')
}

function shownIn(verification: Verification): unknown {
  if ('certificate' in verification) return verification.certificate
  return 'unverified' in verification ? verification.unverified : undefined
}

/** Verifies the mutants of one original. */
async function look(
  original: Original,
  mutants: Iterable<Mutant>,
  tally: Tally,
  other = original,
): Promise<void> {
  let count = 0
  for (const { name, texts } of mutants) {
    count++
    const verification = await original.verifier.verify(texts, { now: original.now })
    const { verdict, code = '' } = verification
    const family = name.split(/[:,]/)[0] ?? name
    tally.families.set(family, (tally.families.get(family) ?? 0) + 1)
    const told = `${verdict} ${code}`.trim()
    tally.codes.set(told, (tally.codes.get(told) ?? 0) + 1)
    if (verdict === 'not-genuine' || verdict === 'undecided' || verdict === 'not-a-certificate') {
      // The one that must stay good shows that the others are refused for what they are.
      if (name.includes(OTHER_S)) tally.faults.push(`${original.id}: ${name} is ${told}`)
      continue
    }
    // All that is signed of the other one makes the other one.
    const expected = name === OTHER_CERTIFICATE ? other : original
    if (saysTheSame(verification, expected.verification)) tally.same++
    else tally.faults.push(`${original.id}: ${name} is ${told}`)
  }
  tally.originals++
  tally.mutants += count
  assert.ok(count >= MIN_MUTANTS, `${count} mutants of ${original.id}`)
}

/** The same certificate, checks, issuer and verdict; remarks may say how it travelled. */
function saysTheSame(mutant: Verification, original: Verification): boolean {
  return (
    mutant.verdict === original.verdict &&
    'certificate' in mutant &&
    'certificate' in original &&
    isDeepStrictEqual(mutant.certificate, original.certificate) &&
    isDeepStrictEqual(mutant.checks, original.checks) &&
    isDeepStrictEqual(mutant.issuer, original.issuer)
  )
}

function report(t: TestContext, tally: Tally): void {
  const { originals, mutants, same, families, codes, faults } = tally
  t.diagnostic(`${originals} originals, ${mutants} mutants, ${same} say the same`)
  for (const counts of [families, codes]) {
    const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
    t.diagnostic(sorted.map(([name, count]) => `${name} ${count}`).join(', '))
  }
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} mutants are wrong`)
}

function createTally(): Tally {
  const counts = { originals: 0, mutants: 0, same: 0 }
  return { ...counts, families: new Map(), codes: new Map(), faults: [] }
}

function makeVerifier(
  records: Parameters<typeof createTrustStore>[0]['records'],
  revocation: Parameters<typeof createVerifier>[0]['revocation'] = [],
  formats: readonly Format[] = [euDcc, smartHealthCard],
): Verifier {
  return createVerifier({
    formats,
    trust: createTrustStore({ records }),
    revocation,
    crypto: nodeCrypto,
  })
}

function* sieve(mutants: Iterable<Mutant>, every: number, from: number): Generator<Mutant> {
  let at = from
  for (const mutant of mutants) if (at++ % every === 0) yield mutant
}

function uniqueBy<T>(items: readonly T[], toKey: (item: T) => unknown): readonly T[] {
  return [...new Map(items.map((item) => [toKey(item), item])).values()]
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  return items.map((item, i) => items[(i + by) % items.length] ?? item)
}
