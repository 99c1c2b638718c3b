/**
 * When entry rules are asked at all, what they are asked, and what their answer comes to.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ANNA,
  type ChangedChecks,
  makeCertificate,
  makeFindings,
} from '../../test/made-findings.ts'
import type {
  EntryPolicies,
  OpenCause,
  PolicyDecision,
  PolicyRequest,
  PolicyResult,
} from '../policy/answer.ts'
import type { Candidate } from '../trust/store.ts'
import { applyPolicy } from './apply-policy.ts'
import type { Findings } from './findings.ts'

const CONTEXT = { now: 1000, policy: { destination: 'UT', at: 2000, until: 3000, region: 'North' } }

interface Listener extends EntryPolicies {
  readonly requests: PolicyRequest[]
}

/** Rules that answer always the same, and remember what they were asked. */
function listen(result: PolicyResult = 'passed', cause?: OpenCause): Listener {
  const requests: PolicyRequest[] = []
  const decision = { destination: 'UT', result, ...(cause && { cause }) } as PolicyDecision
  return {
    requests,
    decide(request) {
      requests.push(request)
      return decision
    },
  }
}

const GENUINE = makeFindings(makeCertificate(ANNA))

describe('entry rules', () => {
  test('are not asked unless somebody wants to know', () => {
    const policies = listen()
    assert.equal(applyPolicy(GENUINE, [GENUINE], { now: 1000 }, policies), GENUINE)
    assert.deepEqual(policies.requests, [])
  })

  const WRONG: readonly ChangedChecks[] = [
    { signature: ['failed', 'signature.wrong'] },
    { signer: ['indeterminate', 'signer.unknown'] },
    { revocation: ['indeterminate', 'revocation.stale'] },
    { validity: ['failed', 'validity.expired'] },
    { content: ['failed', 'content.missing'] },
    { holder: ['failed', 'holder.mismatch'] },
  ]
  for (const changes of WRONG) {
    for (const isSpecimen of [false, true]) {
      test(`are not asked where ${JSON.stringify(changes)}, specimen: ${isSpecimen}`, () => {
        const findings = makeFindings(makeCertificate(ANNA), changes, isSpecimen)
        const policies = listen()
        assert.equal(applyPolicy(findings, [findings], CONTEXT, policies), findings)
        assert.deepEqual(policies.requests, [])
      })
    }
  }

  test('are asked of specimens and of what nobody said whose key it is', () => {
    const specimen = makeFindings(makeCertificate(ANNA), {}, true)
    const { verified: _, ...unnamed } = GENUINE
    for (const findings of [specimen, unnamed]) {
      const { checks, decision } = applyPolicy(findings, [findings], CONTEXT, listen())
      assert.equal(checks.policy.status, 'passed')
      assert.equal(decision?.result, 'passed')
    }
  })

  test('that nobody knows are not met', () => {
    const { checks, decision } = applyPolicy(GENUINE, [GENUINE], CONTEXT, undefined)
    assert.deepEqual(checks.policy, {
      check: 'policy',
      status: 'indeterminate',
      code: 'policy.unknown',
    })
    assert.equal(decision, undefined)
    assert.deepEqual({ ...checks, policy: GENUINE.checks.policy }, GENUINE.checks)
  })

  const ANSWERS: readonly (readonly [PolicyResult, OpenCause | undefined, string, string?])[] = [
    ['passed', undefined, 'passed'],
    ['failed', undefined, 'failed', 'policy.not-met'],
    ['more-needed', undefined, 'failed', 'policy.more-needed'],
    ['open', 'no-rules', 'indeterminate', 'policy.unknown'],
    ['open', 'outdated', 'indeterminate', 'policy.outdated'],
    ['open', 'evidence', 'indeterminate', 'policy.evidence'],
    ['open', 'value-missing', 'indeterminate', 'policy.value-missing'],
    ['open', 'error', 'indeterminate', 'policy.not-evaluable'],
    ['open', undefined, 'indeterminate', 'policy.not-evaluable'],
  ]
  for (const [result, cause, status, code] of ANSWERS) {
    test(`${result} ${cause ?? ''}: ${status} ${code ?? ''}`, () => {
      const { checks } = applyPolicy(GENUINE, [GENUINE], CONTEXT, listen(result, cause))
      assert.deepEqual(checks.policy, { check: 'policy', status, ...(code && { code }) })
      assert.deepEqual({ ...checks, policy: GENUINE.checks.policy }, GENUINE.checks)
    })
  }
})

describe('what they are asked', () => {
  function ask(parts: readonly Findings[]): PolicyRequest | undefined {
    const policies = listen()
    applyPolicy(GENUINE, parts, CONTEXT, policies)
    return policies.requests[0]
  }

  function signedBy(issuer: string): Candidate {
    const record = { issuer, keyId: 'kid', evidence: 'listed' }
    return { record, trusted: { isSpecimen: false } } as unknown as Candidate
  }

  test('is the journey, at its time and today', () => {
    const { certificates, ...rest } = ask([GENUINE]) ?? {}
    assert.deepEqual(rest, { ...CONTEXT.policy, now: 1000 })
    assert.equal(certificates?.length, 1)
  })

  test('is every certificate, with who signed it and how old the lists are', () => {
    const lists = [{ asOf: 70 }, { asOf: 60 }, {}] as unknown as Findings['lists']
    const dated = { ...GENUINE, lists, revocationAsOf: 50, verified: signedBy('FR') }
    const addressed = { ...GENUINE, format: 'nz-pass', verified: signedBy('did:web:nzcp.example') }
    const { certificate } = GENUINE
    assert.deepEqual(ask([dated, addressed])?.certificates, [
      {
        certificate,
        format: 'eu-dcc',
        issuer: { country: 'FR', evidence: 'listed' },
        keyId: 'kid',
        keysAsOf: 60,
        revocationAsOf: 50,
      },
      {
        certificate,
        format: 'nz-pass',
        issuer: { url: 'did:web:nzcp.example', evidence: 'listed' },
        keyId: 'kid',
      },
    ])
  })

  test('is nothing that was not read, not verified, or of no format', () => {
    const { certificate: _, ...unread } = GENUINE
    const { verified: __, ...unverified } = GENUINE
    const { format: ___, ...formless } = GENUINE
    assert.deepEqual(ask([unread, unverified, formless])?.certificates, [])
    assert.equal(ask([unread, GENUINE, unverified])?.certificates.length, 1)
  })
})
