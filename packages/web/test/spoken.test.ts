import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SKIPPED, type Start } from './browser.ts'
import { HOLDER, row, specimen } from './certificates.ts'
import { NOW, serveExercisePage } from './exercise-page.ts'
import type { Site } from './made-site.ts'
import { type Officer, openOfficer } from './officer.ts'
import { type Heard, listen, takeHeard } from './spoken.ts'

const UT: Start = { mode: { kind: 'entry', destination: 'UT' } }
const XE: Start = { mode: { kind: 'entry', destination: 'XE' } }
const GENUINE: Start = { mode: { kind: 'genuine-only' } }
const VACCINATION = row('eu-dcc/vaccination')
const PERIOD_MS = 30_000

const VERDICTS = [
  ['accepted', UT, VACCINATION, 'status'],
  ['refused', UT, row('eu-dcc/pcr-detected'), 'alert'],
  ['not-genuine', UT, specimen('broken-signature'), 'alert'],
  ['undecided', UT, row('eu-dcc/dn-text'), 'alert'],
  ['not-a-certificate', UT, 'M1DOE/JOHN EABC123 HELSINKI', 'alert'],
  ['more-needed', XE, VACCINATION, 'status'],
  ['genuine', GENUINE, VACCINATION, 'status'],
  ['specimen', GENUINE, specimen('pcr-not-detected'), 'alert'],
] as const

/** Without words. */
function signalsOf(heard: readonly Heard[]): readonly Heard[] {
  return heard.filter(({ kind }) => kind === 'tone' || kind === 'vibration')
}

describe('what is heard', { skip: SKIPPED }, () => {
  let site: Site
  let officer: Officer
  before(async () => {
    site = await serveExercisePage()
    officer = await openOfficer(site.address, { now: NOW })
    await listen(officer.page)
  })
  after(async () => {
    await officer?.close()
    await site?.stop()
  })

  async function untilSignal(): Promise<readonly Heard[]> {
    await officer.page.waitForFunction(() =>
      Reflect.get(window, 'heard').some(({ kind }: { kind: string }) => kind === 'vibration'),
    )
    return takeHeard(officer.page)
  }

  const patterns = new Map<string, string>()
  for (const [verdict, start, text, role] of VERDICTS) {
    it(`of ${verdict} is its word, then its own tones and rhythm`, async () => {
      await officer.next(start)
      await takeHeard(officer.page)
      await officer.page.locator('button.scan').click()
      await officer.page.getByText('Camera is open').waitFor()
      assert.deepEqual(signalsOf(await takeHeard(officer.page)), [])
      await officer.give(text)
      assert.equal(await officer.verdict(), verdict)
      const headline = (await officer.page.locator('h1').innerText()).split('\n')[0] ?? ''
      const heard = await untilSignal()
      const said = heard.findIndex((each) => each.kind === role && each.text.includes(headline))
      assert.ok(said >= 0, JSON.stringify(heard))
      const signals = signalsOf(heard)
      assert.ok(signals[0] && heard.indexOf(signals[0]) > said)
      assert.ok(signals.some(({ kind }) => kind === 'tone'))
      assert.ok(!JSON.stringify(heard).includes(HOLDER))
      for (const kind of ['tone', 'vibration']) {
        const pattern = JSON.stringify(signals.filter((each) => each.kind === kind))
        assert.equal(patterns.get(pattern), undefined, `${verdict} has a ${kind} of its own`)
        patterns.set(pattern, verdict)
      }
    })
  }

  for (const [off, other] of [
    ['isSoundOn', 'vibration'],
    ['isVibrationOn', 'tone'],
  ] as const) {
    it(`is not a signal that is off: ${off}`, async () => {
      const { page } = officer
      await officer.begin({ ...GENUINE, [off]: false })
      await officer.give(VACCINATION)
      await officer.verdict()
      await page.waitForFunction(
        (wanted) => Reflect.get(window, 'heard').some(({ kind }: Heard) => kind === wanted),
        other,
      )
      const kinds = new Set(signalsOf(await takeHeard(page)).map(({ kind }) => kind))
      assert.deepEqual([...kinds], [other])
    })
  }

  it('is how many codes are read, and what went wrong, each time', async () => {
    const { page } = officer
    await officer.begin(GENUINE)
    await officer.give(specimen('card-chunk-1'))
    await page.getByText('One is read').waitFor()
    const progress = await takeHeard(page)
    assert.ok(progress.some((each) => each.kind === 'status' && /One is read/.test(each.text)))
    await page.getByRole('button', { name: 'Paste' }).click()
    await page.getByRole('heading', { name: 'Paste the code' }).waitFor()
    await takeHeard(page)
    const read = page.getByRole('button', { name: 'Read' })
    for (const _ of [1, 2]) await read.click()
    const problems = (await takeHeard(page)).filter(({ kind }) => kind === 'alert')
    assert.equal(problems.length, 2)
  })

  it('is the end of a result, once and not each second', async () => {
    const { page } = officer
    await officer.begin(GENUINE)
    await officer.give(VACCINATION)
    await officer.verdict()
    await untilSignal()
    await page.clock.fastForward(PERIOD_MS - 9000)
    await page.getByText(/closes in \d seconds/).waitFor()
    await page.clock.fastForward(3000)
    await page.getByText(/closes in [3-6] seconds/).waitFor()
    const heard = await takeHeard(page)
    assert.deepEqual(heard, [{ kind: 'status', text: 'This view closes in a few seconds' }])
    await page.clock.fastForward(PERIOD_MS)
    await page.getByText('its time was over').waitFor()
    const after = await takeHeard(page)
    assert.ok(after.some((each) => each.kind === 'status' && /its time was over/.test(each.text)))
  })
})
