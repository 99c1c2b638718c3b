import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holdCheck, setCheckOpen } from '../flow/session.ts'
import { CHECK_LOCK } from './messages.ts'
import { whileNoCheck } from './while-no-check.ts'

interface Signal {
  readonly given: Promise<void>
  readonly give: () => void
}

function createSignal(): Signal {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

/** Resolves when the lock is free: letting it go takes a moment. */
async function untilFree(): Promise<void> {
  await navigator.locks.request(CHECK_LOCK, () => undefined)
}

async function modesHeld(): Promise<readonly (string | undefined)[]> {
  const { held = [] } = await navigator.locks.query()
  return held.filter(({ name }) => name === CHECK_LOCK).map(({ mode }) => mode)
}

describe('what is done while no check is open', () => {
  it('is not begun while one is, in whatever part of the page', async () => {
    const [first, second] = [await holdCheck(), await holdCheck()]
    const act = () => assert.fail('it was begun')
    assert.equal(await whileNoCheck(act), 'busy')
    first()
    assert.equal(await whileNoCheck(act), 'busy')
    second()
    await untilFree()
    assert.equal(await whileNoCheck(async () => 'done'), 'done')
  })

  it('is broken off when one is to be opened, which it is when all has ended', async () => {
    const steps: string[] = []
    const begun = createSignal()
    const answer = whileNoCheck(async (signal) => {
      begun.give()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      // What is broken off takes its time to end.
      await new Promise((resolve) => setTimeout(resolve, 20))
      steps.push('ended')
      throw signal.reason
    })
    await begun.given
    const release = await holdCheck()
    steps.push('opened')
    assert.deepEqual(steps, ['ended', 'opened'])
    assert.equal(await answer, 'busy')
    release()
  })

  it('is waited for where it cannot be broken off', async () => {
    const steps: string[] = []
    const begun = createSignal()
    const answered = createSignal()
    const answer = whileNoCheck(async () => {
      begun.give()
      await answered.given
      steps.push('answered')
      return 'an answer'
    })
    await begun.given
    const opening = holdCheck()
    answered.give()
    const release = await opening
    steps.push('opened')
    assert.deepEqual(steps, ['answered', 'opened'])
    assert.equal(await answer, 'an answer')
    release()
  })

  it('fails as it does', async () => {
    await assert.rejects(
      whileNoCheck(() => Promise.reject(new Error('no server'))),
      /no server/,
    )
  })
})

describe('a check', () => {
  it('is open from when it is said to be, once, and ended even if it had not begun', async () => {
    setCheckOpen(true)
    setCheckOpen(true)
    const end = await holdCheck()
    assert.deepEqual(await modesHeld(), ['shared', 'shared'])
    end()
    setCheckOpen(false)
    setCheckOpen(true)
    setCheckOpen(false)
    await untilFree()
    assert.deepEqual(await modesHeld(), [])
  })
})
