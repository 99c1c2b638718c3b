/**
 * RDFC-1.0 with rdf-canonize as the oracle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonizeQuadsElsewhere } from '../../test/json-ld.ts'
import { canonicalize } from './canonicalize.ts'
import { type Blank, type Quad, XSD_INTEGER, XSD_STRING } from './terms.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const P = 'https://example.com/p'
const Q = 'https://example.com/q'

describe('RDFC-1.0 §4.4: labels of blank nodes', () => {
  const GRAPHS: readonly (readonly [string, readonly Quad[]])[] = [
    ['nothing', []],
    ['one node', [text('a', P, 'x')]],
    ['a node that points at itself', [edge('a', P, 'a')]],
    ['two nodes that differ', [text('a', P, 'x'), text('b', P, 'y')]],
    ['two nodes that do not', [text('a', P, 'x'), text('b', P, 'x')]],
    ['a chain', [edge('a', P, 'b'), edge('b', P, 'c'), edge('c', P, 'd')]],
    ['a cycle of three', cycle(3)],
    ['a cycle of eight', cycle(8)],
    ['two cycles of three', [...cycle(3), ...cycle(3, 'other')]],
    ['cycles of three and four', [...cycle(3), ...cycle(4, 'other')]],
    ['a cycle both ways', [...cycle(5), ...cycle(5).map(turn)]],
    ['a clique of three', clique(3)],
    ['a clique of four', clique(4)],
    ['a clique of four with one node marked', [...clique(4), text('n1', P, 'x')]],
    ['a star', Array.from({ length: 63 }, (_, n) => edge('a', P, `n${n}`))],
    ['a double edge', [edge('a', P, 'b'), edge('a', Q, 'b'), edge('b', P, 'a')]],
    ['a blank graph', [{ ...text('a', P, 'x'), graph: blank('g') }]],
    ['two blank graphs alike', ['g', 'h'].map((g) => ({ ...edge('a', P, 'b'), graph: blank(g) }))],
    ['a node that is its graph', [{ ...edge('a', P, 'b'), graph: blank('a') }]],
    ['a named graph', [{ ...edge('a', P, 'b'), graph: { type: 'iri', value: Q } }]],
  ]
  for (const [name, quads] of GRAPHS) test(name, () => checkAgainstOracle(quads))

  test('the order and the labels make no difference', () => {
    const quads = [...cycle(5), ...clique(3).map(turn), text('n0', P, 'x')]
    const renamed = quads.toReversed().map((quad) => rename(quad, (label) => `z${label}`))
    assert.equal(canonicalize(renamed), canonicalize(quads))
  })

  test('a statement twice stands once', () => {
    assert.equal(canonicalize([text('a', P, 'x'), text('a', P, 'x')]).split('\n').length, 2)
  })
})

describe('canonical N-Quads', () => {
  test('every character of Latin-1, and some past it', async () => {
    const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
    const texts = [...characters, '\u2028', '\ufeff', '水', '😀', '\ue000', 'a"b\\c\nd']
    await checkAgainstOracle(texts.map((value) => text('a', P, value)))
  })

  test('what no IRI may hold is escaped', async () => {
    const quad = edge('a', 'https://example.com/<>"{}|^`\\\u0001\u007fä', 'b')
    await checkAgainstOracle([{ ...quad, subject: { type: 'iri', value: 'urn:x> <y' } }])
  })

  test('a datatype is written, but for strings', () => {
    const object = { type: 'literal', value: '1', datatype: XSD_INTEGER } as const
    const number = { ...text('a', P, '1'), object }
    assert.equal(
      canonicalize([number, text('a', P, '1')]),
      `_:c14n0 <${P}> "1" .\n_:c14n0 <${P}> "1"^^<${XSD_INTEGER}> .\n`,
    )
  })
})

describe('bounds', () => {
  const code = { name: 'FormatError', code: 'format.document' }

  test('64 blank nodes, and no more', () => {
    const nodes = (count: number) =>
      Array.from({ length: count }, (_, n) => text(`n${n}`, P, String(n)))
    assert.doesNotThrow(() => canonicalize(nodes(64)))
    assert.throws(() => canonicalize(nodes(65)), code)
    assert.doesNotThrow(() => canonicalize(nodes(65), { maxBlankNodes: 65 }))
  })

  test('graphs made to take for ever are refused soon', () => {
    const startedAt = performance.now()
    const manyEdges = Array.from({ length: 300 }, (_, n) => `${P}${n}`).flatMap((predicate) =>
      clique(6).map((quad) => ({ ...quad, predicate })),
    )
    for (const quads of [clique(9), clique(20), clique(64), manyEdges]) {
      assert.throws(() => canonicalize(quads), code)
    }
    assert.ok(performance.now() - startedAt < 5_000)
  })
})

test('any small graph is what the oracle makes of it', async () => {
  const label = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const predicate = fc.constantFrom(P, P, Q)
  const object = fc.oneof(
    { weight: 4, arbitrary: label.map(blank) },
    fc.constantFrom('x', 'y').map(literal),
    fc.constant({ type: 'iri', value: 'urn:x' } as const),
  )
  const quad = fc
    .record({ subject: label.map(blank), predicate, object, graph: fc.option(label.map(blank)) })
    .map(({ graph, ...triple }): Quad => (graph === null ? triple : { ...triple, graph }))
  const quads = fc.uniqueArray(quad, { maxLength: 8, selector: (each) => JSON.stringify(each) })
  await fc.assert(fc.asyncProperty(quads, checkAgainstOracle), RUNS)
})

async function checkAgainstOracle(quads: readonly Quad[]): Promise<void> {
  assert.equal(canonicalize(quads), await canonizeQuadsElsewhere(quads))
}

function blank(label: string): Blank {
  return { type: 'blank', label }
}

function literal(value: string): Quad['object'] {
  return { type: 'literal', value, datatype: XSD_STRING }
}

function text(label: string, predicate: string, value: string): Quad {
  return { subject: blank(label), predicate, object: literal(value) }
}

function edge(from: string, predicate: string, to: string): Quad {
  return { subject: blank(from), predicate, object: blank(to) }
}

function turn(quad: Quad): Quad {
  const { subject, object } = quad
  return object.type === 'literal' ? quad : { ...quad, subject: object, object: subject }
}

function rename(quad: Quad, change: (label: string) => string): Quad {
  const term = <T extends Quad['object']>(each: T): T =>
    each.type === 'blank' ? { ...each, label: change(each.label) } : each
  return { ...quad, subject: term(quad.subject), object: term(quad.object) }
}

function cycle(length: number, name = 'n'): readonly Quad[] {
  return Array.from({ length }, (_, n) => edge(`${name}${n}`, P, `${name}${(n + 1) % length}`))
}

function clique(size: number): readonly Quad[] {
  const labels = Array.from({ length: size }, (_, n) => `n${n}`)
  return labels.flatMap((from) => labels.filter((to) => to !== from).map((to) => edge(from, P, to)))
}
