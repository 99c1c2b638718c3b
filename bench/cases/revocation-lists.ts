/**
 * Lists of revoked tokens: how large they are beside the least that any exact list can be, and how soon they
 * are made, there and asked. Every answer is looked at: ten million a list.
 *
 * @module
 */

import { deflateSync } from 'node:zlib'
import { nodeCrypto } from '@pratique/node/crypto'
import { decodeCbor } from 'pratique/codecs'
import {
  applyRevocationUpdate,
  BLOCK,
  digestOfList,
  encodeTokenList,
  type ListKey,
  signTokenDelta,
  signTokenList,
  type TokenListContent,
  toRevocationLists,
} from 'pratique/revocation'
import { drawSet, leastBits } from '../../packages/pratique/test/drawn-sets.ts'
import { WrongAnswerError } from '../harness.ts'
import { makeKey } from '../made/issuing.ts'
import type { CaseReport, Row } from '../report.ts'
import { toBudgetRow } from './budget.ts'

const ISSUED = 77 * BLOCK
const NOW = Date.parse('2026-06-01T00:00:00Z') / 1000
const DAY = 86_400

/** DESIGN §9; reference revocation.md §8. */
const MAX_LIST_RATIO = 1.005
const MAX_DELTA_RATIO = 1.01
const MAX_ENCODE_MS = 100
const MAX_LOAD_MS = 50
const MAX_QUERY_NS = 100
const TURNS = 50

/** Version 40-L. */
const QR_BYTES = 2953

const DATA = 14

const SIGNER = makeKey().port
const KEYS: readonly ListKey[] = [
  {
    ...{ framework: 'hcert', issuer: 'UT', role: 'revoker', key: SIGNER.key },
    ...{ status: 'live', evidence: 'anchored' },
  },
]

/** Measures the case. */
export async function measureRevocationLists(rounds: number): Promise<CaseReport> {
  const rows: Row[] = []
  for (const [name, share] of [
    ['1 %', 0.01],
    ['0.1 %', 0.001],
  ] as const) {
    const content = makeList(drawSet(ISSUED, Math.round(ISSUED * share)))
    rows.push(...(await measureList(name, content, rounds)))
  }
  const base = makeList(drawSet(ISSUED, Math.round(ISSUED * 0.01)))
  for (const count of [100, 500, 1000]) rows.push(...(await measureDelta(base, count)))
  return {
    name: 'revocation-lists',
    title: 'Lists of revoked tokens',
    unit: 'as named',
    base: 'the least bytes, or the most it may be',
    rows,
    notes: [
      `${ISSUED} indices covered; the least is log2 of C(n, r) bits, and sizes are of the set as coded`,
      'around it a list has some 220 bytes, and a delta some 290: issuer, dates, digests, signature',
      `${rounds} rounds; processor time of all threads; peers are other exact lists of the same set`,
    ],
  }
}

async function measureList(
  name: string,
  content: TokenListContent,
  rounds: number,
): Promise<readonly Row[]> {
  const least = leastBytes(ISSUED, content.revoked.length)
  const file = await signTokenList(content, SIGNER)
  const encodeMs: number[] = []
  const loadMs: number[] = []
  const queryNs: number[] = []
  for (let round = 0; round < rounds; round++) {
    encodeMs.push(timed(() => encodeTokenList(content)).ms)
    const startedAt = process.cpuUsage()
    const { held } = await applyRevocationUpdate(undefined, file, {
      ...{ keys: KEYS, now: NOW, crypto: nodeCrypto },
    })
    const [list] = held ? toRevocationLists(held) : []
    loadMs.push(sinceMs(startedAt))
    if (!list) throw new WrongAnswerError('the list was not taken')
    const ids = Array.from({ length: 20_000 }, (_, i) => `2517/${(i * 7919 * 61) % ISSUED}`)
    const { ms } = timed(() => askAll(ids, (id) => list.isRevoked(id, NOW)))
    queryNs.push((ms * 1e6) / (TURNS * ids.length))
    if (round === 0) requireAll(content, (index) => list.isRevoked(`2517/${index}`, NOW))
  }
  return [
    toBudgetRow(
      `list ${name}, bytes`,
      'of the set as coded',
      [dataBytes(content)],
      least,
      MAX_LIST_RATIO,
    ),
    toBudgetRow(`list ${name}, file`, 'as signed: no goal', [file.length], least, undefined),
    toBudgetRow(
      `bitstring ${name}, bytes`,
      'zlib −9, as a Token Status List',
      [peer(content)],
      least,
      undefined,
    ),
    toBudgetRow(`encode ${name}, ms`, `at most ${MAX_ENCODE_MS}`, encodeMs, MAX_ENCODE_MS, 1),
    toBudgetRow(
      `load ${name}, ms`,
      `from signed bytes to a list that answers; at most ${MAX_LOAD_MS}`,
      loadMs,
      MAX_LOAD_MS,
      1,
    ),
    toBudgetRow(
      `query ${name}, ns`,
      `of a token; at most ${MAX_QUERY_NS}`,
      queryNs,
      MAX_QUERY_NS,
      1,
    ),
  ]
}

async function measureDelta(base: TokenListContent, count: number): Promise<readonly Row[]> {
  const also = drawSet(ISSUED, count, { seed: 77, without: base.revoked })
  const next: TokenListContent = {
    ...base,
    number: base.number + 1,
    previous: digestOfList(encodeTokenList(base)),
    asOf: base.asOf + DAY,
    nextUpdate: base.nextUpdate + DAY,
    revoked: Uint32Array.from([...base.revoked, ...also]).sort(),
  }
  const file = await signTokenDelta(base, next, SIGNER)
  const coded = dataBytes({ ...next, revoked: also })
  const least = leastBytes(ISSUED - base.revoked.length, count)
  return [
    toBudgetRow(`delta of ${count}, bytes`, 'of the set as coded', [coded], least, MAX_DELTA_RATIO),
    ...(count === 500
      ? [
          toBudgetRow(
            'delta of 500, file',
            `in a QR code of ${QR_BYTES} bytes`,
            [file.length],
            QR_BYTES,
            1,
          ),
        ]
      : []),
  ]
}

/** Of the coded set alone: label 14 of the content (docs/guide/revocation.md). */
function dataBytes(content: TokenListContent): number {
  const map = decodeCbor(encodeTokenList(content), { maxBytes: 2 ** 24 })
  const data = map instanceof Map ? map.get(DATA) : undefined
  if (data instanceof Uint8Array) return data.length
  throw new WrongAnswerError('the list has no data')
}

function requireAll({ revoked }: TokenListContent, isRevoked: (index: number) => boolean): void {
  const expected = new Uint8Array(ISSUED)
  for (const index of revoked) expected[index] = 1
  for (let index = 0; index < ISSUED; index++) {
    if (isRevoked(index) !== (expected[index] === 1)) throw new WrongAnswerError('a false answer')
  }
}

/** Twenty thousand tokens from all over the list, in turn. */
function askAll(ids: readonly string[], isRevoked: (id: string) => boolean): number {
  let revoked = 0
  for (let turn = 0; turn < TURNS; turn++) {
    for (const id of ids) if (isRevoked(id)) revoked++
  }
  return revoked
}

function peer({ revoked }: TokenListContent): number {
  const bits = new Uint8Array(ISSUED / 8)
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
  return deflateSync(bits, { level: 9, memLevel: 9 }).length
}

function makeList(revoked: Uint32Array): TokenListContent {
  return {
    ...{ issuers: new Map([['hcert', 'UT']]), list: 2517, number: 1, asOf: NOW },
    ...{ nextUpdate: NOW + 7 * DAY, coverage: { issued: ISSUED }, revoked },
  }
}

function leastBytes(n: number, r: number): number {
  return leastBits(n, r) / 8
}

function timed<T>(act: () => T): { readonly ms: number; readonly result: T } {
  const startedAt = process.cpuUsage()
  const result = act()
  return { ms: sinceMs(startedAt), result }
}

function sinceMs(startedAt: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(startedAt)
  return (user + system) / 1000
}
