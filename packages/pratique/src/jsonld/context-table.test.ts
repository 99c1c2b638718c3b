/**
 * What of contexts is read, and what is refused because it is not.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { canonicalize } from './canonicalize.ts'
import { createContextTable } from './context-table.ts'
import { toQuads } from './to-quads.ts'

const URL = 'https://example.com/context'
const OTHER = 'https://example.com/other'

function quadsOf(context: JsonValue, members: JsonObject, urls: JsonValue = URL): string {
  const table = createContextTable([{ urls: [URL, OTHER], context }])
  return canonicalize(toQuads({ ...members, '@context': urls }, table).quads)
}

describe('contexts that are read', () => {
  test('terms are made of terms that come later', () => {
    const context = { name: 'ex:name', ex: 'https://example.com/' }
    assert.equal(quadsOf(context, { name: 'x' }), '_:c14n0 <https://example.com/name> "x" .\n')
  })

  test('a prefix must end as one (JSON-LD 1.1 §4.1.5)', () => {
    const context = { name: 'ex:name', ex: 'https://example.com/v1' }
    assert.equal(quadsOf(context, { name: 'x' }), '_:c14n0 <ex:name> "x" .\n')
  })

  test('a term with a definition of its own is no prefix', () => {
    const context = { name: 'ex:name', ex: { '@id': 'https://example.com/' } }
    assert.equal(quadsOf(context, { name: 'x' }), '_:c14n0 <ex:name> "x" .\n')
  })

  test('a list of contexts, and one context under two addresses', () => {
    const context = [{ '@version': 1.1 }, { '@protected': true, name: 'urn:name' }]
    assert.equal(quadsOf(context, { name: 'x' }, [URL, OTHER]), '_:c14n0 <urn:name> "x" .\n')
  })

  test('many lists of contexts, of which some are remembered', () => {
    const sources = Array.from({ length: 40 }, (_, n) => ({
      urls: [`${URL}${n}`],
      context: { name: `urn:name${n}` },
    }))
    const table = createContextTable(sources)
    for (const { urls } of sources) toQuads({ '@context': urls, name: 'x' }, table)
    assert.ok(table.parsed.size <= 16)
  })
})

describe('contexts that are refused', () => {
  const id = 'urn:x'
  const CONTEXTS: readonly (readonly [string, JsonValue])[] = [
    ['an old version', { '@version': 1 }],
    ['a vocabulary', { '@vocab': id }],
    ['a language', { '@language': 'en' }],
    ['an import', { '@import': OTHER }],
    ['a base at the root', { '@base': id }],
    ['protection by a word', { '@protected': 'yes' }],
    ['null', null],
    ['a number', 5],
    ['itself', URL],
    ['an address that is not known', 'https://example.com/missing'],
    ['a term that is null', { name: null }],
    ['a term without an IRI', { name: {} }],
    ['a term that is a list', { name: [id] }],
    ['a term that is a relative IRI', { name: 'x' }],
    ['a term that is itself', { name: 'name' }],
    ['terms that are made of each other', { a: 'b', b: 'a' }],
    ['a term that is a blank node', { name: '_:x' }],
    ['a term in the form of an IRI', { 'ex:name': id }],
    ['a term without a name', { '': id }],
    ['another name for a keyword that is not implemented', { list: '@list' }],
    ['a reversed property', { name: { '@reverse': id } }],
    ['a language of a term', { name: { '@id': id, '@language': 'en' } }],
    ['a container by index', { name: { '@id': id, '@container': '@index' } }],
    ['two containers', { name: { '@id': id, '@container': ['@set'] } }],
    ['a type that is no text', { name: { '@id': id, '@type': 5 } }],
    ['no type', { name: { '@id': id, '@type': '@none' } }],
    ['a keyword as a datatype', { type: '@type', name: { '@id': id, '@type': 'type' } }],
    ['doubles', { name: { '@id': id, '@type': 'http://www.w3.org/2001/XMLSchema#double' } }],
    ['an address as a scoped context', { name: { '@id': id, '@context': OTHER } }],
  ]
  for (const [name, context] of CONTEXTS) {
    test(name, () => {
      assert.throws(() => quadsOf(context, {}), { name: 'FormatError', code: 'format.context' })
    })
  }

  test('a scoped context, where a document comes to it', () => {
    const context = { name: { '@id': 'urn:x', '@context': { '@base': 'x' } } }
    assert.throws(() => quadsOf(context, { name: {} }), { code: 'format.context' })
  })
})

describe('protected terms (JSON-LD 1.1 §4.1.11)', () => {
  const protectedName = { '@protected': true, name: { '@id': 'urn:name', '@type': '@id' } }

  test('may be said again, but not otherwise', () => {
    assert.doesNotThrow(() => quadsOf([protectedName, protectedName], {}))
    assert.doesNotThrow(() => quadsOf([protectedName, { name: protectedName.name }], {}))
    for (const name of ['urn:name', 'urn:other', { '@id': 'urn:name', '@type': '@vocab' }]) {
      assert.throws(() => quadsOf([protectedName, { name }], {}), { code: 'format.document' })
    }
  })

  test('stay protected where an unprotected definition says the same', () => {
    const contexts = [protectedName, { name: protectedName.name }, { name: 'urn:other' }]
    assert.throws(() => quadsOf(contexts, {}), { code: 'format.document' })
  })

  test('may be changed by the context of a property', () => {
    const part = { '@id': 'urn:part', '@context': { name: 'urn:other' } }
    const text = quadsOf([protectedName, { part }], { part: { name: 'x' } })
    assert.match(text, /<urn:other> "x"/)
  })
})
