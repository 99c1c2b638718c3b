import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { parseSources } from './parse-sources.ts'
import { DEFAULT_SOURCES, type SourcesConfig } from './sources.ts'

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const AT = 'https://pratique.example'
const PIN = 'a'.repeat(64)
const TEMPLATE = `${AT}/{participant}/{domain}/{file}.json`

function parse(json: unknown): SourcesConfig {
  return parseSources(new TextEncoder().encode(JSON.stringify(json)))
}

function parseOne(source: unknown): SourcesConfig['sources'][number] {
  const [one, ...others] = parse({ sources: [source] }).sources
  assert.ok(one && others.length === 0)
  return one
}

describe('a file of sources', () => {
  test('that says nothing is as none', () => {
    assert.deepEqual(parse({}), DEFAULT_SOURCES)
  })

  test('names sources that come with the program, and limits', () => {
    const { sources, limits } = parse({ sources: ['nz'], limits: { hcert: 7 } })
    assert.deepEqual(sources, [DEFAULT_SOURCES.sources[2]])
    assert.deepEqual(limits, { ...DEFAULT_SOURCES.limits, hcert: 7 })
  })

  test('describes a source of each kind', () => {
    const gdhcn = parseOne({
      name: 'own',
      kind: 'gdhcn',
      list: `${AT}/did.json`,
      anchors: TEMPLATE,
      anchorFiles: ['SCA'],
      signers: [{ key: KEY, origin: 'a letter of the WHO' }],
      trustAnchors: [{ fingerprint: PIN, origin: 'the same' }],
      redirectHosts: ['cdn.pratique.example'],
    })
    assert.ok(gdhcn.kind === 'gdhcn')
    const added = gdhcn.signers.at(-1)
    assert.deepEqual([added?.network, added?.isOriginRecorded], ['prod', true])
    assert.equal(gdhcn.pinnedAnchors.at(-1)?.fingerprint, PIN)
    assert.ok(gdhcn.signers.length > 1 && gdhcn.pinnedAnchors.length > 1)
    const addresses = { snapshot: `${AT}/a`, signature: `${AT}/b`, certificate: `${AT}/c` }
    const vci = parseOne({ name: 'v', kind: 'vci', ...addresses, fingerprint: PIN })
    assert.deepEqual(vci, {
      name: 'v',
      kind: 'vci',
      ...addresses,
      fingerprint: PIN,
      redirectHosts: [],
    })
    parseOne({ name: 'n', kind: 'nz', document: `${AT}/did.json` })
    parseOne({ name: 'e', kind: 'eu', list: `${AT}/list`, signerKey: KEY })
    parseOne({ name: 'f', kind: 'file', file: `${AT}/keys`, issuer: `${AT}/cards` })
  })
})

describe('refused, with every fault named, is', () => {
  const nz = { name: 'n', kind: 'nz', document: `${AT}/did.json` }
  const gdhcn = { name: 'g', kind: 'gdhcn', list: `${AT}/did.json` }
  const cases: readonly (readonly [name: string, json: unknown, issue: RegExp])[] = [
    ['another member', { source: [] }, /the file has 1 members that are not known/],
    ['no object', [], /the file is no object/],
    ['sources that are none', { sources: 'nz' }, /the file\.sources is not a list of sources/],
    ['a name of none', { sources: ['vcy'] }, /sources\[0\] is none of those that come/],
    ['a source twice', { sources: ['nz', 'nz'] }, /two sources are called nz/],
    ['no name', { sources: [{ ...nz, name: undefined }] }, /sources\[0\]\.name is missing/],
    ['a name that leads away', { sources: [{ ...nz, name: '../a' }] }, /name is not a name/],
    ['a name of a device', { sources: [{ ...nz, name: 'nul' }] }, /name is not a name/],
    ['no kind', { sources: [{ name: 'n' }] }, /sources\[0\]\.kind is missing/],
    ['another kind', { sources: [{ ...nz, kind: 'x' }] }, /kind is not one of gdhcn, vci/],
    ['a member too many', { sources: [{ ...nz, x: 1 }] }, /sources\[0\] has 1 members/],
    ['http', { sources: [{ ...nz, document: 'http://a.example/' }] }, /not an https address/],
    ['a file', { sources: [{ ...nz, document: 'file:///etc/a' }] }, /not an https address/],
    ['a password', { sources: [{ ...nz, document: 'https://a:b@c.example/' }] }, /not an https/],
    ['a fragment', { sources: [{ ...nz, document: `${AT}/#a` }] }, /not an https address/],
    ['a place too few', { sources: [{ ...gdhcn, anchors: `${AT}/{file}` }] }, /anchors is not/],
    [
      'a place that is a host',
      { sources: [{ ...gdhcn, anchors: 'https://{participant}.a.example/{domain}/{file}' }] },
      /anchors is not/,
    ],
    [
      'a place in the query',
      { sources: [{ ...gdhcn, anchors: `${AT}/{participant}/{domain}?{file}` }] },
      /anchors is not/,
    ],
    [
      'a name of a file',
      { sources: [{ ...gdhcn, anchorFiles: ['../SCA'] }] },
      /anchorFiles is not/,
    ],
    [
      'a signer of no origin',
      { sources: [{ ...gdhcn, signers: [{ key: KEY, origin: ' ' }] }] },
      /sources\[0\]\.signers\[0\]\.origin is not/,
    ],
    [
      'a signer of no key',
      { sources: [{ ...gdhcn, signers: [{ key: 'AAAA', origin: 'a' }] }] },
      /signers\[0\]\.key is not a P-256 key/,
    ],
    ['no pinned key', { sources: [{ name: 'e', kind: 'eu', list: AT }] }, /signerKey is missing/],
    ['a limit of none', { limits: { hcert: 0 } }, /limits\.hcert is not days/],
    ['a limit of nothing', { limits: { other: 1 } }, /limits has 1 members/],
    ['a host of none', { sources: [{ ...nz, redirectHosts: ['a/b'] }] }, /redirectHosts is not/],
  ]
  for (const [name, json, issue] of cases) {
    test(name, () => {
      assert.throws(() => parse(json), { code: 'usage.sources-file', message: issue })
    })
  }

  test('all at once', () => {
    const json = { sources: [{ ...nz, document: 1 }, { kind: 'nz' }], limits: { divoc: '1' } }
    assert.throws(
      () => parse(json),
      (error: Error) => error.message.split('; ').length === 4,
    )
  })

  test('what is no JSON', () => {
    const code = { code: 'usage.sources-file' }
    assert.throws(() => parseSources(new TextEncoder().encode('{"a":1,"a":2}')), code)
  })
})
