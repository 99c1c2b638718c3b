import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RevocationList } from 'pratique/revocation'
import { OFFICIAL_USE, type TrustList } from 'pratique/trust'
import { type DatedData, tellFreshness } from './freshness.ts'

const DAY = 24 * 60 * 60
const NOW = 1_800_000_000

const EU: TrustList = {
  framework: 'hcert',
  name: 'eu',
  isSigned: true,
  asOf: NOW - 10 * DAY,
  freshUntil: NOW + 20 * DAY,
}
const CARDS: TrustList = {
  framework: 'smart-health-card',
  name: 'vci-directory',
  isSigned: true,
  asOf: NOW - 100 * DAY,
  freshUntil: NOW + 80 * DAY,
}
const CARD_LIST: RevocationList = {
  framework: 'smart-health-card',
  issuer: 'https://issuer.example',
  isComplete: true,
  isRevoked: () => false,
}
const NOTHING: DatedData = { lists: [], revocation: [], policies: [] }

describe('freshness of keys', () => {
  it('has the oldest date of those that count', () => {
    const { keys } = tellFreshness({ ...NOTHING, lists: [EU, CARDS] }, NOW)
    assert.deepEqual([keys.status, keys.asOf], ['fresh', CARDS.asOf])
    const dates = keys.networks.map(({ framework, asOf, status }) => [framework, asOf, status])
    assert.deepEqual(dates.slice(0, 2), [
      ['hcert', EU.asOf, 'fresh'],
      ['smart-health-card', CARDS.asOf, 'fresh'],
    ])
  })

  it('counts for an office what that takes, and nothing else', () => {
    const data = { ...NOTHING, office: OFFICIAL_USE }
    assert.equal(tellFreshness({ ...data, lists: [CARDS] }, NOW).keys.status, 'missing')
    const { keys } = tellFreshness({ ...data, lists: [EU, CARDS] }, NOW)
    assert.deepEqual([keys.status, keys.asOf], ['fresh', EU.asOf])
    assert.deepEqual(
      keys.networks.map(({ framework }) => framework),
      ['hcert'],
    )
    const revocation = [CARD_LIST]
    const { revocations } = tellFreshness({ ...data, lists: [CARDS], revocation }, NOW)
    assert.deepEqual(revocations, { status: 'missing' })
  })

  it('is too old from the first second on that one list is', () => {
    const lists = [EU, CARDS]
    const at = (now: number) => tellFreshness({ ...NOTHING, lists }, now).keys.status
    assert.equal(at(NOW + 20 * DAY), 'fresh')
    assert.equal(at(NOW + 20 * DAY + 1), 'too-old')
  })

  it('is missing where there is nothing at all', () => {
    assert.deepEqual(tellFreshness(NOTHING, NOW).keys.status, 'missing')
  })
})

describe('freshness of revocations', () => {
  it('takes the date of the keys that an undated list came with', () => {
    const data = { ...NOTHING, lists: [CARDS], revocation: [CARD_LIST] }
    const { revocations } = tellFreshness(data, NOW)
    assert.deepEqual(revocations, { status: 'fresh', asOf: CARDS.asOf })
    assert.equal(tellFreshness(data, NOW + 81 * DAY).revocations.status, 'too-old')
  })

  it('goes by what a list says of itself', () => {
    const own = { ...CARD_LIST, asOf: NOW - DAY, freshUntil: NOW + DAY }
    const data = { ...NOTHING, lists: [CARDS], revocation: [own] }
    assert.deepEqual(tellFreshness(data, NOW).revocations, { status: 'fresh', asOf: NOW - DAY })
    assert.equal(tellFreshness(data, NOW + 2 * DAY).revocations.status, 'too-old')
  })

  it('is too old where the issuer announces a newer one', () => {
    const revocation = [{ ...CARD_LIST, isSuperseded: true }]
    const data = { ...NOTHING, lists: [CARDS], revocation }
    assert.equal(tellFreshness(data, NOW).revocations.status, 'too-old')
  })
})

describe('freshness of policies', () => {
  it('goes by the oldest date on which somebody confirmed one', () => {
    const policies = [
      { kind: 'pratique-policy', asOf: NOW - 80 * DAY },
      { kind: 'eu-rules', asOf: NOW },
      { kind: 'eu-value-sets', asOf: NOW - 900 * DAY },
    ] as const
    const data = { ...NOTHING, policies }
    assert.deepEqual(tellFreshness(data, NOW).policies, { status: 'fresh', asOf: NOW - 80 * DAY })
    assert.equal(tellFreshness(data, NOW + 11 * DAY).policies.status, 'too-old')
  })

  it('is missing without any', () => {
    assert.deepEqual(tellFreshness(NOTHING, NOW).policies, { status: 'missing' })
  })
})
