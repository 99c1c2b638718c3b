/**
 * Entry rules through the verifier, from the texts of certificates to verdicts (DESIGN §4).
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonObject } from '../src/json/value.ts'
import type { EntryPolicies, PolicyRequest } from '../src/policy/answer.ts'
import { createPolicies } from '../src/policy/policies.ts'
import type { EntryRule } from '../src/policy/rules/rule.ts'
import type { AskedPolicy, VerifyContext } from '../src/verify/context.ts'
import type { Verification } from '../src/verify/verification.ts'
import {
  dccClaims,
  EXPIRES_AT,
  makeSigner,
  makeVerifier,
  NOW,
  type Signer,
  signCose,
  toHc1,
  toMap,
} from './made-messages.ts'
import { makeRule, makeRuleFor, within } from './made-rules.ts'

const signer = makeSigner('hcert')
const stranger = makeSigner('hcert')
const specimenSigner = makeSigner('hcert')
const specimen: Signer = {
  ...specimenSigner,
  record: { ...specimenSigner.record, environment: 'test' },
}

const ANNA: JsonObject = { fn: 'Muster', gn: 'Anna', fnt: 'MUSTER', gnt: 'ANNA' }
const BERT: JsonObject = { fn: 'Muster', gn: 'Bert', fnt: 'MUSTER', gnt: 'BERT' }

interface Written {
  readonly nam?: JsonObject
  readonly dob?: string
  readonly dn?: number
  readonly dt?: string
  readonly by?: Signer
}

/** A dose in an EU DCC. */
function dose({ nam = ANNA, dob = '1980-02-03', dn = 2, dt = '2021-04-20', by = signer }: Written) {
  const entry = {
    ...{ tg: '840539006', vp: '1119349007', mp: 'EU/1/20/1528', ma: 'ORG-100030215', dn, sd: 2 },
    ...{ dt, co: 'UT', is: 'Ministry', ci: `URN:UVCI:01:UT:${dn}` },
  }
  const dcc = { ver: '1.3.0', nam, dob, v: [entry] }
  return toHc1(signCose(by, dccClaims(toMap(dcc))))
}

/** A PCR test of an hour before. */
function pcr({ nam = ANNA, dob = '1980-02-03', by = signer }: Written): string {
  const sc = new Date((NOW - 90_000) * 1000).toISOString().replace('.000Z', 'Z')
  const entry = {
    ...{ tg: '840539006', tt: 'LP6464-4', sc, tr: '260415000', tc: 'Laboratory' },
    ...{ co: 'UT', is: 'Ministry', ci: 'URN:UVCI:01:UT:T' },
  }
  const dcc = { ver: '1.3.0', nam, dob, t: [entry] }
  return toHc1(signCose(by, dccClaims(toMap(dcc))))
}

const isComplete: JsonObject = { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] }
const RULES: readonly EntryRule[] = [
  makeRuleFor('v', { and: [isComplete, within('payload.v.0.dt', 270)] }),
  makeRuleFor('t', within('payload.t.0.sc', 72, 'hour')),
]
const usual = createPolicies({ rules: RULES, asOf: NOW })

const TRUSTED = [signer, specimen]

function context(policy: Partial<AskedPolicy> = {}, now = NOW): VerifyContext {
  return { now, policy: { destination: 'UT', at: now, ...policy } }
}

function verify(
  texts: string | readonly string[],
  policies: EntryPolicies | undefined = usual,
  asked: VerifyContext = context(),
): Promise<Verification> {
  return makeVerifier(TRUSTED, policies === undefined ? {} : { policies }).verify(texts, asked)
}

function tell({ verdict, exitCode, code }: Verification): readonly unknown[] {
  return [verdict, exitCode, code]
}

/** Rules that nobody may ask. */
const UNASKED: EntryPolicies = {
  decide: () => {
    throw new Error('entry rules were asked about what is not in force')
  },
}

describe('verdicts by entry rules', () => {
  test('accepted 0', async () => {
    const result = await verify(dose({}))
    assert.deepEqual(tell(result), ['accepted', 0, undefined])
    assert.equal(result.policy?.result, 'passed')
    assert.ok('certificate' in result && result.certificate)
    assert.equal(result.lists.policiesAsOf, new Date(NOW * 1000).toISOString().replace('.000', ''))
    // From 14 hours before the day of the dose, up to and with midnight of the 270th day after it.
    const window = { from: '2021-04-19T10:00:00Z', until: '2022-01-15T00:00:01Z', result: 'passed' }
    assert.deepEqual(result.policy?.window, window)
  })

  test('refused 11, with the condition', async () => {
    const result = await verify(dose({ dn: 1 }))
    assert.deepEqual(tell(result), ['refused', 11, 'policy.not-met'])
    assert.equal(result.policy?.reasons[0]?.condition.kind, 'series-incomplete')
  })

  test('more-needed 10', async () => {
    const decided = usual.decide({ destination: 'UT', at: NOW, now: NOW, certificates: [] })
    const result = await verify(dose({}), {
      decide: () => ({ ...decided, result: 'more-needed', needs: ['test'] }),
    })
    assert.deepEqual(tell(result), ['more-needed', 10, 'policy.more-needed'])
  })

  test('undecided 21: no rules, or none of the destination', async () => {
    const unknown = ['undecided', 21, 'policy.unknown']
    assert.deepEqual(tell(await makeVerifier(TRUSTED).verify(dose({}), context())), unknown)
    assert.deepEqual(tell(await verify(dose({}), createPolicies({}))), unknown)
    assert.deepEqual(tell(await verify(dose({}), usual, context({ destination: 'XE' }))), unknown)
    const tests = createPolicies({ rules: RULES.slice(1) })
    assert.deepEqual(tell(await verify(dose({}), tests)), unknown)
  })

  test('undecided 20: rules that nobody confirmed for long', async () => {
    const old = createPolicies({ rules: RULES, asOf: NOW - 91 * 86_400 })
    assert.deepEqual(tell(await verify(dose({}), old)), ['undecided', 20, 'policy.outdated'])
  })

  test('undecided 22: a value is missing, or a rule cannot be evaluated', async () => {
    const ofAge: JsonObject = {
      'not-before': [
        { plusTime: [{ var: 'external.validationClock' }, -18, 'year'] },
        { plusTime: [{ var: 'payload.dob' }, 0, 'day'] },
      ],
    }
    const adults = createPolicies({ rules: [makeRuleFor('v', ofAge)] })
    const missing = await verify(dose({ dob: '2003' }), adults)
    assert.deepEqual(tell(missing), ['undecided', 22, 'policy.value-missing'])
    assert.deepEqual(missing.policy?.missingFields, ['holder.birthDate'])
    const broken = createPolicies({ rules: [makeRule({ before: ['x', 'y'] })] })
    assert.deepEqual(tell(await verify(dose({}), broken)), [
      'undecided',
      22,
      'policy.not-evaluable',
    ])
    const future = createPolicies({ rules: [makeRule(true, { EngineVersion: '2.0.1' })] })
    assert.deepEqual(tell(await verify(dose({}), future)), [
      'undecided',
      22,
      'policy.not-evaluable',
    ])
    for (const result of [missing, await verify(dose({}), broken)]) {
      assert.ok(!('certificate' in result))
    }
  })

  test('specimens 31, with what they would have been', async () => {
    for (const [written, as, asExitCode] of [
      [{}, 'accepted', 0],
      [{ dn: 1 }, 'refused', 11],
    ] as const) {
      const result = await verify(dose({ ...written, by: specimen }))
      assert.equal(result.verdict, 'specimen')
      assert.ok(result.verdict === 'specimen')
      assert.deepEqual([result.exitCode, result.as, result.asExitCode], [31, as, asExitCode])
    }
    const result = await verify(dose({ by: specimen }), createPolicies({}))
    assert.ok(result.verdict === 'specimen')
    assert.deepEqual([result.as, result.asExitCode], ['undecided', 21])
  })

  test('genuine 3 where none were asked for', async () => {
    assert.deepEqual(tell(await verify(dose({}), UNASKED, { now: NOW })), ['genuine', 3, undefined])
  })
})

describe('what is not genuine, or not in force', () => {
  const text = dose({})
  const cases: readonly (readonly [string, string | readonly string[], number, VerifyContext?])[] =
    [
      ['signed by a stranger', dose({ by: stranger }), 20],
      ['damaged', `${text.slice(0, -4)}0000`, 12],
      ['over', text, 15, context({}, EXPIRES_AT + 1)],
      ['not begun', text, 15, context({}, NOW - 10 * 86_400)],
      ['something else', 'https://example.org/', 30],
      ['with one that is damaged', [text, `${text.slice(0, -4)}0000`], 12],
      ["with another holder's", [text, dose({ nam: BERT })], 11],
      ['with one of whom it is unclear', [text, dose({ dob: '1980' })], 22],
    ]
  for (const [name, texts, exitCode, asked] of cases) {
    test(`${name}: no entry rule is asked, ${exitCode}`, async () => {
      const result = await verify(texts, UNASKED, asked)
      assert.equal(result.exitCode, exitCode, result.code)
      assert.equal(result.policy?.result, 'open')
      assert.deepEqual(result.policy?.reasons, [])
    })
  }
})

describe('the time of the arrival', () => {
  test('moves the rules alone', async () => {
    const at = (date: string) => context({ at: Date.parse(date) / 1000 })
    assert.equal((await verify(dose({}), usual, at('2022-01-15T00:00:00Z'))).exitCode, 0)
    assert.equal((await verify(dose({}), usual, at('2022-01-15T00:00:01Z'))).exitCode, 11)
    // The certificate is over then, and the rules are old: neither counts by the time of the arrival.
    const lenient = createPolicies({ rules: [makeRule(true)], asOf: NOW })
    const later = context({ at: EXPIRES_AT + 1000 * 86_400 })
    assert.equal((await verify(dose({}), lenient, later)).exitCode, 0)
    const before = context({ at: Date.parse('2021-04-01') / 1000 })
    assert.equal((await verify(dose({}), lenient, before)).exitCode, 11)
  })

  test('is a whole day, where the hour is not known', async () => {
    const day = context({
      at: Date.parse('2022-01-15T00:00:00Z') / 1000,
      until: Date.parse('2022-01-15T23:59:59Z') / 1000,
    })
    assert.deepEqual(tell(await verify(dose({}), usual, day)), [
      'undecided',
      22,
      'policy.value-missing',
    ])
  })
})

describe('several certificates of one holder', () => {
  test('one that is taken is enough, and is shown', async () => {
    const together = await verify([dose({ dn: 1 }), pcr({})])
    assert.deepEqual(tell(together), ['accepted', 0, undefined])
    assert.deepEqual(together.policy?.show, [1])
    const verifier = makeVerifier(TRUSTED, { policies: usual })
    const { verification, parts } = await verifier.verifyTogether(
      [dose({ dn: 1 }), pcr({})],
      context(),
    )
    assert.deepEqual(tell(verification), ['accepted', 0, undefined])
    // Each by itself is judged by itself.
    assert.deepEqual(
      parts.map((part) => part.verification.exitCode),
      [11, 0],
    )
    const apart = await verifier.verifyAll([dose({ dn: 1 }), pcr({})], context())
    assert.deepEqual(
      apart.map((part) => part.verification.exitCode),
      [11, 0],
    )
  })

  test('facts of different holders are never combined', async () => {
    const requests: PolicyRequest[] = []
    const listening: EntryPolicies = {
      decide(request) {
        requests.push(request)
        return usual.decide(request)
      },
    }
    const verifier = makeVerifier(TRUSTED, { policies: listening })
    const texts = [dose({ dn: 1 }), pcr({ nam: BERT })]
    const { verification, parts } = await verifier.verifyTogether(texts, context())
    assert.deepEqual(tell(verification), ['refused', 11, 'holder.mismatch'])
    assert.equal(parts.length, 2)
    assert.ok(requests.length > 0)
    for (const { certificates } of requests) assert.equal(certificates.length, 1)
    const unclear = await verifier.verify([dose({ dn: 1 }), pcr({ dob: '1980' })], context())
    assert.deepEqual(tell(unclear), ['undecided', 22, 'holder.unclear'])
  })

  test('one of them a specimen: together they are one', async () => {
    const result = await verify([dose({ dn: 1 }), pcr({ by: specimen })])
    assert.equal(result.exitCode, 31)
  })
})
