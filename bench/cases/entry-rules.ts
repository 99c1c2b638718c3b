/**
 * The rules of a whole country on one certificate, beside a verification of an EU DCC.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { JsonObject, JsonValue } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { createProgramSet, type EntryRule, type ProgramSet, selectRules } from 'pratique/policy'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { makeDccSamples } from '../made/dcc.ts'
import { evaluateByReference, missingRules, readAllRules, readBattery } from '../made/rules.ts'
import type { CaseReport } from '../report.ts'
import { createPratique, toCandidate } from './candidates.ts'
import { toRows } from './floor.ts'

const GOAL = { kind: 'at most', limit: 0.05 } as const
const AT = Date.parse('2022-02-10T12:00:00Z')
/** One set is too short to be timed: each input is so many of them. */
const BATCH = 10

/** A country's rules and a certificate, with what they come to. */
interface Question {
  readonly programs: ProgramSet
  readonly indices: readonly number[]
  readonly data: JsonObject
  readonly expected: string
}

/** Measures the case; without the rules, which lie beside the repository, it has no rows. */
export async function measureEntryRules(plan: Plan, count: number): Promise<CaseReport> {
  if (missingRules !== undefined) return toReport([], [`skipped: ${missingRules}`])
  const samples = await makeDccSamples(count)
  const verification = await toCandidate(
    createPratique(samples, euDcc, nodeCrypto, {
      name: 'verification',
      does: 'an EU DCC from text to verdict, without entry rules',
    }),
    samples,
  )
  const { questions, note } = makeQuestions()
  const rules: Candidate = {
    name: `rules × ${BATCH}`,
    does: `the rules of ${BATCH} countries in force, each country's on one vaccination, compiled once`,
    count,
    kind: 'sync',
    isRight(index) {
      let isRight = true
      for (let offset = 0; offset < BATCH; offset++) {
        const question = questions[(index * BATCH + offset) % questions.length]
        if (!question || answer(question) !== question.expected) isRight = false
      }
      return isRight
    },
  }
  const measured = await measure(verification, [rules], plan)
  const rows = toRows(measured).map((row) => (row.name === rules.name ? perCountry(row) : row))
  return toReport(rows, [note])
}

/** Goals are about one country. */
function perCountry(row: CaseReport['rows'][number]): CaseReport['rows'][number] {
  const { median, low, high, fastest } = row.ratio
  const ratio = { median: median / BATCH, low: low / BATCH, high: high / BATCH }
  return {
    ...row,
    name: 'rules of a country',
    cost: row.cost / BATCH,
    ratio: { ...ratio, ...(fastest !== undefined && { fastest: fastest / BATCH }) },
    goal: GOAL,
  }
}

function makeQuestions(): { readonly questions: readonly Question[]; readonly note: string } {
  const all = readAllRules()
  const { payloads, valueSets } = readBattery()
  const vaccinations = Object.values(payloads).filter((payload) => Object.hasOwn(payload, 'v'))
  const external = { validationClock: new Date(AT).toISOString(), valueSets: valueSets.codes }
  const countries = [...new Set(all.map(({ country }) => country))]
  const sets = countries.map((destination) =>
    selectRules(all, { destination, type: 'Vaccination', at: AT }),
  )
  const inForce = sets.filter(({ length }) => length > 0)
  const questions = inForce.flatMap((rules) => {
    const programs = createProgramSet()
    const indices = rules.map(({ logic }) => programs.add(logic))
    return vaccinations.map((payload): Question => {
      const data = { payload, external }
      return { programs, indices, data, expected: askReference(rules, data) }
    })
  })
  const sizes = inForce.map(({ length }) => length)
  return {
    questions,
    note: `${inForce.length} countries with ${Math.min(...sizes)} to ${Math.max(...sizes)} rules, ${vaccinations.length} vaccinations; right is what certlogic-js says`,
  }
}

function answer({ programs, indices, data }: Question): string {
  const run = programs.begin(data)
  let letters = ''
  for (const index of indices) {
    const evaluated = run(index)
    letters += evaluated.fault === undefined ? toLetter(evaluated.value === true) : 'E'
  }
  return letters
}

function askReference(rules: readonly EntryRule[], data: JsonValue): string {
  const letters = rules.map(({ logic }) => {
    try {
      return toLetter(evaluateByReference(logic, data) === true)
    } catch {
      return 'E'
    }
  })
  return letters.join('')
}

function toLetter(isMet: boolean): string {
  return isMet ? 'T' : 'F'
}

function toReport(rows: CaseReport['rows'], notes: readonly string[]): CaseReport {
  return {
    name: 'entry-rules',
    title: 'The entry rules of a country',
    unit: 'CPU µs',
    base: 'a verification',
    rows,
    notes,
  }
}
