import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Verdict } from 'pratique/verify'
import { isKiosk } from './is-kiosk.ts'
import { type Kiosk, type KioskAnswer, type KioskEvent, reduceKiosk, START } from './kiosk.ts'
import { tellOpener, toMessage } from './opener.ts'

/** What is found is found of the check that is open, unless it says of which. */
type Step = KioskEvent extends infer Event
  ? Event extends { now: number }
    ? Omit<Event, 'now' | 'of'> & { readonly of?: readonly string[] }
    : never
  : never

const READ: Step = { kind: 'read', texts: ['HC1:A'] }
const DOCUMENT: Step = { kind: 'document' }

function answer(verdict: Verdict, rest: Partial<KioskAnswer> = {}): Step {
  return { kind: 'checked', answer: { verdict, exitCode: 0, ...rest } }
}

/** Takes steps, a second each; a number is that many seconds in which nothing happens. */
function run(...steps: readonly (Step | number)[]): Kiosk {
  let kiosk = START
  let now = 0
  for (const step of steps) {
    now += typeof step === 'number' ? step * 1000 : 1000
    const of = 'texts' in kiosk.screen ? kiosk.screen.texts : []
    const event = typeof step === 'number' ? { kind: 'tick', now } : { of, ...step, now }
    kiosk = reduceKiosk(kiosk, event as KioskEvent)
  }
  return kiosk
}

function at(kiosk: Kiosk): string {
  return kiosk.screen.at
}

describe('a kiosk', () => {
  for (const good of ['accepted', 'genuine'] as const) {
    it(`compares the document before it says ${good}`, () => {
      assert.equal(at(run(READ, answer(good))), 'document')
      assert.equal(at(run(READ, answer(good), DOCUMENT)), 'comparing')
      const { screen } = run(READ, answer(good), DOCUMENT, answer(good))
      assert.ok(screen.at === 'answer')
      assert.equal(screen.answer.verdict, good)
    })
  }

  it('asks nobody for a document who is not let through anyway', () => {
    for (const bad of ['refused', 'not-genuine', 'undecided', 'not-a-certificate'] as const) {
      assert.equal(at(run(READ, answer(bad))), 'answer')
    }
  })

  it('calls staff where genuine would mislead, as the gate hears no result', () => {
    assert.equal(at(run(READ, answer('genuine', { isNotable: true }))), 'staff')
    assert.equal(at(run(READ, answer('specimen', { as: 'genuine', isNotable: true }))), 'staff')
    assert.equal(at(run(READ, answer('accepted', { isNotable: true }))), 'document')
  })

  it('takes a specimen as far as what it stands for', () => {
    assert.equal(at(run(READ, answer('specimen', { as: 'accepted' }))), 'document')
    assert.equal(at(run(READ, answer('specimen', { as: 'refused' }))), 'answer')
  })

  it('asks for the other parts of a card, and for one more certificate', () => {
    const parts = run(READ, answer('undecided', { code: 'format.chunk-missing' }))
    assert.deepEqual(parts.screen, { at: 'scan', texts: ['HC1:A'], need: 'chunks' })
    const more = run(READ, answer('more-needed'))
    assert.deepEqual(more.screen, { at: 'scan', texts: ['HC1:A'], need: 'another' })
    const both = run(READ, answer('more-needed'), { kind: 'read', texts: ['HC1:B'] })
    assert.deepEqual(both.screen, { at: 'checking', texts: ['HC1:A', 'HC1:B'] })
  })

  it('forgets all after an answer of five seconds', () => {
    const steps = [READ, answer('accepted'), DOCUMENT, answer('accepted')]
    assert.equal(at(run(...steps, 4)), 'answer')
    assert.deepEqual(run(...steps, 5), START)
  })

  it('forgets who has left, and waits for who is at it', () => {
    const begun = [READ, answer('accepted')]
    assert.equal(at(run(...begun, 44)), 'document')
    assert.deepEqual(run(...begun, 45), START)
    assert.equal(at(run(...begun, 44, { kind: 'touched' }, 44)), 'document')
    assert.equal(at(run(...begun, 44, { kind: 'unreadable-document' }, 44)), 'document')
    assert.deepEqual(run(READ, answer('more-needed'), 45), START)
  })

  it('calls staff after two failures in a row', () => {
    const failure = [READ, answer('refused'), 5]
    assert.equal(at(run(...failure)), 'scan')
    assert.equal(at(run(...failure, READ, answer('undecided'), 4)), 'answer')
    assert.equal(at(run(...failure, ...failure)), 'staff')
    const between = [READ, answer('accepted'), DOCUMENT, answer('accepted'), 5]
    assert.equal(at(run(...failure, ...between, ...failure)), 'scan')
  })

  it('counts a document that is another person’s as a failure', () => {
    const other = [
      READ,
      answer('accepted'),
      DOCUMENT,
      answer('refused', { code: 'holder.mismatch' }),
      5,
    ]
    assert.equal(at(run(...other, ...other)), 'staff')
  })

  it('goes on when staff have been, or by itself', () => {
    const fault = [READ, { kind: 'fault' }] as const
    assert.deepEqual(run(...fault, { kind: 'again' }), START)
    assert.equal(at(run(...fault, 119)), 'staff')
    assert.deepEqual(run(...fault, 120), START)
  })

  it('counts on when somebody gives up, so that documents are not tried one after another', () => {
    const other = [READ, answer('accepted'), DOCUMENT, answer('refused'), 5]
    const given = [READ, answer('accepted'), { kind: 'again' }] as const
    assert.deepEqual(run(...other, ...given), { ...START, failures: 1 })
    assert.equal(at(run(...other, ...given, ...other)), 'staff')
  })

  it('shows nobody the answer to a check that was another person’s', () => {
    const late = { ...answer('accepted'), of: ['HC1:A'] }
    const next = [READ, { kind: 'again' }, { kind: 'read', texts: ['HC1:B'] }] as const
    assert.equal(at(run(...next, late)), 'checking')
    assert.equal(at(run(...next, { kind: 'fault', of: ['HC1:A'] })), 'checking')
    const comparing = run(...next, answer('accepted'), DOCUMENT, late)
    assert.deepEqual(comparing.screen, { at: 'comparing', texts: ['HC1:B'] })
  })

  it('takes nothing that comes at the wrong time', () => {
    const late: readonly Step[] = [DOCUMENT, answer('accepted'), { kind: 'unreadable-document' }]
    assert.deepEqual(run(...late, 100), START)
    assert.equal(at(run(READ, READ)), 'checking')
  })
})

describe('what the opener is told', () => {
  it('is a verdict, its code, and nothing else', () => {
    const given = {
      verdict: 'refused',
      exitCode: 11,
      code: 'policy.not-met',
      as: 'refused',
    } as const
    assert.deepEqual(toMessage(given), {
      type: 'pratique-verdict',
      verdict: 'refused',
      exitCode: 11,
      code: 'policy.not-met',
    })
  })

  it('is told to the one origin that is named, and to nobody else', () => {
    const sent: unknown[] = []
    const other = { postMessage: (...all: readonly unknown[]) => sent.push(all) }
    const accepted = { verdict: 'accepted', exitCode: 0 } as const
    tellOpener(other, undefined, accepted)
    assert.deepEqual(sent, [])
    tellOpener(other, 'https://gate.example', accepted)
    tellOpener(null, 'https://gate.example', accepted)
    assert.deepEqual(sent, [[toMessage(accepted), 'https://gate.example']])
  })
})

describe('a page is a kiosk', () => {
  it('if its build says so, or lets the address', () => {
    assert.equal(isKiosk({}, '#kiosk'), false)
    assert.equal(isKiosk({ kiosk: { start: 'on-request' } }, ''), false)
    assert.equal(isKiosk({ kiosk: { start: 'on-request' } }, '#kiosk'), true)
    assert.equal(isKiosk({ kiosk: { start: 'always' } }, ''), true)
  })
})
