import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { collectPolicies, destinationsOf, toDatedPolicy } from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'
import { listDestinations } from './destinations.ts'
import { readCarriedPolicy } from './entry-policies.ts'

const SHIPPED = new URL('../../../cli/data/policies/', import.meta.url)

function carry(kind: 'pratique-policy' | 'eu-rules', value: unknown) {
  return { kind, bytes: new TextEncoder().encode(JSON.stringify(value)) }
}

describe('destinations', () => {
  it('are those that the engine knows, of what comes with the page', () => {
    const carried = readdirSync(SHIPPED)
      .filter((name) => !name.endsWith('.cases.json'))
      .map((name) => new Uint8Array(readFileSync(new URL(name, SHIPPED))))
      .map((bytes) => ({ kind: 'pratique-policy' as const, bytes }))
    const files = carried.map((each) => toDatedPolicy(readCarriedPolicy(each), undefined))
    const known = destinationsOf(collectPolicies(files, createTerminology()))
    const listed = listDestinations(carried, true)
    assert.deepEqual(
      listed.map(({ code }) => code),
      ['*', ...known],
    )
    assert.ok(listed.every(({ isExample }) => isExample))
  })

  it('are the countries of rules for arrivals, as the EU writes them', () => {
    const rules = [{ Country: 'el' }, { Country: 'AT' }, { Country: 'DE', Type: 'Invalidation' }]
    assert.deepEqual(listDestinations([carry('eu-rules', rules)], false), [
      { code: 'AT', isExample: false },
      { code: 'GR', isExample: false },
    ])
  })

  it('have the purposes of their own policies, and of those for all', () => {
    const policies = [
      { destinations: ['SA'], appliesTo: { purposes: ['pilgrimage', 'work'] } },
      { destinations: '*', appliesTo: { purposes: ['transit'] } },
      { destinations: ['CH'] },
    ].map((policy) => carry('pratique-policy', policy))
    assert.deepEqual(listDestinations(policies, false), [
      { code: '*', isExample: false, purposes: ['transit'] },
      { code: 'CH', isExample: false, purposes: ['transit'] },
      { code: 'SA', isExample: false, purposes: ['pilgrimage', 'transit', 'work'] },
    ])
  })

  it('are none where nothing is known', () => {
    assert.deepEqual(listDestinations([], true), [])
  })
})
