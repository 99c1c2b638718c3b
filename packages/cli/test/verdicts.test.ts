/**
 * Every verdict that the command can give, with its exit code, its words and its JSON.
 *
 * `more-needed` and `accepted` need entry rules, which this version has none of. A clock before a
 * signed list (23) needs a list whose signature was verified, which no file brings along.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { verifyAsJson } from './answers.ts'
import { contextOf, findRow, pratique, specimen, vectorFile, write } from './pratique.ts'

const EXERCISE = ['--trust', vectorFile('exercise/trust.json')]

/** One row for each exit code that a single certificate comes to. */
const ROWS: readonly (readonly [file: string, id: string, words: RegExp])[] = [
  ['eu-dcc/made.jsonl', 'eu-dcc/pcr-not-detected', /^Genuine – no entry rule was checked$/m],
  ['eu-dcc/made.jsonl', 'eu-dcc/pcr-detected', /^Genuine – .* TEST RESULT: DETECTED$/m],
  ['hcert/forged.jsonl', 'hcert-payload/result-changed', /forged or damaged$/m],
  ['hcert/keys.jsonl', 'keys/vaccination-by-tests-only', /not meant for this$/m],
  ['smart-health-card/made.jsonl', 'card/claims-iss-of-nobody', /issuer not recognised/],
  ['smart-health-card/made.jsonl', 'card/revocation-listed', /revoked by its issuer$/m],
  ['hcert/keys.jsonl', 'keys/second-after', /outside its signature period$/m],
  ['hcert/keys.jsonl', 'keys/list-stale', /^No answer: a list is missing or too old/m],
  ['eu-dcc/made.jsonl', 'eu-dcc/no-ver', /^No answer: something needed is missing/m],
  ['hcert/damaged.jsonl', 'hcert-text/version-2', /^This code is something else$/m],
]

describe('a certificate', { concurrency: 2 }, () => {
  for (const [file, id, words] of ROWS) {
    it(`${id} ends as its vector says`, async () => {
      const row = findRow(file, id)
      const { verdict, exitCode, code } = row.expect
      const path = write(`${id.replaceAll('/', '-')}.txt`, row.text ?? '')
      const human = await pratique(['verify', ...contextOf(row), path])
      assert.equal(human.exitCode, exitCode, human.stderr)
      assert.match(human.stdout, words)
      if (code) assert.match(human.stdout, new RegExp(`pratique help ${code}\n`))
      const [answer] = await verifyAsJson([...contextOf(row), path], exitCode)
      assert.deepEqual([answer?.verdict, answer?.code], [verdict, code])
    })
  }

  it('of a real issuer, without the list of its network, is undecided and says what to do', async () => {
    const { exitCode, stdout } = await pratique(['verify', specimen('unknown-issuer')])
    assert.equal(exitCode, 20)
    assert.match(stdout, /--trust FILE/)
    assert.match(stdout, /list of this network is not loaded.*pratique trust sync/s)
    assert.match(stdout, /no list of this network is loaded/)
  })

  it('that names a known key is not said to be of a known issuer until the signature fits', async () => {
    const forged = await pratique(['verify', vectorFile('specimen/broken-signature.png')])
    assert.equal(forged.exitCode, 12)
    assert.match(forged.stdout, /✓ signer +a key with this identifier is known$/m)
    assert.doesNotMatch(forged.stdout, /the issuer is known|no list of this network|^Keys/m)
    const { stdout } = await pratique(['verify', specimen('pcr-not-detected')])
    assert.match(stdout, /✓ signer +the issuer is known$/m)
    assert.match(stdout, /^Keys +list of /m)
  })

  it('that is a specimen says which verdict it would have had', async () => {
    const { exitCode, stdout } = await pratique(['verify', specimen('expired')])
    assert.equal(exitCode, 31)
    assert.match(stdout, /^Specimen – not a real certificate.*outside its signature period$/m)
    const [answer] = await verifyAsJson([specimen('pcr-not-detected')], 31)
    assert.deepEqual([answer?.verdict, answer?.as], ['specimen', 'genuine'])
  })

  it('with a result other than "not detected" says so in every genuine headline', async () => {
    const { stdout } = await pratique(['verify', specimen('antigen-detected')])
    assert.match(stdout, /^Specimen – not a real certificate.*TEST RESULT: DETECTED$/m)
    const [answer] = await verifyAsJson([specimen('antigen-detected')], 31)
    assert.equal(answer?.testResult, 'detected')
  })

  it('without a known rule for the destination is undecided', async () => {
    const row = findRow('eu-dcc/made.jsonl', 'eu-dcc/pcr-not-detected')
    const path = write('to.txt', row.text ?? '')
    const asked = [...contextOf(row), '--to', 'ch', '--on', '2026-06-02', path]
    const [answer] = await verifyAsJson(asked, 21)
    assert.deepEqual(answer?.policy, {
      destination: 'CH',
      at: '2026-06-01T22:00:00Z',
      until: '2026-06-02T21:59:59Z',
      result: 'open',
      reasons: [],
    })
  })

  it('is all that is asked for with --authenticity', async () => {
    const row = findRow('eu-dcc/made.jsonl', 'eu-dcc/pcr-not-detected')
    const path = write('authentic.txt', row.text ?? '')
    const { exitCode, stdout } = await pratique([
      'verify',
      '--authenticity',
      ...contextOf(row),
      path,
    ])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^Genuine – no entry rule was checked$/m)
    const refused = await pratique(['verify', '--authenticity', specimen('broken-signature')])
    assert.equal(refused.exitCode, 12)
  })

  it('is verified for the time of --at, which the heading and the JSON say', async () => {
    const row = findRow('eu-dcc/made.jsonl', 'eu-dcc/pcr-not-detected')
    const path = write('at.txt', row.text ?? '')
    const then = ['--at', '2019-12-31T23:00-01:00', ...EXERCISE, path]
    const { exitCode, stdout } = await pratique(['verify', ...then])
    assert.equal(exitCode, 15)
    assert.match(
      stdout.split('\n').slice(0, 2).join('\n'),
      /Simulated clock.*1 January 2020, 00:00/,
    )
    const [answer] = await verifyAsJson(then, 15)
    assert.equal(answer?.simulated, true)
    const [now] = await verifyAsJson([specimen('booster')], 31)
    assert.equal(now?.simulated, false)
  })
})

describe('several certificates', { concurrency: 2 }, () => {
  it('end with the worst of their exit codes, and each is told', async () => {
    const files = ['pcr-not-detected', 'broken-signature', 'unknown-issuer'].map(specimen)
    const answers = await verifyAsJson(files, 12)
    assert.deepEqual(
      answers.map(({ verdict, input }) => [verdict, input]),
      [
        ['specimen', [0]],
        ['not-genuine', [1]],
        ['undecided', [2]],
      ],
    )
    const { stdout } = await pratique(['verify', ...files])
    for (const file of files) assert.ok(stdout.includes(`"${file}":\n`))
  })

  it('are put together where they are the codes of one card', async () => {
    const [first, second] = [specimen('card-chunk-1'), specimen('card-chunk-2')]
    const [answer, ...others] = await verifyAsJson([second, specimen('booster'), first], 31)
    assert.equal(others.length, 1)
    assert.deepEqual(answer?.input, [0, 2])
    const [alone] = await verifyAsJson([first], 22)
    assert.equal(alone?.code, 'format.chunk-missing')
  })

  it('stand in the lines of one file, or in one file of cards', async () => {
    const rows = ['eu-dcc/pcr-not-detected', 'eu-dcc/pcr-detected'].map((id) =>
      findRow('eu-dcc/made.jsonl', id),
    )
    const lines = write('lines.txt', rows.map(({ text }) => `${text}\r\n`).join('\n'))
    const answers = await verifyAsJson([...EXERCISE, '--at', '2026-06-01', lines], 3)
    assert.deepEqual(
      answers.map(({ input, testResult }) => [input, testResult]),
      [
        [[0], undefined],
        [[0], 'detected'],
      ],
    )
    const row = findRow('smart-health-card/made.jsonl', 'card/file-of-two')
    const cards = write('two.smart-health-card', row.text ?? '')
    const both = await verifyAsJson([...contextOf(row), cards], 3)
    assert.deepEqual(
      both.map(({ input }) => input),
      [[0], [0]],
    )
  })

  const together: readonly (readonly [id: string, exitCode: number])[] = [
    ['together/same-holder', 3],
    ['together/other-birth', 11],
    ['together/birth-year-alone', 22],
  ]
  for (const [id, exitCode] of together) {
    it(`${id} are compared with --together`, async () => {
      const row = findRow('verdicts/together.jsonl', id)
      const files = (row.texts ?? []).map((text, index) =>
        write(`${id.replaceAll('/', '-')}-${index}.txt`, text),
      )
      const args = ['--together', ...contextOf(row), ...files]
      const [answer, ...others] = await verifyAsJson(args, exitCode)
      assert.equal(others.length, 0)
      assert.deepEqual([answer?.verdict, answer?.code], [row.expect.verdict, row.expect.code])
      assert.deepEqual(answer?.input, [...files.keys()])
      assert.equal(answer?.parts?.length, files.length)
      const human = await pratique(['verify', ...args])
      assert.equal(human.exitCode, exitCode)
      for (const file of files) assert.ok(human.stdout.includes(`  "${file}": `))
    })
  }

  it('are not verified together where one cannot be read', async () => {
    const files = [specimen('booster'), 'not-there.txt']
    const { exitCode, stdout, stderr } = await pratique(['verify', '--together', ...files])
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /--together needs every input/)
  })
})

describe('a format', { concurrency: 2 }, () => {
  it('that is forced is the only one that is tried', async () => {
    const file = specimen('pcr-not-detected')
    const [answer] = await verifyAsJson(['--format', 'smart-health-card', file], 30)
    assert.equal(answer?.code, 'format.not-asked')
    await verifyAsJson(['--format', 'eu-dcc', file], 31)
  })

  it('in a newer version is named, with why it is not verified', async () => {
    const whyOf = async (file: string, id: string) => {
      const { stdout } = await pratique(['verify', '-'], { stdin: findRow(file, id).text ?? '' })
      assert.match(stdout, /exit code 30, format\.version$/m)
      return /^Why +(.*)$/m.exec(stdout)?.[1]
    }
    const why = await whyOf('hcert/damaged.jsonl', 'hcert-text/version-2')
    assert.match(why ?? '', /^Its version is another/)
    // What stands by the name of a seal is about other kinds of seals.
    assert.equal(await whyOf('vds-nc/made.jsonl', 'vds-nc/states-another-version'), undefined)
  })

  it('that is not verified in this version cannot be forced', async () => {
    const { exitCode, stderr } = await pratique(['verify', '--format', 'nl-domestic', 'x.txt'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /--format takes one of eu-dcc, who-ddcc,.* nz-pass/)
  })
})

it('the specimens that the command carries are those of the vectors', () => {
  const carried = [
    ['specimen-trust.json', 'specimen/trust.json'],
    ['pcr-not-detected.png', 'specimen/pcr-not-detected.png'],
  ] as const
  for (const [name, path] of carried) {
    const own = readFileSync(new URL(`../data/${name}`, import.meta.url))
    assert.deepEqual(own, readFileSync(vectorFile(path)), name)
  }
})

it('the schema that the library carries is the one that is published', () => {
  const name = 'schemas/verification.schema.json'
  const published = readFileSync(new URL(`../../../docs/${name}`, import.meta.url))
  const carried = readFileSync(new URL(`../../pratique/${name}`, import.meta.url))
  assert.deepEqual(carried, published)
})
