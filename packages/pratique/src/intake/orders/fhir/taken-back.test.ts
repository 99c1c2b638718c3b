/**
 * What a Bundle asks to delete is no fact, and neither is a value that an extension takes back.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesOf, sampleJson } from '../../../../test/intake-samples.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { readIntake } from '../read-intake.ts'
import { isTaken } from '../row.ts'

const SAMPLE = sampleJson('fhir-test.json')
const DOSE = sampleJson('fhir-immunization.json')

function entriesOf(bundle: JsonObject): readonly JsonObject[] {
  const { entry } = bundle
  assert.ok(Array.isArray(entry))
  return entry.map((each) => Object(each))
}

function kindsOf(bundle: JsonObject): readonly string[] {
  return readIntake(bytesOf(JSON.stringify(bundle))).map((row) =>
    isTaken(row) ? 'taken' : [...new Set(row.faults.map(({ kind }) => kind))].join(' '),
  )
}

/** The sample as a transaction, with other entries. */
function transaction(entry: readonly JsonObject[]): JsonObject {
  return { ...SAMPLE, type: 'transaction', entry }
}

const isOf = (type: string) => (entry: JsonObject) =>
  Object(entry['resource']).resourceType === type
const ENTRIES = entriesOf(SAMPLE)
const at = (type: string): number => {
  const found = ENTRIES.findIndex(isOf(type))
  assert.ok(found >= 0, type)
  return found
}
/** Gives the entry of a type a request. */
function requested(type: string, method: JsonValue): JsonObject {
  const index = at(type)
  const { id } = Object(ENTRIES[index]?.['resource'])
  const request = { method, url: `${type}/${id}` }
  return transaction(ENTRIES.with(index, { ...ENTRIES[index], request }))
}

describe('an entry with a request', () => {
  test('is what it states, where it is put or posted', () => {
    for (const method of ['PUT', 'POST']) {
      for (const type of ['Observation', 'Patient', 'DiagnosticReport', 'Specimen']) {
        if (ENTRIES.some(isOf(type))) assert.deepEqual(kindsOf(requested(type, method)), ['taken'])
      }
    }
  })

  test('is none, where it is deleted, changed or of no method that is known', () => {
    for (const method of ['DELETE', 'PATCH', 'delete', 'GET', 7, null]) {
      assert.deepEqual(kindsOf(requested('Observation', method)), ['not-final'], String(method))
    }
    for (const type of ['Patient', 'Specimen']) {
      assert.deepEqual(kindsOf(requested(type, 'DELETE')), ['unresolved'], type)
    }
  })

  test('takes back what it names without stating it', () => {
    const index = at('Observation')
    const { resource } = ENTRIES[index] ?? {}
    const observation = { ...Object(resource), id: 'o1' }
    for (const [entry, url] of [
      [{ resource: observation }, 'Observation/o1'],
      [{ resource: observation }, 'https://lab.example/fhir/Observation/o1/_history/2'],
      [{ resource: observation, fullUrl: 'https://a.example/Observation/o1' }, 'Observation/o1'],
      [{ resource: observation, fullUrl: 'urn:uuid:1-2' }, 'urn:uuid:1-2'],
    ] as const) {
      const list = [{ request: { method: 'DELETE', url } }, ...ENTRIES.with(index, entry)]
      assert.ok(!kindsOf(transaction(list)).includes('taken'), url)
    }
    const other = { request: { method: 'DELETE', url: 'Observation/o2' } }
    assert.deepEqual(kindsOf(transaction([other, ...ENTRIES])), ['taken'])
    const read = { request: { method: 'GET', url: 'Observation?code=94500-6' } }
    assert.deepEqual(kindsOf(transaction([read, ...ENTRIES])), ['taken'])
  })

  test('refuses the Bundle where nobody can tell what is deleted', () => {
    for (const request of [
      { method: 'DELETE', url: 'Observation?identifier=1' },
      { method: 'DELETE' },
      { method: 'PATCH', url: 7 },
      'DELETE',
    ]) {
      assert.deepEqual(kindsOf(transaction([{ request }, ...ENTRIES])), ['not-understood'])
    }
  })

  test('takes its siblings and the members of a report with it', () => {
    const index = at('Observation')
    const result = Object(ENTRIES[index]?.['resource'])
    const copy = { resource: { ...result, id: 'copy' }, request: { method: 'DELETE' } }
    assert.deepEqual(kindsOf(transaction([...ENTRIES, copy])), ['not-final', 'not-final'])
    const report = requested('DiagnosticReport', 'DELETE')
    assert.deepEqual(kindsOf(report), ['not-final', 'not-final'])
  })
})

const HL7 = 'http://hl7.org/fhir/StructureDefinition/'
const extended = (url: string): JsonObject => ({ extension: [{ url, valueCode: 'unknown' }] })
const ABSENT = extended(`${HL7}data-absent-reason`)

/** Of the sample's Patient. */
function officialName(): JsonObject {
  const { name } = Object(ENTRIES[at('Patient')]?.['resource'])
  return name.find(({ use }: JsonObject) => use === 'official')
}

describe('an extension', () => {
  /** The sample with more members in a resource. */
  const having = (type: string, more: JsonObject): readonly string[] => {
    const index = at(type)
    const resource = { ...Object(ENTRIES[index]?.['resource']), ...more }
    return kindsOf({ ...SAMPLE, entry: ENTRIES.with(index, { ...ENTRIES[index], resource }) })
  }

  test('of a primitive that is read takes its value back', () => {
    for (const name of ['_status', '_effectiveDateTime', '_valueCodeableConcept']) {
      assert.deepEqual(having('Observation', { [name]: ABSENT }), ['not-understood'], name)
    }
    assert.deepEqual(having('Patient', { _birthDate: ABSENT }), ['not-understood'])
    assert.deepEqual(having('Patient', { _active: ABSENT }), ['not-understood'])
    const accuracy = extended('https://hl7.org.au/fhir/StructureDefinition/date-accuracy-indicator')
    assert.deepEqual(having('Patient', { _birthDate: accuracy }), ['not-understood'])
    const name = officialName()
    for (const more of [{ _family: ABSENT }, { _given: [ABSENT] }, { _given: [null, ABSENT] }]) {
      assert.deepEqual(having('Patient', { name: [{ ...name, ...more }] }), ['not-understood'])
    }
  })

  test('of a coded element takes it back', () => {
    const { valueCodeableConcept, code } = Object(ENTRIES[at('Observation')]?.['resource'])
    for (const url of ['data-absent-reason', 'iso21090-nullFlavor', 'iso21090-uncertainty']) {
      const more = extended(`${HL7}${url}`)
      const value = { ...valueCodeableConcept, ...more }
      const own = having('Observation', { valueCodeableConcept: value })
      assert.deepEqual(own, ['not-understood'], url)
      assert.deepEqual(having('Observation', { code: { ...code, ...more } }), ['not-understood'])
    }
  })

  test('that only adds changes nothing', () => {
    const name = officialName()
    const harmless: readonly JsonObject[] = [
      { _birthDate: extended(`${HL7}patient-birthTime`) },
      { _birthDate: { id: 'a' } },
      { _gender: ABSENT },
      { name: [{ ...name, _family: extended(`${HL7}humanname-own-prefix`) }] },
      { name: [{ ...name, _given: [extended(`${HL7}iso21090-EN-qualifier`)] }] },
      extended('https://lab.example/ward'),
    ]
    for (const more of harmless) assert.deepEqual(having('Patient', more), ['taken'])
    const own = { _issued: ABSENT, ...extended('https://lab.example/device') }
    assert.deepEqual(having('Observation', own), ['taken'])
  })

  test('of a dose takes back whether it was given wholly, and which it was', () => {
    const doseOf = (more: JsonObject): readonly string[] => kindsOf({ ...DOSE, ...more })
    assert.deepEqual(doseOf({}), ['taken'])
    for (const name of ['_isSubpotent', '_primarySource', '_lotNumber', '_occurrenceDateTime']) {
      assert.deepEqual(doseOf({ [name]: ABSENT }), ['not-understood'], name)
    }
    const protocolApplied = [{ _doseNumberPositiveInt: ABSENT }]
    assert.ok(doseOf({ protocolApplied }).includes('not-understood'))
  })
})
