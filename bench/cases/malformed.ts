/**
 * Texts that are refused before any cryptography.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { euDcc } from 'pratique/eu-dcc'
import { smartHealthCard } from 'pratique/smart-health-card'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, type Verifier } from 'pratique/verify'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { makeCardSamples } from '../made/card.ts'
import { makeDccSamples } from '../made/dcc.ts'
import { NOW, toRecords } from '../made/issuers.ts'
import { type Malformation, makeMalformed, makeWorst } from '../made/malformed.ts'
import type { Samples } from '../made/samples.ts'
import type { CaseReport, Goal, Row } from '../report.ts'
import { createFloor, toRows } from './floor.ts'

const MIX = 'mix'
const GOAL: Goal = { kind: 'at most', limit: 0.15 }

/** Measures the case. */
export async function measureMalformed(plan: Plan, count: number): Promise<CaseReport> {
  const certificates = await makeDccSamples(count)
  const cards = await makeCardSamples(count)
  const kinds = await makeMalformed(certificates, cards)
  const verifier = createStrictVerifier(certificates, cards)
  const inMix = [mix(kinds), ...kinds].map((each) => toCandidate(each, verifier))
  const beyond = await makeWorst(certificates, cards)
  const others = beyond.map((each) => toCandidate(each, verifier))
  const floor = await createFloor(certificates)
  const rows = toRows(await measure(floor, [...inMix, ...others], plan))
  const judged = new Set(inMix.map(({ name }) => name))
  return {
    name: 'malformed',
    title: 'Malformed text, refused before any cryptography',
    unit: 'CPU µs',
    base: 'the floor of an EU DCC',
    rows: rows.map((row): Row => (judged.has(row.name) ? { ...row, goal: GOAL } : row)),
    notes: [
      `${count} texts of each kind, all distinct; both formats listed, keys known`,
      `rows without a goal are not of the mix: there nearly everything is decoded before the fault`,
    ],
  }
}

function createStrictVerifier({ issuers }: Samples, cards: Samples): Verifier {
  const records = [...toRecords(issuers, 'hcert'), ...toRecords(cards.issuers, 'smart-health-card')]
  const trust = createTrustStore({ records })
  return createVerifier({ formats: [euDcc, smartHealthCard], trust, crypto: nodeCrypto })
}

/** All kinds in turn. */
function mix(kinds: readonly Malformation[]): Malformation {
  const longest = Math.max(...kinds.map(({ texts }) => texts.length))
  const texts = Array.from({ length: longest }, (_, i) =>
    kinds.flatMap((each) => each.texts[i] ?? []),
  )
  return { name: MIX, does: `the next ${kinds.length} in turn`, texts: texts.flat() }
}

/** Right is a verdict that the form decided, after the format was recognised (exit code 12). */
function toCandidate({ name, does, texts }: Malformation, verifier: Verifier): Candidate {
  const context = { now: NOW }
  return {
    name,
    does,
    count: texts.length,
    kind: 'async',
    isRight: async (index) => {
      const { exitCode, code } = await verifier.verify(texts[index] ?? '', context)
      return exitCode === 12 && code !== undefined && code.startsWith('format.')
    },
  }
}
