import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HealthCertificate, Verification } from 'pratique/verify'
import type { Mode } from '../flow/mode.ts'
import { toAnswer } from './answer.ts'
import { isShown } from './shown.ts'

const MODE: Mode = { kind: 'genuine-only' }
const stated = <T>(value: T) => ({ value, source: 'stated' as const })
const coded = <T extends string>(value: T) => ({ ...stated(value), codes: [] })

const CERTIFICATE: HealthCertificate = {
  holder: {
    name: {
      family: stated('Ανύδρου'),
      given: stated('Ουτοπία'),
      familyTransliterated: stated('ANYDROU'),
      givenTransliterated: stated('OUTOPIA<MARIA'),
    },
    birthDate: stated('1994-02'),
    documentNumber: stated('UT1234567'),
  },
  facts: [
    {
      ...{ kind: 'test', disease: coded('covid-19'), class: coded('naat') },
      ...{ result: coded('detected'), status: stated('final'), centre: stated('CLINIC') },
    },
  ],
  identifiers: [{ scheme: 'uvci', value: 'URN:UVCI:SECRET' }],
  issuer: {},
  validity: { issuedAt: 1 },
}

/** What must never be found in an answer, and what must not in one that shows nobody. */
const NEVER = ['CLINIC', 'SECRET', 'issuedAt', 'vaccination.date']
const PERSON = ['ANYDROU', 'Ανύδρου', '1994', 'UT1234567']

const BASE = { format: 'eu-dcc', checks: [], remarks: [], simulated: false, lists: {} } as const
const GENUINE: Verification = {
  ...{ ...BASE, verdict: 'genuine', exitCode: 3, certificate: CERTIFICATE },
}
const POLICY = {
  ...{ destination: 'UT', at: '2026-12-01T00:00:00Z', timeZone: 'Etc/UTC' },
  result: 'failed',
  reasons: [
    {
      outcome: 'failed',
      condition: { kind: 'too-old', values: { amount: 72 }, stated: { date: '1994-02-03' } },
    },
  ],
  usedFields: ['vaccination.date'],
} as const

const NEGATIVE: readonly Verification[] = [
  { ...BASE, verdict: 'refused', exitCode: 11, certificate: CERTIFICATE, policy: POLICY },
  { ...BASE, verdict: 'not-genuine', exitCode: 14, unverified: CERTIFICATE },
  { ...BASE, verdict: 'undecided', exitCode: 20, unverified: CERTIFICATE },
  { ...BASE, verdict: 'not-a-certificate', exitCode: 30 },
  {
    ...{ ...BASE, verdict: 'specimen', exitCode: 31, as: 'refused', asExitCode: 11 },
    ...{ certificate: CERTIFICATE, policy: POLICY },
  },
  {
    ...{ ...BASE, verdict: 'specimen', exitCode: 31, as: 'not-genuine', asExitCode: 14 },
    unverified: CERTIFICATE,
  },
]

describe('what a screen is given', () => {
  it('has the names in Latin letters first, and a date no more precise than stated', () => {
    const { person } = toAnswer(GENUINE, MODE)
    assert.deepEqual(person, {
      names: ['ANYDROU, OUTOPIA MARIA', 'Ανύδρου, Ουτοπία'],
      birthDate: '1994-02',
    })
  })

  it('does not say a name twice that differs in capitals alone', () => {
    const name = { ...CERTIFICATE.holder.name, family: stated('Anydrou') }
    const holder = { name: { ...name, given: stated('Outopia Maria') } }
    const answer = toAnswer({ ...GENUINE, certificate: { ...CERTIFICATE, holder } }, MODE)
    assert.deepEqual(answer.person, { names: ['ANYDROU, OUTOPIA MARIA'] })
  })

  it('has the number of the document where the entry rules looked at it', () => {
    const policy = { ...POLICY, result: 'passed', usedFields: ['holder.documentNumber'] } as const
    const accepted: Verification = {
      ...{ ...BASE, verdict: 'accepted', exitCode: 0, certificate: CERTIFICATE, policy },
    }
    assert.equal(toAnswer(accepted, MODE).person?.documentNumber, 'UT1234567')
    assert.equal(toAnswer({ ...accepted, policy: POLICY }, MODE).person?.documentNumber, undefined)
  })

  it('has the result that must not be overlooked', () => {
    assert.equal(toAnswer(GENUINE, MODE).result, 'detected')
  })

  it('has nothing of the person where the answer is another than yes, or one document more', () => {
    for (const verification of NEGATIVE) {
      const answer = toAnswer(verification, MODE)
      const text = JSON.stringify(answer)
      for (const each of [...PERSON, ...NEVER]) assert.ok(!text.includes(each), each)
      assert.ok(!isShown(answer))
    }
  })

  it('has nothing that no screen shows', () => {
    const text = JSON.stringify(toAnswer({ ...GENUINE, policy: POLICY }, MODE))
    for (const each of NEVER) assert.ok(!text.includes(each), each)
    assert.ok(!text.includes('1994-02-03'), 'what a rule looked at')
    assert.ok(text.includes('ANYDROU'), 'the search finds what is there')
  })

  it('says that rules were examples, where any were asked', () => {
    const examples = { hasExampleRules: true }
    assert.equal(toAnswer({ ...GENUINE, policy: POLICY }, MODE, examples).isByExamples, true)
    assert.equal(toAnswer({ ...GENUINE, policy: POLICY }, MODE).isByExamples, false)
    assert.equal(toAnswer(GENUINE, MODE, examples).isByExamples, false)
  })
})
