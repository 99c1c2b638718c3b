import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Answer } from '../checking/answer.ts'
import {
  type Flow,
  type FlowEvent,
  isOpen,
  MAX_EXTENSIONS,
  PERIOD_MS,
  reduceFlow,
  type Screen,
  SIDE_PLACES,
  startFlow,
} from './flow.ts'
import type { Mode } from './mode.ts'

const RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)
const MODE: Mode = { kind: 'genuine-only' }
/** Stands in a text or in an answer, and must be gone with them. */
const NAME = 'ANYDROU'
const TEXT = `HC1:${NAME}`

function answerOf(changes: Partial<Answer> = {}): Answer {
  return {
    ...{ mode: MODE, verdict: 'genuine', exitCode: 3, isByExamples: false, remarks: [], lists: {} },
    person: { names: [NAME], birthDate: '1994-02-28' },
    ...changes,
  }
}

const ACCEPTED = answerOf({ verdict: 'accepted', exitCode: 0 })
const MORE_NEEDED = answerOf({ verdict: 'more-needed', exitCode: 10, code: 'policy.more-needed' })
const SPECIMEN = answerOf({ verdict: 'specimen', exitCode: 31, as: 'genuine', asExitCode: 3 })

function at(screen: Screen): Flow {
  return { screen, mode: MODE, periodMs: PERIOD_MS }
}

function run(flow: Flow, ...events: readonly FlowEvent[]): Flow {
  return events.reduce(reduceFlow, flow)
}

/** Reads a text and answers it. */
function check(flow: Flow, answer: Answer, text = TEXT, now = 0): Flow {
  const { screen } = run(flow, { kind: 'read', texts: [text] })
  assert.equal(screen.at, 'checking')
  const of = screen.at === 'checking' ? screen.texts : []
  return run({ ...flow, screen }, { kind: 'answer', of, answer, now })
}

const SCAN = at({ at: 'scan', texts: [] })

describe('the way to the first scan', () => {
  it('begins with the first run, and asks for the mode after it', () => {
    const first = startFlow({ hasAgreed: false })
    assert.equal(first.screen.at, 'welcome')
    const mode = run(first, { kind: 'agree' })
    assert.equal(mode.screen.at, 'mode')
    assert.deepEqual(run(mode, { kind: 'mode', mode: MODE }), at({ at: 'home' }))
  })

  it('begins at home where all of it is known', () => {
    assert.deepEqual(startFlow({ hasAgreed: true, mode: MODE }), at({ at: 'home' }))
    assert.equal(startFlow({ hasAgreed: true }).screen.at, 'mode')
  })

  it('has no way home before there is a mode', () => {
    const mode = startFlow({ hasAgreed: true })
    assert.equal(run(mode, { kind: 'home' }), mode)
    assert.equal(run(mode, { kind: 'scan' }), mode)
  })

  it('leads to each screen beside the way, and back', () => {
    for (const place of SIDE_PLACES) {
      const there = run(at({ at: 'home' }), { kind: 'open', place })
      assert.equal(there.screen.at, place)
      assert.equal(run(there, { kind: 'home' }).screen.at, 'home')
    }
  })
})

describe('a check', () => {
  it('goes from a scan to a result that stands for its time', () => {
    const { screen } = check(SCAN, ACCEPTED, TEXT, 1000)
    assert.deepEqual(screen, {
      ...{ at: 'result', answer: ACCEPTED, texts: [], extensions: 0 },
      ...{ endsAt: 1000 + PERIOD_MS, periodMs: PERIOD_MS },
    })
  })

  it('asks for the other codes of a card, and says how many are read', () => {
    const missing = answerOf({ verdict: 'undecided', exitCode: 22, code: 'format.chunk-missing' })
    const { screen } = check(SCAN, missing, 'shc:/2/3/567')
    assert.deepEqual(screen, {
      ...{ at: 'scan', texts: ['shc:/2/3/567'], need: 'chunks', progress: { done: 1, of: 3 } },
    })
    const further = check(at(screen), missing, 'shc:/1/3/567').screen
    assert.deepEqual(further.at === 'scan' && further.progress, { done: 2, of: 3 })
  })

  it('does not check again what was read before', () => {
    const flow = at({ at: 'scan', texts: [TEXT], need: 'another' })
    assert.equal(run(flow, { kind: 'read', texts: [TEXT] }), flow)
  })

  it('scans another document together with the one that was not enough', () => {
    const flow = run(check(SCAN, MORE_NEEDED), { kind: 'another' })
    assert.deepEqual(flow.screen, { at: 'scan', texts: [TEXT], need: 'another' })
    const { screen } = run(flow, { kind: 'read', texts: ['HC1:B'] })
    assert.deepEqual(screen, { at: 'checking', texts: [TEXT, 'HC1:B'] })
  })

  it('keeps the texts of no other result', () => {
    for (const answer of [ACCEPTED, SPECIMEN, answerOf()]) {
      const result = check(SCAN, answer)
      assert.deepEqual(result.screen.at === 'result' && result.screen.texts, [])
      assert.equal(run(result, { kind: 'another' }), result)
    }
  })

  it('takes no answer to a check that is over', () => {
    const [first, second] = [['HC1:A'], ['HC1:A']]
    const flow = at({ at: 'checking', texts: second })
    const late: FlowEvent = { kind: 'answer', of: first, answer: ACCEPTED, now: 0 }
    assert.equal(run(flow, late), flow)
    assert.equal(run(flow, { kind: 'fault', of: first }), flow)
    assert.equal(run(at({ at: 'home' }), late).screen.at, 'home')
  })

  it('says of a fault that it is one, and nothing else', () => {
    const texts = [TEXT]
    const flow = run(at({ at: 'checking', texts }), { kind: 'fault', of: texts })
    assert.deepEqual(flow.screen, { at: 'fault' })
  })
})

describe('a result', () => {
  it('is over when its time is', () => {
    const result = check(SCAN, ACCEPTED)
    assert.equal(run(result, { kind: 'tick', now: PERIOD_MS - 1 }), result)
    const over = run(result, { kind: 'tick', now: PERIOD_MS })
    assert.deepEqual(over.screen, { at: 'home', wiped: 'time' })
  })

  it('can be kept open three times', () => {
    let flow = check(SCAN, ACCEPTED)
    for (let index = 0; index < MAX_EXTENSIONS + 2; index++) {
      flow = run(flow, { kind: 'keep-open', now: 0 })
    }
    assert.equal(flow.screen.at === 'result' && flow.screen.endsAt, 4 * PERIOD_MS)
    const over = run(flow, { kind: 'tick', now: 4 * PERIOD_MS })
    assert.equal(over.screen.at, 'home')
  })

  it('stands, and is kept open, as long as the build says', () => {
    const start = startFlow({ hasAgreed: true, mode: MODE }, 5000)
    const result = check(run(start, { kind: 'scan' }), ACCEPTED)
    assert.equal(run(result, { kind: 'tick', now: 4999 }), result)
    assert.equal(run(result, { kind: 'tick', now: 5000 }).screen.at, 'home')
    const longer = run(result, { kind: 'keep-open', now: 0 })
    assert.equal(run(longer, { kind: 'tick', now: 9999 }), longer)
    assert.equal(run(longer, { kind: 'tick', now: 10_000 }).screen.at, 'home')
  })

  it('cannot be kept open when it is over', () => {
    const result = check(SCAN, ACCEPTED)
    assert.equal(run(result, { kind: 'keep-open', now: PERIOD_MS }), result)
  })

  it('is compared with a document, in the time that is left', () => {
    const flow = run(check(SCAN, ACCEPTED), { kind: 'compare' })
    assert.equal(flow.screen.at === 'compare' && flow.screen.endsAt, PERIOD_MS)
    assert.deepEqual(run(flow, { kind: 'same' }).screen, { at: 'confirmed' })
    assert.deepEqual(run(flow, { kind: 'differs' }).screen, { at: 'differs' })
    assert.equal(run(flow, { kind: 'tick', now: PERIOD_MS }).screen.at, 'home')
    for (const kind of ['same', 'differs'] as const) {
      const next = run(flow, { kind }, { kind: 'next' })
      assert.deepEqual(next.screen, { at: 'scan', texts: [] })
    }
  })

  it('is compared where a person is shown whose document there is', () => {
    const refused = answerOf({ verdict: 'refused', exitCode: 11 })
    for (const answer of [refused, SPECIMEN, MORE_NEEDED]) {
      const result = check(SCAN, answer)
      assert.equal(run(result, { kind: 'compare' }), result)
    }
  })
})

const text = fc.constantFrom(TEXT, `${TEXT}2`, `shc:/1/2/${NAME}`, `shc:/2/2/${NAME}`)
const answer = fc.constantFrom(
  ...[ACCEPTED, MORE_NEEDED, SPECIMEN, answerOf()],
  answerOf({ verdict: 'undecided', exitCode: 22, code: 'format.chunk-missing' }),
)
const now = fc.integer({ min: 0, max: 200_000 })
const simple = fc.constantFrom(
  ...(['agree', 'change-mode', 'home', 'scan', 'compare', 'same', 'differs'] as const),
  ...(['another', 'next', 'hidden'] as const),
)
/** `answer` and `fault` are of the check that is open. */
const step = fc.oneof(
  simple.map((kind) => ({ kind })),
  fc.constantFrom(...SIDE_PLACES).map((place) => ({ kind: 'open' as const, place })),
  fc.constant({ kind: 'mode' as const, mode: MODE }),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((texts) => ({ kind: 'read' as const, texts })),
  fc.record({ kind: fc.constant('answer' as const), answer, now }),
  fc.constant({ kind: 'fault' as const }),
  fc.record({ kind: fc.constantFrom('keep-open' as const, 'tick' as const), now }),
)

function walk(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): Flow {
  let flow = startFlow({ hasAgreed: false })
  for (const each of steps) {
    const of = flow.screen.at === 'checking' ? flow.screen.texts : []
    const isOf = each.kind === 'answer' || each.kind === 'fault'
    flow = reduceFlow(flow, isOf ? { ...each, of } : each)
  }
  return flow
}

/** Ways that come somewhere: most events mean nothing to most states. */
const begun: readonly Parameters<typeof walk>[0][number][] = [
  { kind: 'agree' },
  { kind: 'mode', mode: MODE },
  { kind: 'scan' },
  { kind: 'read', texts: [TEXT] },
]
const ways = fc
  .tuple(fc.boolean(), fc.array(step, { maxLength: 30 }))
  .map(([isBegun, steps]) => (isBegun ? [...begun, ...steps] : steps))

describe('all ways through the page', () => {
  const holdsName = (flow: Flow) => JSON.stringify(flow).includes(NAME)

  it('hold a person in a check alone', () => {
    fc.assert(
      fc.property(ways, (steps) => {
        const flow = walk(steps)
        assert.ok(!holdsName(flow) || isOpen(flow.screen), flow.screen.at)
      }),
      { numRuns: RUNS },
    )
  })

  it('hold nobody when the page is hidden, or the time is over', () => {
    fc.assert(
      fc.property(ways, (steps) => {
        const flow = walk(steps)
        assert.ok(!holdsName(reduceFlow(flow, { kind: 'hidden' })))
        const late = reduceFlow(flow, { kind: 'tick', now: 10 * PERIOD_MS + 200_000 })
        const { at: place } = flow.screen
        if (place === 'result' || place === 'compare') assert.ok(!holdsName(late))
      }),
      { numRuns: RUNS },
    )
  })

  it('hold nobody after the next, or home', () => {
    fc.assert(
      fc.property(ways, fc.constantFrom('next' as const, 'home' as const), (steps, kind) => {
        const flow = walk(steps)
        const { screen } = flow
        if (kind === 'next' && screen.at !== 'result' && screen.at !== 'compare') return
        assert.ok(!holdsName(reduceFlow(flow, { kind })))
      }),
      { numRuns: RUNS },
    )
  })
})
