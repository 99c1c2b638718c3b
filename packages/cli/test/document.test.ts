/**
 * `pratique verify --mrz`: certificates beside an identity document.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeMrz } from 'pratique/issue'
import { runHere } from './in-process.ts'
import { specimen, write } from './pratique.ts'

/** A passport of Utopia. */
function passport(familyName: string, givenNames: string, birthDate: string): string {
  const written = encodeMrz({
    ...{ kind: 'TD3', documentCode: 'P', issuingState: 'UTO', nationality: 'UTO' },
    ...{ documentNumber: 'L898902C3', familyName, givenNames, birthDate, sex: 'M' },
    ...{ expiryDate: '2030-01-01', optionalData: '' },
  })
  assert.ok(written.kind === 'written')
  return `${written.lines.join('\n')}\n`
}

const OWN = write('own.mrz', passport('HYTHLODAEUS', 'RAPHAEL', '1976-05-16'))
const CASES = [
  ['the holder’s', OWN, 3, undefined],
  [
    'another’s',
    write('other.mrz', passport('GILES', 'PETER', '1976-05-16')),
    11,
    'holder.mismatch',
  ],
  [
    'one with a name more',
    write('more.mrz', passport('HYTHLODAEUS', 'RAPHAEL<PETER', '1976-05-16')),
    22,
    'holder.unclear',
  ],
] as const

describe('pratique verify --mrz', () => {
  for (const [whose, file, asExitCode, code] of CASES) {
    test(`beside a passport: ${whose}`, async () => {
      const args = ['verify', '--json', '--mrz', file, specimen('pcr-not-detected')]
      const { exitCode, stdout } = await runHere(args)
      const answer = JSON.parse(stdout)
      assert.deepEqual([exitCode, answer.asExitCode, answer.code], [31, asExitCode, code])
      assert.doesNotMatch(stdout, /GILES|HYTHLODAEUS|L898902C3/)
    })
  }

  test('says where a zone is wrong, and repeats nothing of it', async () => {
    const file = write(
      'wrong.mrz',
      passport('GILES', 'PETER', '1976-05-16').replace(/(?<=760516)\d/, (digit) =>
        String((Number(digit) + 1) % 10),
      ),
    )
    const { exitCode, stderr } = await runHere([
      'verify',
      '--mrz',
      file,
      specimen('pcr-not-detected'),
    ])
    assert.equal(exitCode, 2)
    assert.match(stderr, /line 2, character 20: expected .*usage\.option/s)
    assert.doesNotMatch(stderr, /GILES/)
  })

  test('needs the file', async () => {
    const { exitCode, stderr } = await runHere([
      'verify',
      '--mrz',
      'none.mrz',
      specimen('pcr-not-detected'),
    ])
    assert.equal(exitCode, 2)
    assert.match(stderr, /usage\.file-missing/)
  })
})
